"""Single mistakes of ordinary kinds, as students make them in the stubs.

A row of `slips/*.toml` is a mistake in one function of one module. The student has worked from the
top down: what comes before the function is solved, what comes after it is still the stub. The
`body` is what was written in place of the stub's `raise`, each pair of `patch` is exchanged in the
file, the function `without` is not there, and `end` stands below all.

The first message that the student then reads has to have all of `says` ("a|b": one of the two) and
none of `never`, and has to name the line `at`, where there is one.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from gradus.assignment import Assignment
from gradus.release.starter import provided, starter_files

FOLDER = Path(__file__).with_name("slips")
ASSIGNMENTS = {"hw1": "hw1-losses", "hw2": "hw2-backprop", "hw3": "hw3-generalization"}


@dataclass(frozen=True)
class Slip:
    """One mistake. `assignment` is the name of the file that it stands in."""

    name: str
    assignment: str
    function: str
    says: tuple[str, ...]
    never: tuple[str, ...] = ()
    at: str = ""
    body: str = ""
    patch: tuple[tuple[str, str], ...] = ()
    without: str = ""
    end: str = ""

    def modules(self, assignment: Assignment) -> dict[str, str]:
        """What the student has, by file name."""
        stubs = starter_files(assignment)
        modules, found = {}, False
        for module in assignment.modules:
            file = f"{module}.py"
            path = assignment.solutions / file
            whole = provided(path.read_text("utf-8"), path)
            if found:
                modules[file] = stubs[file]
            elif self.function in _functions(whole):
                modules[file], found = self._wrong(whole, stubs[file]), True
            else:
                modules[file] = whole
        assert found, self.function
        return {**stubs, **modules}

    def _wrong(self, whole: str, stub: str) -> str:
        lines, reached = whole.splitlines(), False
        unwritten = _functions(stub)
        changes: list[tuple[ast.FunctionDef, str]] = []
        for name, function in _functions(whole).items():
            if name == self.without:
                changes.append((function, ""))
            elif name == self.function:
                reached = True
                changes += [(function, self.body)] if self.body else []
            elif reached and name in unwritten:
                changes.append((function, ast.unparse(unwritten[name].body[-1])))
        for function, body in reversed(changes):
            first = function.body[1 if ast.get_docstring(function) else 0].lineno - 1
            if not body:
                first = function.lineno - 1
            inside = dedent(body).strip("\n")
            lines[first : function.end_lineno] = indent(
                inside, " " * (function.col_offset + 4)
            ).splitlines()
        text = "\n".join(lines) + "\n" + self.end
        for old, new in self.patch:
            assert old in text, f"{self.name}: {old!r} is not there"
            text = text.replace(old, new, 1)
        return text

    def told(self, message: str, modules: dict[str, str]) -> Iterator[str]:
        """What is wrong with the `message` that the student reads first."""
        for wish in self.says:
            if not any(each.lower() in message.lower() for each in wish.split("|")):
                yield f"does not say {wish!r}"
        for word in self.never:
            if word.lower() in message.lower():
                yield f"says {word!r}"
        if self.at and not any(place in message for place in self._places(modules)):
            yield f"does not name the line of {self.at!r}"

    def _places(self, modules: dict[str, str]) -> list[str]:
        return [
            f"{file}, line {number}"
            for file, text in modules.items()
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip() == self.at
        ]


def slips() -> list[Slip]:
    """All rows."""
    return [
        Slip(assignment=name, **{key: _frozen(value) for key, value in row.items()})
        for name in ASSIGNMENTS
        for row in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["slip"]
    ]


def _frozen(value: object) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _functions(text: str) -> dict[str, ast.FunctionDef]:
    """The functions and methods of a module, those of no other function, in their order."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if isinstance(each, ast.FunctionDef))
            found |= {f"{node.name}.{method.name}": method for method in methods}
    return found
