"""Tasks get other numbers, in every place where a number stands."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from gradus.assignment import Assignment, check_assignment, load_assignment
from gradus.assignment.definitions import definitions
from gradus.errors import UsageError
from gradus.scaffold.writing import write_all

_TEXTS = (".py", ".toml", ".md", ".csv", ".txt")
_NUMBER = r"\d+\.\d+"
_SPOKEN = re.compile(rf"\b([Tt]asks?) ({_NUMBER}(?:(?:, | and | or | to |–|, and | & ){_NUMBER})*)")
"""`Task 1.3`, and each number of `Tasks 1.3, 1.4 and 2.1`: a number by itself is none of a task."""

_ENTRY = re.compile(rf"""^(\s*number\s*=\s*["'])({_NUMBER})(["'])""", re.MULTILINE)


def renumber(
    course: Path, name: str, wanted: Mapping[str, str] | None = None
) -> tuple[dict[str, str], tuple[Path, ...]]:
    """Give tasks of the assignment `name` the numbers that are `wanted`, by their old ones.

    Where none are wanted, all tasks are numbered anew within their parts, in the order of
    assignment.toml, without gaps. The numbers that change, old and new, and the files that did.
    Cells of the hand-out stay where they are. Raises UsageError for a number that is taken or is
    none, AssignmentError where the parts of the assignment do not agree: what is left of a dropped
    task would pass for another one. Nothing is left half-written.
    """
    assignment = load_assignment(course, name)
    check_assignment(assignment)
    new = _consecutive(assignment) if wanted is None else _checked(assignment, wanted)
    new = {old: number for old, number in new.items() if old != number}
    if not new:
        return {}, ()
    names = _names(new)
    files: dict[Path, str | bytes] = {}
    gone = set()
    for path, text in _texts(assignment):
        changed = _rewritten(path, text, assignment, new)
        target = path.with_stem(names.get(path.stem, path.stem))
        if (target, changed) != (path, text):
            files[target] = changed
            gone |= {path}
    write_all(files, gone - files.keys())
    return new, tuple(files)


def _consecutive(assignment: Assignment) -> dict[str, str]:
    last: dict[str, int] = {}
    new = {}
    for task in assignment.tasks:
        part = task.number.partition(".")[0]
        last[part] = last.get(part, 0) + 1
        new[task.number] = f"{part}.{last[part]}"
    return new


def _checked(assignment: Assignment, wanted: Mapping[str, str]) -> dict[str, str]:
    numbers = [task.number for task in assignment.tasks]
    for old in wanted:
        if old not in numbers:
            raise UsageError(f"{assignment.name} has no task {old}. It has {', '.join(numbers)}.")
    for number in wanted.values():
        if not re.fullmatch(r"[1-9]\d*\.[1-9]\d*", number):
            raise UsageError(f"{number!r} is not the number of a task: write one such as 1.3.")
    new = {number: wanted.get(number, number) for number in numbers}
    for number in new.values():
        if list(new.values()).count(number) > 1:
            raise UsageError(
                f"Two tasks of {assignment.name} would be {number}. Give the other one a number, "
                f"too, in the same command: gradus renumber {number} NEW …"
            )
    return new


def _names(new: Mapping[str, str]) -> dict[str, str]:
    """The same numbers, as test files are named."""

    def name(number: str) -> str:
        return f"task_{number.replace('.', '_')}"

    return {name(old): name(number) for old, number in new.items()}


def _texts(assignment: Assignment) -> Iterator[tuple[Path, str]]:
    """The files that may speak of a task, with what they say."""
    for path in sorted(assignment.folder.rglob("*")):
        inside = path.relative_to(assignment.folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in inside)
        if path.is_file() and path.suffix in _TEXTS and not hidden:
            yield path, path.read_text("utf-8")
    for path in _references(assignment).values():
        yield path, path.read_text("utf-8")


def _references(assignment: Assignment) -> dict[str, Path]:
    return {module: assignment.solutions / f"{module}.py" for module in assignment.modules}


def _rewritten(path: Path, text: str, assignment: Assignment, new: Mapping[str, str]) -> str:
    """The text with new numbers: of a reference module the docstrings, else all of it."""
    for module, reference in _references(assignment).items():
        if path == reference:
            return _in_docstrings(text, _asked(assignment, module), new)
    return _renumbered(path, text, new)


def _renumbered(path: Path, text: str, new: Mapping[str, str]) -> str:
    names = _names(new)
    text = re.sub(r"\btask_\d+_\d+\b", lambda found: names.get(found[0], found[0]), text)
    if path.name == "assignment.toml":
        text = _ENTRY.sub(lambda found: f"{found[1]}{new.get(found[2], found[2])}{found[3]}", text)
    return _spoken(text, new)


def _spoken(text: str, new: Mapping[str, str]) -> str:
    def each(found: re.Match[str]) -> str:
        numbers = re.sub(_NUMBER, lambda number: new.get(number[0], number[0]), found[2])
        return f"{found[1]} {numbers}"

    return _SPOKEN.sub(each, text)


def _asked(assignment: Assignment, module: str) -> set[str]:
    functions = (function for task in assignment.tasks for function in task.functions)
    parts = (function.partition(".") for function in functions)
    return {name for owner, _, name in parts if owner == module}


def _in_docstrings(source: str, asked: set[str], new: Mapping[str, str]) -> str:
    """Only of the functions asked for: other assignments may ask for others of the module."""
    lines = source.splitlines(keepends=True)
    for name, node in definitions(ast.parse(source)):
        if name in asked and ast.get_docstring(node) is not None:
            first, last = node.body[0].lineno - 1, node.body[0].end_lineno or node.body[0].lineno
            lines[first:last] = [_spoken(line, new) for line in lines[first:last]]
    return "".join(lines)
