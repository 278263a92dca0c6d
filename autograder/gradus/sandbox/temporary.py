"""Folders for temporary files, which a later run finds and removes if their owner is killed.

Each is locked by its owner for as long as that lives; the kernel lets go of the lock of a process
that is gone, whatever has ended it. So no clock is asked, and no process number.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gradus.sandbox.visible import is_workers
from gradus.worker.scratch import empty

_PREFIX = "gradus-scratch-"
_OURS = re.compile(re.escape(_PREFIX) + "[a-z0-9_]{8}")
"""As `tempfile` makes names."""

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder, which is gone afterwards with all that is in it. Raises OSError."""
    folder, lock = _make()
    try:
        yield folder
    finally:
        _remove(folder)
        if lock is not None:
            os.close(lock)


def sweep() -> None:
    """Remove the folders of runs of the same user that were killed. Never raises.

    What somebody else is using, or has made, stays, and nothing is followed that is a link.
    """
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name) and _is_ours(entry):
                folder = Path(entry.path)
                lock = _lock(folder)
                if lock is not None:
                    _remove(folder)
                    os.close(lock)


def _make() -> tuple[Path, int | None]:
    """A folder, and the descriptor that locks it: none where the file system has no locks.

    Between the two a sweep may have taken it for left: then another is made.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _lock(folder)
        if folder.is_dir():
            return folder, lock
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """The descriptor that keeps the lock, None where another has it or none can be had."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        opened = os.open(folder, _FOLDER)
    except OSError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        return None
    return opened


def _is_ours(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder of this user, or of a worker to which only root can have given it."""
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    user = os.geteuid()
    owned = found.st_uid == user or (user == 0 and is_workers(found.st_uid))
    return owned and entry.is_dir(follow_symlinks=False)


def _remove(folder: Path) -> None:
    """What is left then is the system's own fault, and nothing that a worker could have made."""
    with suppress(OSError):
        empty(str(folder))
    with suppress(OSError):
        folder.rmdir()
