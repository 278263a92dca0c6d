"""What workers write into files, where no kernel bounds it: a folder that the judge looks after.

It looks at names, kinds and sizes, and opens nothing but folders, of which it never follows a link.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.slept import TICK
from gradus.sandbox.temporary import temporary_folder
from gradus.worker.scratch import MOST_FILES, MOST_MB

MB = 1_000_000  # as disks are sold, and students count
TOO_MUCH = (
    f"Your code wrote too many files, or too large ones: in the grader it may have {MOST_FILES:,} "
    f"files of {MOST_MB} MB together at a time. Write less, or over the same file again."
)
_BLOCK = 512  # st_blocks counts in these, whatever the file system does
_DEEPEST = 64
"""Folders within folders: nobody makes more, and each is open while the judge looks into it."""

_KEPT_FREE = 1_000 * MB
"""Of a disk that others use too: more than all workers of a machine write between two looks. Files
without a name, which are removed but open, are seen in nothing but this."""

_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Space:
    """Where the workers of a submission write, if anywhere that the judge has to look after.

    Beyond `most_bytes` and `most_files`, which allow for what is laid out there, nobody may go.
    """

    folder: Path | None = None
    most_bytes: int = 0
    most_files: int = 0


NOWHERE = Space()


def bounds_beside(submission: Path) -> tuple[int, int]:
    """How many bytes and files there may be where the files in `submission` are laid out too."""
    paths = taken = 0
    for folder, folders, names in os.walk(submission):
        paths += len(folders) + len(names)
        taken += sum(os.lstat(os.path.join(folder, name)).st_size for name in names)  # noqa: PTH118
    # Each file takes whole pages, and the folder itself is one more.
    return MOST_MB * MB + taken + 4096 * paths, MOST_FILES + paths + 4


@contextmanager
def open_space(submission: Path, user: int | None) -> Iterator[Space]:
    """A new folder for the workers of a submission, which are `user`; gone afterwards.

    Raises SandboxError.
    """
    with ExitStack() as until_then:
        try:
            folder = until_then.enter_context(temporary_folder())
            if user is not None:
                os.chown(folder, user, user)
        except OSError as error:
            raise SandboxError(f"Workers have no folder to write to: {error}.") from error
        yield Space(folder, *bounds_beside(submission))


class SpaceWatch:
    """Looks after the space of one worker, from time to time."""

    def __init__(self, space: Space = NOWHERE) -> None:
        self._space = space
        self._looked = time.monotonic()
        self._next = self._looked + TICK
        self._free = self._seen_free = self._still_free()

    def verdict(self) -> str:
        """Why the worker is to be stopped: "files", "disk", or not at all."""
        if self._space.folder is None or time.monotonic() < self._next:
            return ""
        found = "files" if self._is_too_much() else "disk" if self._fills_the_disk() else ""
        # A look takes longer where there is more to see: it is a twentieth of the time at most.
        now = time.monotonic()
        self._next = now + max(TICK, 20 * (now - self._looked))
        return found

    def has_given_back(self) -> bool:
        """Whether the disk has room again, now that the worker is gone: then it was the one."""
        return self._still_free() - self._seen_free > MOST_MB * MB

    def _fills_the_disk(self) -> bool:
        """Whether it has become as good as full in this worker's time."""
        self._seen_free = self._still_free()
        return self._seen_free < min(_KEPT_FREE, self._free / 2)

    def _still_free(self) -> int:
        if self._space.folder is None:
            return 0
        with suppress(OSError):
            disk = os.statvfs(self._space.folder)
            return disk.f_bavail * disk.f_frsize
        return 0

    def _is_too_much(self) -> bool:
        self._looked = time.monotonic()
        seen = _Seen(self._space.most_bytes, self._space.most_files)
        with suppress(OSError):
            top = os.open(str(self._space.folder), os.O_RDONLY | _FOLDER)
            try:
                seen.look(top, 0)
            finally:
                os.close(top)
        return seen.too_much


@dataclass
class _Seen:
    """What may still be found; the search ends with the first thing too many."""

    left_bytes: int
    left_files: int
    too_much: bool = False

    def look(self, folder: int, depth: int) -> None:
        """Count what is in an open folder, and below. Raises OSError if it no longer exists."""
        with os.scandir(folder) as entries:
            for entry in entries:
                # What has just been removed does not count.
                with suppress(OSError):
                    self._count(folder, entry, depth)
                if self.too_much:
                    return

    def _count(self, folder: int, entry: "os.DirEntry[str]", depth: int) -> None:
        found = os.stat(entry.name, dir_fd=folder, follow_symlinks=False)
        # A file with holes takes less, and one that grows may have been given more already.
        self.left_bytes -= max(found.st_size, found.st_blocks * _BLOCK)
        self.left_files -= 1
        if self.left_bytes < 0 or self.left_files < 0 or depth > _DEEPEST:
            self.too_much = True
        elif entry.is_dir(follow_symlinks=False):
            try:
                below = os.open(entry.name, os.O_RDONLY | _FOLDER, dir_fd=folder)
            except PermissionError:
                # Its owner may put files into it, and nobody sees how many: only root looks in.
                self.too_much = True
                return
            try:
                self.look(below, depth + 1)
            finally:
                os.close(below)
