"""What lies in a folder, seen without following a link."""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from gradus.errors import SubmissionError
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import shown

# What operating systems and editors leave behind; so is every name that starts with a dot: .git,
# .venv, .ipynb_checkpoints, .OTTER_LOG, ._losses.py
_LITTER = frozenset(["__pycache__", "__MACOSX", "Thumbs.db", "desktop.ini"])
# What the student's whole working folder holds besides the work.
_SKIPPED = _LITTER | {"node_modules", "tests", "gradus_checks", "conftest.py"}
# What a folder that is a virtual environment holds; students make them inside their work.
_ENVIRONMENT_MARK = "pyvenv.cfg"
_ENVIRONMENT = frozenset(
    [_ENVIRONMENT_MARK, "bin", "include", "lib", "lib64", "share", "Include", "Lib", "Scripts"]
)

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Node:
    """Something below a folder as `lstat` saw it; `mode` is 0 where it cannot be looked at."""

    path: Path
    inside: PurePosixPath
    mode: int
    size: int
    changed: int


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is nobody's: hidden, or a system's own."""
    return name.startswith(".") or name in _LITTER


def is_skipped(name: str) -> bool:
    """Whether a file or folder of this name in a submission does not belong to the work."""
    return is_litter(name) or name in _SKIPPED


def is_environment(path: PurePosixPath, marks: Collection[PurePosixPath]) -> bool:
    """Whether `path` belongs to a virtual environment; `marks` are the paths of all files seen."""
    return any(
        part in _ENVIRONMENT and folder / _ENVIRONMENT_MARK in marks
        for part, folder in zip(reversed(path.parts), path.parents, strict=False)
    )


def walk(folder: Path, most: int) -> Iterator[Node]:
    """Everything below `folder` that is not skipped, in an order that depends on names alone.

    A folder of more than `most` entries is cut after `most + 1`, so that a caller who stops at
    `most` neither waits for it nor holds it all.
    """
    pending = [PurePosixPath()]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(folder / inside) as entries:
                names = (entry.name for entry in entries if not is_skipped(entry.name))
                paths = sorted(inside / name for name in islice(names, most + 1))
        except OSError:
            yield Node(folder / inside, inside, mode=0, size=0, changed=0)
            continue
        for path in paths:
            if is_environment(path, paths):
                continue
            node = _look(folder, path)
            yield node
            if stat.S_ISDIR(node.mode):
                pending.append(node.inside)


def changed(path: Path, most: int = DEFAULT_LIMITS.entries) -> int:
    """When something was modified last; a folder with all that is in it. In nanoseconds."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return found.st_mtime_ns
    inside = (node.changed for node in islice(walk(path, most), most))
    return max(inside, default=found.st_mtime_ns)


def read_regular(path: Path, name: object, most: int) -> bytes:
    """Up to `most` bytes of a regular file.

    Raises SubmissionError, calling the file `name`, for a link, a device, or what is unreadable.
    """
    try:
        check_kind(path.lstat().st_mode, name)
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINK), "rb") as file:
            # A second look, at what was really opened: the name may have changed hands.
            check_kind(os.fstat(file.fileno()).st_mode, name)
            return file.read(most)
    except OSError as error:
        raise unreadable(name, error.strerror) from error


def check_kind(mode: int, name: object) -> None:
    """Raise SubmissionError unless `mode` is a regular file's."""
    if stat.S_ISLNK(mode):
        raise SubmissionError(
            f"{shown(name)} is a symbolic link, and links are never followed. "
            "Hand in the file itself."
        )
    if not stat.S_ISREG(mode):
        raise SubmissionError(
            f"{shown(name)} is neither a file nor a folder but a device or a pipe. Leave it out."
        )


def unreadable(name: object, why: str | None) -> SubmissionError:
    """The error for a file or folder that the system will not let us read."""
    return SubmissionError(
        f"{shown(name)} cannot be read ({why or 'unknown reason'}). "
        "Check that you can open it yourself and hand it in again."
    )


def _look(folder: Path, inside: PurePosixPath) -> Node:
    path = folder / inside
    try:
        found = path.lstat()
    except OSError:
        return Node(path, inside, mode=0, size=0, changed=0)
    return Node(path, inside, found.st_mode, found.st_size, found.st_mtime_ns)
