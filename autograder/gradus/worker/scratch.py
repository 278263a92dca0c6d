"""Where the code of a worker may write: a folder of its own, which is thrown away with it.

In it the submission is laid out as at home: working folder, modules, sub-packages and data. What a
student's code leaves there is never opened by anybody, only removed.
"""

import os
import stat
from typing import NamedTuple

MOST_MB = 64
"""Of all files that one worker writes: a thousand times what the models of such a course take."""

MOST_FILES = 1_000
"""And so many of them: a checkpoint after each epoch, ten times over."""

LAID_OUT = "submission"

WRITABLE = ("TMPDIR", "HOME", "MPLCONFIGDIR")
"""The environment variables that name a folder to write to."""

# The judge imports this on systems, too, where it then refuses to grade.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0) | _NO_LINK
_PIECE = 2**20  # bytes at a time: large files take few calls and little memory


class Place(NamedTuple):
    """A worker's own folder, and the folder that it may write to: that, or one around it."""

    folder: str
    opened: str


class Places:
    """Gives each fork of a template a place of its own, by its process id, and clears it away.

    `common` is a folder for whoever is alone, such as `/tmp` where nobody else sees it, or "";
    others get a new folder in `apart`.
    """

    def __init__(self, common: str, apart: str) -> None:
        self.folders = tuple(filter(None, (common, apart)))
        self._common = common
        self._apart = apart
        self._taken: dict[int, Place] = {}

    def of(self, pid: int) -> Place:
        """The place of the next fork, called so in that fork and after it by its parent."""
        if self._common and all(place.opened != self._common for place in self._taken.values()):
            return Place(self._common, self._common)
        folder = os.path.join(self._apart, str(pid))
        return Place(folder, folder)

    def begin(self, pid: int) -> None:
        """That process has been forked."""
        self._taken[pid] = self.of(pid)

    def end(self, pid: int) -> None:
        """It has ended: nothing that it has written is there any more."""
        place = self._taken.pop(pid)
        try:
            empty(place.folder)
            if place.folder != self._common:
                os.rmdir(place.folder)
        except FileNotFoundError:
            # It has ended before it had made its folder.
            return
        except OSError:
            # Nobody gets it again; the judge removes the whole.
            if place.folder == self._common:
                self._common = ""


def settle(place: Place, submission: str) -> str:
    """Lay `submission` out in `place` and go there; the folder. Raises OSError."""
    os.makedirs(place.folder, 0o700, exist_ok=place.folder == place.opened)
    folder = os.path.join(place.folder, LAID_OUT)
    _copy_folder(submission, folder)
    os.chdir(folder)
    for name in WRITABLE:
        os.environ[name] = place.folder
    return folder


def _copy_folder(source: str, target: str) -> None:
    os.mkdir(target, 0o700)
    with os.scandir(source) as entries:
        for entry in entries:
            path = os.path.join(target, entry.name)
            if entry.is_dir(follow_symlinks=False):
                _copy_folder(entry.path, path)
            elif entry.is_file(follow_symlinks=False):
                _copy_file(entry.path, path)


def _copy_file(source: str, target: str) -> None:
    """Copy it; a module can only be read, so that nobody's slip makes another one of it."""
    mode = 0o400 if target.endswith(".py") else 0o600
    reading = os.open(source, os.O_RDONLY | _NO_LINK)
    writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    left = os.fstat(reading).st_size
    while left > 0 and (piece := os.read(reading, min(left, _PIECE))):
        left -= os.write(writing, piece)
    os.close(reading)
    os.close(writing)


def empty(path: str) -> None:
    """Remove everything below the folder `path`, whatever it is called and however deep it lies.

    Only folders are opened, one at a time, and no link is followed. Raises OSError.
    """
    here = os.open(path, _FOLDER)
    way: list[tuple[str, tuple[int, int]]] = []
    open_ = [_swept(here)]
    try:
        while way or open_[-1]:
            if open_[-1]:
                name = open_[-1].pop()
                way.append((name, _identity(here)))
                here = _step(here, name)
                open_.append(_swept(here))
            else:
                open_.pop()
                name, above = way.pop()
                here = _step(here, "..")
                if _identity(here) != above:
                    raise OSError(f"{path} was changed while it was removed")
                os.rmdir(name, dir_fd=here)
    finally:
        os.close(here)


def _swept(folder: int) -> list[str]:
    """Remove what is no folder in `folder`; the names of the others."""
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for name, is_folder in found:
        if not is_folder:
            os.unlink(name, dir_fd=folder)
    return [name for name, is_folder in found if is_folder]


def _step(folder: int, name: str) -> int:
    """Open `name` in `folder` in its place, also where its owner has no right to."""
    try:
        below = os.open(name, _FOLDER, dir_fd=folder)
    except PermissionError:
        os.chmod(name, stat.S_IRWXU, dir_fd=folder)
        below = os.open(name, _FOLDER, dir_fd=folder)
    os.close(folder)
    return below


def _identity(folder: int) -> tuple[int, int]:
    found = os.fstat(folder)
    return found.st_dev, found.st_ino
