"""An assignment in an `autograder.zip`: what a grader elsewhere needs, and nothing else.

Beside what Otter puts there the zip holds, among its support files,

    files/gradus-grader/course/      the assignment, but for its tests, the reference, hidden data,
                                     and the course's dates
    files/gradus-grader/packages/    Gradus itself
    files/gradus-grader/secret       the course's secret

The test files are where every zip of Otter's has them: in `tests/`.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gradus.assignment.loading import assignment_names, load_assignment
from gradus.assignment.spec import Assignment
from gradus.errors import AssignmentError

GRADER = "gradus-grader"
PACKAGES = "packages"
NO_RULES: Mapping[str, bytes] = {}
"""Of a course in which no date counts."""

_COURSE = "course"
_SECRET = "secret"
_LEFT_OUT = ("battery", "mistakes", "__pycache__")
# Empty, for Python 3, in nbformat's newest format.
_STUB = {
    "cells": [],
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


@dataclass(frozen=True)
class Bundle:
    """An assignment out of an `autograder.zip`, and the secret that was baked into it."""

    assignment: Assignment
    secret: bytes = field(repr=False)


def stub_notebook() -> bytes:
    """A notebook without cells: Otter wants one, where students hand in modules only."""
    return json.dumps(_STUB, indent=1).encode() + b"\n"


def bundle_files(
    assignment: Assignment, secret: bytes, rules: Mapping[str, bytes] = NO_RULES
) -> dict[str, bytes]:
    """The files of the folder `gradus-grader`, by their path in it, but for Gradus itself.

    `rules` are the course's own, by name: `course.toml` and `extensions.csv`. Raises
    AssignmentError where a file cannot be read.
    """
    modules = (*assignment.modules, *assignment.provided)
    references = (assignment.solutions / f"{name}.py" for name in modules)
    paths = [*_own_files(assignment), *references, *assignment.hidden_files()]
    try:
        files = {
            f"{_COURSE}/{path.relative_to(assignment.course).as_posix()}": path.read_bytes()
            for path in paths
        }
    except OSError as error:
        raise AssignmentError(f"{error.filename} cannot be read: {error.strerror}.") from error
    beside = {f"{_COURSE}/{name}": content for name, content in rules.items()}
    return {**files, **beside, _SECRET: secret}


def _own_files(assignment: Assignment) -> Iterator[Path]:
    """The files of the assignment's folder, without its test files and its hand-out."""
    tests = {assignment.test_path(task) for task in assignment.tasks}
    for path in sorted(assignment.folder.rglob("*")):
        inside = path.relative_to(assignment.folder)
        hidden = any(part.startswith(".") or part in _LEFT_OUT for part in inside.parts)
        if path.is_file() and not hidden and path not in tests and path != assignment.handout:
            yield path


def unbundle(source: Path, into: Path) -> Bundle:
    """The assignment of the unpacked zip `source`, put together in the folder `into`.

    Raises AssignmentError if Gradus did not make the zip.
    """
    grader = source / "files" / GRADER
    try:
        shutil.copytree(grader / _COURSE, into)
        names = assignment_names(into)
        if len(names) != 1:
            raise AssignmentError(f"{source}: this holds {len(names)} assignments, not one.")
        tests = into / "assignments" / names[0] / "tests"
        shutil.copytree(source / "tests", tests, dirs_exist_ok=True)
        secret = (grader / _SECRET).read_bytes()
    except (OSError, shutil.Error) as error:
        raise AssignmentError(
            f"{source} is not what gradus build makes, or a part of it is missing: {error}. Build "
            "the autograder.zip again, and upload that."
        ) from error
    return Bundle(load_assignment(into, names[0]), secret)
