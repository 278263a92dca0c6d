"""Where a submission is unpacked while it is judged, and the course's own modules are copied."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gradus.assignment import Assignment
from gradus.errors import AssignmentError, CouldNotCheck
from gradus.sandbox import Sandbox, StartWorker
from gradus.sandbox.temporary import temporary_folder

_MAKE_ROOM = "Make room there, or name another folder in TMPDIR."


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for one submission. Raises CouldNotCheck where the disk does not take it."""
    try:
        with temporary_folder() as scratch:
            yield scratch
    except OSError as error:
        raise CouldNotCheck(
            f"A submission cannot be unpacked into the folder for temporary files: "
            f"{error.strerror or error}. {_MAKE_ROOM}"
        ) from error


def with_cure(error: Exception) -> str:
    """What an error says, and where there is no room on the disk, what to do."""
    said = str(error)
    if os.strerror(errno.ENOSPC) not in said or _MAKE_ROOM in said:
        return said
    folder = tempfile.gettempdir()
    return f"{said} Submissions are unpacked, and write, in {folder}. {_MAKE_ROOM}"


def handed_out(assignment: Assignment) -> dict[str, bytes]:
    """What lies beside a student's modules whatever they do to it, by path: the provided modules
    and the `files` of the assignment. Raises AssignmentError.
    """
    modules = {f"{name}.py": assignment.solutions for name in assignment.provided}
    places = {**modules, **dict.fromkeys(assignment.files, assignment.folder)}
    try:
        return {name: (folder / name).read_bytes() for name, folder in places.items()}
    except OSError as error:
        raise AssignmentError(f"{error.filename} cannot be read: {error.strerror}.") from error


@contextmanager
def entered(
    sandbox: Sandbox, assignment: Assignment, source: Path, *, writable: bool = True
) -> Iterator[tuple[StartWorker, Path]]:
    """What starts workers for the modules of `assignment` that are in folder `source`, with what is
    handed out beside them; and the folder of the copies that they see.

    Where that is `writable` they write into folders of their own. Raises CouldNotCheck,
    SandboxError, AssignmentError.
    """
    with scratch_folder() as scratch:
        modules = {f"{name}.py": (source / f"{name}.py") for name in assignment.modules}
        contents = {name: path.read_bytes() for name, path in modules.items()}
        for name, content in {**handed_out(assignment), **contents}.items():
            target = scratch / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        with sandbox.enter(scratch, writable=writable) as start_worker:
            yield start_worker, scratch
