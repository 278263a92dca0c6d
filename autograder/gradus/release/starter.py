"""`starter/`: the modules that students start from."""

from collections.abc import Collection
from pathlib import Path

from gradus.assignment import Assignment, assignment_names, load_assignment, modules_asked_for
from gradus.errors import AssignmentError, ReleaseRefused
from gradus.release.markers import Kind, join, read_lines
from gradus.release.stubs import stub


def starter_files(assignment: Assignment) -> dict[str, str]:
    """The modules students start from, by file name: stubs, and what is provided.

    Raises AssignmentError, which names the file and the line.
    """
    files = {}
    for module in (*assignment.modules, *assignment.provided):
        path = assignment.solutions / f"{module}.py"
        source = read_module(path)
        if module in assignment.modules:
            text = stub(source, assignment.tasks, path)
        else:
            text = provided(source, path)
        files[path.name] = text
    return files


def committed_files(assignment: Assignment) -> dict[str, str]:
    """The part of the starter files that belongs into `starter/`, by file name.

    A module that is provided here and asked for in another assignment stands there as that one's
    stub.
    """
    elsewhere = modules_asked_for(assignment.course) - set(assignment.modules)
    files = starter_files(assignment)
    return {name: text for name, text in files.items() if Path(name).stem not in elsewhere}


def solved(course: Path, provided: Collection[str]) -> str:
    """Which of the `provided` modules are answers to an assignment, and to which; "" for none.

    Who has one of them has that assignment's solution. Raises AssignmentError.
    """
    found = []
    for name in assignment_names(course):
        asked = load_assignment(course, name).modules
        modules = [f"{module}.py" for module in provided if module in asked]
        found += [f"{', '.join(modules)} of {name}"] if modules else []
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
