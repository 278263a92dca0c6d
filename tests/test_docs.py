"""What the documentation names is there: files, headings, functions, commands and their options."""

import importlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from gradus.cli import main

ROOT = Path(__file__).resolve().parent.parent
_MADE = {"dist", "build", "node_modules"}
PAGES = sorted(  # not what programs leave here, as pytest does a README.md, in its first run
    path
    for path in ROOT.rglob("*.md")
    if not any(part in _MADE or part.startswith(".") for part in path.relative_to(ROOT).parts)
)

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors of its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.*)$", prose(page), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in kept}


def named(page: Path) -> Iterator[str]:
    """What stands in backticks in its prose."""
    yield from _CODE.findall(prose(page))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for link in _LINK.findall(prose(page)):
        target, _, anchor = link.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        goal = (page.parent / target).resolve() if target else page
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            dead.append(link)
    assert not dead


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_names_of_files_are_not_stale(page: Path) -> None:
    """Paths into the source's own folders exist; from the page, or from the top."""
    rooms = ("assignments/", "solutions/", "autograder/", "tests/", "findings/", ".github/", ".ci/")
    stale = []
    for name in named(page):
        path = name.split("#")[0]
        tells = path.startswith(rooms) and re.fullmatch(r"[\w./-]+", path)
        inside = (ROOT / path, page.parent / path)
        # Assignments hold the same folders, and the guide names theirs.
        within = [*ROOT.glob(f"assignments/*/{path}"), *ROOT.glob(f"assignments/{path}")]
        if tells and not any(each.exists() for each in inside) and not within:
            stale.append(name)
    assert set(stale) <= _FROM_A_LESSON


_FROM_A_LESSON = {"tests/task_1_9.py"}
"""What readers are told to write."""


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_dotted_names_are_in_the_code(page: Path) -> None:
    dotted = (name for name in named(page) if re.fullmatch(r"gradus(_checks)?(\.\w+)+", name))
    assert not [name for name in dotted if found(name) is None]


def found(name: str) -> Any:
    """The module, class or function of a dotted name; None where there is none."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            value: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            value = getattr(value, attribute, None)
        return value
    return None


def test_the_life_of_a_case_is_fifteen_functions_in_order() -> None:
    text = (ROOT / "autograder" / "README.md").read_text("utf-8")
    life = text.split("## The life of one case")[1].split("\n## ")[0]
    steps = re.findall(r"^\| (\d+) \| [^|]+ \| `([\w.]+)` \|$", life, re.MULTILINE)
    assert [int(number) for number, _ in steps] == [*range(1, 16)]
    assert not [name for _, name in steps if not callable(found(name))]


def test_the_glossary_is_short() -> None:
    text = (ROOT / "autograder" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!word |---)", text.split("## Glossary")[1], re.MULTILINE)
    assert 10 <= len(rows) <= 20


QUESTIONS = {
    "Where is follow-through decided?": ("autograder", "Where to look", "follow_through.follow_"),
    "What may a worker import?": ("autograder", "Where to look", "use-other-packages"),
    "Why was this case not checked?": ("", "TAs", "`staff.html` says why"),
    "How does a record become a mark?": ("autograder", "Where to look", "Marker.mark"),
    "What does a record hold?": ("autograder", "Where to look", "results.Record"),
    "How long may a case take?": ("assignments", "Change limits", "cpu_floor_seconds"),
    "How do I add a platform?": (
        "CONTRIBUTING.md",
        "How to add things",
        "**A learning platform.**",
    ),
    "How do I add an operator?": (
        "CONTRIBUTING.md",
        "How to add things",
        "**A mutation operator.**",
    ),
    "How do I add a command?": ("CONTRIBUTING.md", "How to add things", "**A command.**"),
    "Which test holds this?": ("tests", "Which law is held where", "test_feedback_leaks.py"),
}
"""What newcomers ask: the page and the heading where it is answered, and a word of the answer."""


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_takes_two_looks(question: str) -> None:
    """One at the README, which links the page, and one at the heading."""
    place, heading, answer = QUESTIONS[question]
    page = ROOT / place if place.endswith(".md") else ROOT / place / "README.md"
    section = page.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert answer in section
    first = (ROOT / "README.md").read_text("utf-8")
    assert page == ROOT / "README.md" or f"]({relative(page)}" in first


def test_decisions_are_all_listed() -> None:
    folder = ROOT / "autograder" / "decisions"
    listed = _LINK.findall((folder / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_commands_exist_with_their_options(page: Path) -> None:
    wrong = [line for line in commands(page) if not is_understood(line)]
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_commands_can_be_typed_as_they_stand(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Number and kinds of their arguments are right: the parser takes each line as it is."""
    monkeypatch.chdir(tmp_path)
    for line in typed(page):
        if line.startswith("gradus "):
            words = shlex.split(line, comments=True)[1:]
            for word in words:
                if re.fullmatch(r"[A-Z][A-Z_]+", word):
                    Path(word).mkdir(exist_ok=True)
            parse(main, "gradus", words)


def parse(command: click.Command, name: str, words: list[str]) -> None:
    """As click does before it runs a command. Raises UsageError."""
    context = command.make_context(name, words)
    if isinstance(command, click.Group):
        inner, found, rest = command.resolve_command(
            context, context._protected_args + context.args
        )
        assert found is not None
        parse(found, inner or "", rest)


def typed(page: Path) -> Iterator[str]:
    """The lines `$ …` of a page."""
    for _, block in _FENCE.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if line.lstrip().startswith("$ "):
                yield line.split("$ ", 1)[1]


def commands(page: Path) -> Iterator[str]:
    """The lines `$ gradus …` and `$ make …` of a page, and those that stand in backticks."""
    for line in (*typed(page), *named(page)):
        if re.match(r"(gradus|make) [a-z][\w-]*( |$)", line):
            yield line.split("  #")[0].strip()


def is_understood(line: str) -> bool:
    """Whether the program has that command or target, and the command these options."""
    program, name, *rest = shlex.split(line.replace("…", ""), comments=True)
    if program == "make":
        makefile = (ROOT / "Makefile").read_text("utf-8")
        return re.search(rf"^{re.escape(name)}:", makefile, re.MULTILINE) is not None
    command: click.Command | None = main.commands.get(name)
    while isinstance(command, click.Group) and rest:
        command = command.commands.get(rest.pop(0))
    if command is None:
        return False
    known = {option for parameter in command.params for option in options_of(parameter)}
    asked = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
    return asked <= known | {"-h", "--help"}


def options_of(parameter: click.Parameter) -> list[str]:
    return [*parameter.opts, *parameter.secondary_opts]


SCRIPTS = sorted((ROOT / "findings").glob("*.sh"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_findings_have_their_form(script: Path) -> None:
    """They are not run here: they install packages, and other people's releases are theirs."""
    text = script.read_text("utf-8")
    assert script.stat().st_mode & 0o100, "chmod +x"
    assert re.match(r"#!/usr/bin/env bash\n# [^\n]+\.\n#\n", text)
    assert re.search(r"^# Seen on \d{4}-\d\d-\d\d with ", text, re.MULTILINE)
    assert "trap 'rm -rf \"$folder\"' EXIT" in text
    installed = re.search(r"pip\" install ((?:[^|\\]|\\\n)+)", text)
    assert installed
    packages = [word for word in installed[1].split() if word[0] not in "-\\"]
    assert packages
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", package) for package in packages)
    assert "gradus" not in text.split("<<'PROGRAM'")[1].split("\nPROGRAM\n")[0]
    listed = (ROOT / "findings" / "README.md").read_text("utf-8")
    assert f"({script.name})" in listed


@pytest.mark.parametrize(("folder", "code"), [("autograder/gradus_checks", 0), ("nowhere", 2)])
def test_the_table_of_the_house(folder: str, code: int) -> None:
    command = (sys.executable, "-m", "tests.benchmarks.house", folder)
    done = subprocess.run(command, cwd=ROOT, encoding="utf-8", capture_output=True)
    assert done.returncode == code, done.stderr
    assert ("longest" in done.stdout) == (code == 0)
