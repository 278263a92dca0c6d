"""The files of an assignment that another machine needs to judge or to audit it."""

from collections.abc import Iterator
from pathlib import Path

from gradus.assignment.spec import Assignment
from gradus.errors import AssignmentError


def carried_files(assignment: Assignment) -> dict[str, bytes]:
    """The assignment's folder, its references and hidden data, by their path in the course.

    Raises AssignmentError where a file cannot be read.
    """
    try:
        return {
            path.relative_to(assignment.course).as_posix(): path.read_bytes()
            for path in _paths(assignment)
        }
    except OSError as error:
        raise AssignmentError(f"{error.filename} cannot be read: {error.strerror}.") from error


def _paths(assignment: Assignment) -> Iterator[Path]:
    for path in sorted(assignment.folder.rglob("*")):
        inside = path.relative_to(assignment.folder).parts
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in inside):
            yield path
    for module in (*assignment.modules, *assignment.provided):
        yield assignment.solutions / f"{module}.py"
    yield from assignment.hidden_files()
