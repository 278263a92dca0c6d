"""The folder of a cluster on one machine, in which its workers unpack the course."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "gradus-cluster-"
_IN_USE = "in-use"
"""A file that its run keeps locked: the system lets go of the lock when the process ends, even by
`kill -9`, after which nobody is left to remove the folder."""


@contextmanager
def scratch_folder() -> Iterator[str]:
    """A new folder, removed at the end. First goes what runs that were killed have left."""
    _remove_left_behind()
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX) as folder,
        Path(folder, _IN_USE).open("w") as f,
    ):
        fcntl.flock(f, fcntl.LOCK_EX)
        yield folder


def _remove_left_behind() -> None:
    for found in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_IN_USE}"):
        # It may belong to somebody else, or be removed by another run at this moment.
        with suppress(OSError):
            if found.parent.lstat().st_uid == os.getuid() and _is_free(found):
                shutil.rmtree(found.parent)


def _is_free(path: Path) -> bool:
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
