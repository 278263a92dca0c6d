"""What a mark depends on, in one number, so that only what is missing or changed is graded."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import gradus
from gradus.assignment import Assignment
from gradus.errors import AssignmentError
from gradus.submission import Submission
from gradus.submission import fingerprint as contents_of

_NO_SAY_IN_MARKS = ("audit", "cli", "gradebook", "otter_plugin", "release", "reports")
_LIBRARIES = ("otter-grader", "numpy")


def grader_fingerprint(assignment: Assignment, isolation: str, secret: bytes) -> str:
    """A sha256 in hex over all that decides on a mark besides the submission itself.

    The assignment's files, the reference, the secret, the isolation level, and the grader.
    Raises AssignmentError where a file of the assignment cannot be read.
    """
    digest = hashlib.sha256()
    parts = (isolation.encode(), hashlib.sha256(secret).digest())
    libraries = (f"{name} {version(name)}".encode() for name in _LIBRARIES)
    for part in (*parts, *libraries, *_files(assignment), *_sources()):
        # Lengths keep ("ab", "c") apart from ("a", "bc").
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def record_fingerprint(submission: Submission, grader: str) -> str:
    """What the record of a submission bears when this grader has made it from these files."""
    return f"{contents_of(submission)} {grader}"


def is_by(fingerprint: str, grader: str) -> bool:
    """Whether a record with this fingerprint was made by this grader."""
    return fingerprint.endswith(f" {grader}")


def _files(assignment: Assignment) -> Iterator[bytes]:
    tests = sorted(
        path
        for path in (assignment.folder / "tests").rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    )
    modules = (*assignment.modules, *assignment.provided)
    references = (assignment.solutions / f"{module}.py" for module in modules)
    for path in (assignment.folder / "assignment.toml", *tests, *references):
        yield path.relative_to(assignment.course).as_posix().encode()
        try:
            yield path.read_bytes()
        except OSError as error:
            raise AssignmentError(f"{path} cannot be read: {error.strerror or error}.") from error


def _sources() -> Iterator[bytes]:
    """The grader's own code, but for the rooms that cannot change a mark."""
    room = Path(gradus.__file__).parent
    for package in (room, room.parent / "gradus_checks"):
        for path in sorted(package.rglob("*.py")):
            inside = path.relative_to(package)
            if package == room and inside.parts[0] in _NO_SAY_IN_MARKS:
                continue
            yield inside.as_posix().encode()
            yield path.read_bytes()
