"""Files that are there whole or not at all, and one run at a time."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gradus.errors import GradusError, UsageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK = ".lock"
_FAR = 1 << 30  # behind anything that the file of a lock ever holds, which is a number
_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whose folder is made; a reader never sees half of it.

    Raises UsageError where that fails, GradusError where there is no room; what stood there before
    is then untouched.
    """
    # One writer at a time holds the lock, so that a name left over by a killed run is reused.
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
    except OSError as error:
        raise unwritten(path, error) from error


def write_renewable(path: Path, content: bytes) -> None:
    """Write what can be made again at any time: whole or not there, without waiting for the disk.

    Ten thousand pages would wait half a minute. Raises as `write_atomically`.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        path.unlink(missing_ok=True)  # To replace a file makes some file systems wait.
        partial.rename(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise unwritten(path, error) from error


def remove(path: Path) -> None:
    """Remove the file `path`, if it is there. Raises UsageError where that fails."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritten(path, error) from error


def check_folder(folder: Path) -> None:
    """Make `folder`, and see that a file can be written there, before any work is done.

    Raises UsageError where it cannot, GradusError where there is no room.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise _unusable(folder, error) from error


def ignores_case(folder: Path) -> bool:
    """Whether the disk of `folder` takes `a` and `A` for one name. Raises UsageError."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".case-") as file:
            path = Path(file.name)
            return path.with_name(path.name.swapcase()).exists()
    except OSError as error:
        raise _unusable(folder, error) from error


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Make `folder` and hold it, so that no second run writes into it.

    The system lets go of it when the process ends, however it ends. Raises UsageError where the
    folder cannot be written to, GradusError where another run holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a+", encoding="ascii")
    except OSError as error:
        raise _unusable(folder, error) from error
    with lock:
        try:
            _hold(lock.fileno())
        except BlockingIOError as error:
            lock.seek(0)
            raise GradusError(
                f"Another run (process {lock.read() or 'unknown'}) is writing into {folder}. Wait "
                "until it has ended, or name another folder with --output."
            ) from error
        except OSError as error:
            raise UsageError(
                f"The results cannot go to {folder}: its file system does not lock files "
                f"({error.strerror or error}). Name a folder on a local disk."
            ) from error
        with suppress(OSError):
            # A full disk does not take the number, which only helps a second run to say who holds.
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
        yield


def _hold(number: int) -> None:
    """Lock an open file. Raises BlockingIOError where another process holds it, else OSError."""
    if sys.platform == "win32":
        # What is locked there cannot be read: so it is a byte far behind the end.
        os.lseek(number, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
    else:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unusable(folder: Path, error: OSError) -> GradusError:
    """What to say of a folder in which nothing can be written."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return UsageError(
            f"The results cannot go to {folder}: there is a file in its place. Name a folder."
        )
    if error.errno in _FULL:
        return unwritten(folder, error)
    return UsageError(
        f"The results cannot go to {folder}: {error.strerror or error}. Name a folder that you may "
        "write to."
    )


def unwritten(path: Path, error: OSError) -> GradusError:
    """What to say of a file that cannot be written."""
    told = (
        f"{path} cannot be written: {error.strerror or error}. What was graded before is kept; "
        "fix this and run the same command to go on."
    )
    return GradusError(told) if error.errno in _FULL else UsageError(told)
