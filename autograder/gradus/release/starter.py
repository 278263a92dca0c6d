"""`starter/`: the modules that students start from."""

from collections.abc import Collection, Iterator
from pathlib import Path

from gradus.assignment import Assignment, readable_assignments
from gradus.assignment.markers import Kind, join, read_lines
from gradus.errors import AssignmentError, ReleaseRefused
from gradus.release.stubs import stub


def starter_files(assignment: Assignment) -> dict[str, str]:
    """The modules students start from, by file name: stubs, and what is provided.

    Raises AssignmentError, which names the file and the line.
    """
    modules = (*assignment.modules, *assignment.provided)
    others = asked_elsewhere(assignment)
    return {f"{module}.py": starter_text(assignment, module, others) for module in modules}


def starter_text(assignment: Assignment, module: str, others: Collection[str]) -> str:
    """What students get of a module: its stub, or all of it where it is provided.

    The functions that only `others` ask for ("losses.mse") are left out of a stub.
    Raises AssignmentError, which names the file and the line.
    """
    path = assignment.solutions / f"{module}.py"
    source = read_module(path)
    if module not in assignment.modules:
        return provided(source, path)
    parts = (function.partition(".") for function in others)
    left_out = {name for owner, _, name in parts if owner == module}
    return stub(source, assignment.tasks, path, left_out, module)


def committed_files(assignment: Assignment) -> dict[str, str]:
    """The part of the starter files that belongs into `starter/`, by file name.

    A module that is provided here and asked for in another assignment stands there as that one's
    stub. One that several ask for stands in a folder of each: their stubs differ.
    """
    others = [each for each in _others(assignment) if each.solutions == assignment.solutions]
    elsewhere = {module for each in others for module in each.modules}
    apart = assignment.solutions != assignment.course / "solutions"
    named = ((name.removesuffix(".py"), text) for name, text in starter_files(assignment).items())
    return {
        f"{assignment.name}/{module}.py" if apart or module in elsewhere else f"{module}.py": text
        for module, text in named
        if module in assignment.modules or module not in elsewhere
    }


def asked_elsewhere(assignment: Assignment) -> frozenset[str]:
    """The functions ("losses.mse") of the same modules that only other assignments ask for."""
    same = (each for each in _others(assignment) if each.solutions == assignment.solutions)
    here = {function for task in assignment.tasks for function in task.functions}
    there = {function for each in same for task in each.tasks for function in task.functions}
    return frozenset(there - here)


def _others(assignment: Assignment) -> Iterator[Assignment]:
    every = readable_assignments(assignment.course)
    return (each for each in every if each.name != assignment.name)


def solved(course: Path, provided: Collection[str]) -> str:
    """Which of the `provided` modules are answers to an assignment, and to which; "" for none.

    Who has one of them has that assignment's solution.
    """
    found = []
    for each in readable_assignments(course):
        modules = [f"{module}.py" for module in provided if module in each.modules]
        found += [f"{', '.join(modules)} of {each.name}"] if modules else []
    return "; ".join(found)


def read_module(path: Path) -> str:
    """The text of a reference module. Raises AssignmentError."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: the reference cannot be read: {error}") from error


def provided(source: str, path: Path) -> str:
    """`source` in full, as students get it: without the markers and what is between PROMPTs."""
    keep = {Kind.KEEP, Kind.SOLUTION, Kind.LINE, Kind.LINE_NO_PROMPT}
    return join([line.text if line.kind in keep else None for line in read_lines(source, path)])


def check_stale(assignment: Assignment) -> None:
    """Raises ReleaseRefused where `starter/` is not what the reference gives now."""
    stale = [
        name
        for name, text in committed_files(assignment).items()
        if _current(assignment.starter / name) != text
    ]
    if stale:
        raise ReleaseRefused(
            f"{assignment.starter} is stale: {', '.join(stale)} is not what the reference gives. "
            f"Run gradus build {assignment.name}, and commit {assignment.starter.name}/."
        )


def _current(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
