"""The corpus: submissions that are odd but honest, each a small patch of a reference.

A row of `rows/*.toml` says what is done to one module (`to`, by default hw1's losses.py): `top` is
put above it, `end` below it, each pair of `patch` exchanged in it, or it is `alone` in its place;
`written` is how an editor saves that. `also` puts text above another module. `files` lie beside the
modules, `within` is the folder that a zip wraps all in, and `whole` says that everything that was
handed out is handed in again.

`fails` names the modules and functions of which no public case may pass, in no flow. All others
have to pass in all flows. `staff` is what the class's table has to say. `refused` is what `pytest`
says instead of running a test, with the cure, as the README of what students get states.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gradus.assignment import Assignment
from gradus_checks import Case

FOLDER = Path(__file__).with_name("rows")


@dataclass(frozen=True)
class Row:
    """One submission. `kind` is the file that it stands in."""

    name: str
    kind: str
    assignment: str
    module: str
    fails: tuple[str, ...]
    staff: str
    refused: str
    within: str
    whole: bool
    patch: Mapping[str, Any]

    def files(self, assignment: Assignment) -> dict[str, bytes]:
        """What is handed in, by path."""
        files = {f"{each}.py": _reference(assignment, each) for each in assignment.modules}
        for module, text in self.patch.get("also", {}).items():
            files[f"{module}.py"] = f"{text}\n".encode() + files[f"{module}.py"]
        source = files[f"{self.module}.py"].decode()
        files[f"{self.module}.py"] = _saved(self._patched(source), self.patch.get("written", ""))
        beside = self.patch.get("files", {})
        return {**files, **{name: text.encode() for name, text in beside.items()}}

    def touches(self, numbers: Collection[str]) -> bool:
        """Whether a task of these numbers is about a module that is patched.

        Where something is broken it has to be a function that one of them asks for.
        """
        tasks = [f"task_{number.replace('.', '_')}" for number in numbers]
        functions = [each for task in tasks for each in _functions(self.assignment, task)]
        about = self.fails or (self.module,)
        return any(f"{each}.".startswith(f"{one}.") for one in about for each in functions)

    def holds(self, case: Case) -> bool:
        """Whether the case has to pass."""
        task = case.test_func.__globals__["name"]
        functions = _functions(self.assignment, task)
        return not any(
            wrong in case.modules() or any(f"{each}.".startswith(f"{wrong}.") for each in functions)
            for wrong in self.fails
        )

    def _patched(self, source: str) -> str:
        if "alone" in self.patch:
            return str(self.patch["alone"])
        for old, new in self.patch.get("patch", ()):
            assert old in source, f"{self.name}: {old!r} is not in the reference"
            source = source.replace(old, new)
        top, end = (self.patch.get(name, "") for name in ("top", "end"))
        top = f"{top.strip(chr(10))}\n\n" if top else ""
        return top + source + (f"\n\n{end}\n" if end else "")


@cache
def corpus() -> tuple[Row, ...]:
    """All rows, those of a kind beside one another."""
    return tuple(
        _row(name, path.stem, entry)
        for path in sorted(FOLDER.glob("*.toml"))
        for name, entry in tomllib.loads(path.read_text("utf-8")).items()
    )


def _row(name: str, kind: str, entry: dict[str, Any]) -> Row:
    known = {"alone", "also", "end", "files", "patch", "top", "written"}
    assignment, module = entry.pop("to", "hw1-losses/losses").split("/")
    row = Row(
        name=name,
        kind=kind,
        assignment=assignment,
        module=entry.pop("module", module),
        fails=tuple(entry.pop("fails", ())),
        staff=entry.pop("staff", ""),
        refused=entry.pop("refused", ""),
        within=entry.pop("within", ""),
        whole=entry.pop("whole", False),
        patch=entry,
    )
    assert entry.keys() <= known, f"{kind}.toml, {name}: {entry.keys() - known}"
    return row


def _saved(text: str, how: str) -> bytes:
    """The text as an editor, or a system, writes it."""
    if "tabs" in how or "two spaces" in how:
        indent = "\t" if "tabs" in how else "  "
        text = "\n".join(_indented(line, indent) for line in text.split("\n"))
    if "trailing spaces" in how:
        text = text.replace("\n", "  \n")
    if "long line" in how:
        text = text.replace("%s", "0, " * 5_000)
    if "stripped" in how:
        text = text.rstrip()
    ends = {"crlf": "\r\n", "cr": "\r"}
    text = text.replace("\n", next((ends[word] for word in how.split() if word in ends), "\n"))
    encodings = ("latin-1", "cp1252", "iso-8859-15", "utf-16")
    encoding = next((each for each in encodings if each in how.split()), "utf-8")
    # The lecture's letters, of which an old encoding has few, stand in comments and docstrings.
    return (b"\xef\xbb\xbf" if "bom" in how else b"") + text.encode(encoding, "replace")


def _indented(line: str, indent: str) -> str:
    stripped = line.lstrip(" ")
    levels, rest = divmod(len(line) - len(stripped), 4)
    return indent * levels + " " * rest + stripped


@cache
def _reference(assignment: Assignment, module: str) -> bytes:
    return (assignment.solutions / f"{module}.py").read_bytes()


@cache
def _functions(assignment: str, task: str) -> tuple[str, ...]:
    from gradus.assignment import load_assignment

    course = Path(__file__).resolve().parents[2]
    tasks = load_assignment(course, assignment).tasks
    return next(each.functions for each in tasks if each.name == task)
