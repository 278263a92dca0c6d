"""Which files of a student's folder are the student's own work beside what is asked for."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FILES_KB, SOURCE_KB = 5100, 96
"""What a grader takes of all files together, and how much of it may be Python source, if nobody
says more. The first has room for a file of the largest size beside all source. The second is no
part of what an assignment has to set: Python reads all source anew for each question, and far more
memory than its size; data are read by who needs them."""

LARGEST = 5_000_000
"""Bytes of one file."""

DATA = frozenset((".csv", ".dat", ".json", ".npy", ".npz", ".toml", ".tsv", ".txt", ".yaml"))
"""What a module reads. Pictures, notebooks, archives and the like are for people."""

_SKIPPED = frozenset(("__pycache__", "gradus_checks", "node_modules", "tests"))
_ENVIRONMENT = "pyvenv.cfg"
MOST = 500
"""Files: so many a grader takes, modules and all."""
LONGEST_NAME = 255
"""Bytes of the name of a file or a folder: macOS takes so many letters, most others not."""

LIBRARIES = ("numpy", "matplotlib", "gradus_checks", "gradus", "otter", "pytest")
"""What every grader has, and never takes from a student's folder."""


@dataclass(frozen=True)
class OwnFiles:
    """Paths in the folder, with `/`: what is taken, and what there is no room for.

    `refused` no grader takes: what is called like a library, or has too long a name.
    """

    taken: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Room:
    """How many bytes of a submission are taken: of all `files` together, of its `source` in them.

    Here and in the grader the same is counted, in the same order, so that the same is left out.
    """

    files: int = FILES_KB * 1000
    source: int = SOURCE_KB * 1000

    @property
    def of_source(self) -> int:
        """The bytes that Python source may take."""
        return min(self.source, self.files)

    @property
    def is_for_data(self) -> bool:
        """Whether source may not take all of it."""
        return self.source < self.files

    @property
    def told(self) -> str:
        """In words, which go on from what a grader takes."""
        source = f", of which {self.source // 1000} kB may be Python source"
        told = f"{self.files // 1000:,} kB of all files together"
        return told + source if self.is_for_data else told

    def holds_modules(self, sizes: Mapping[str, int], asked: Collection[str]) -> bool:
        """Whether the modules that are `asked` for fit; where not, nothing can be graded."""
        return sum(_bytes(name, sizes[name]) for name in asked if name in sizes) <= self.of_source

    def fitting(self, sizes: Mapping[str, int], asked: Collection[str]) -> tuple[str, ...]:
        """The names of what is taken, of files by name: what is `asked` for, whatever its size.

        Then source comes before what a module reads, and this before all else, and what lies higher
        before what lies deeper.
        """
        left, left_of_source = self.files, self.of_source
        taken: list[str] = []
        for name in sorted(sizes, key=lambda name: (name not in asked, *_rank(name))):
            size, is_source = _bytes(name, sizes[name]), name.endswith(".py")
            room = min(left, left_of_source) if is_source else left
            if name in asked or (size <= room and sizes[name] <= LARGEST and len(taken) < MOST):
                taken.append(name)
                left -= size
                left_of_source -= size if is_source else 0
        return tuple(taken)


def own_files(
    folder: Path,
    asked: Collection[str],
    given: Collection[str],
    room: Room = Room(),
) -> OwnFiles:
    """The files that belong to the modules `asked` for, as far as there is room beside them.

    What was `given` is none, nor is what a module does not read.
    """
    found = [name for name in _files(folder) if name not in {*asked, *given}]
    refused = {*_like_libraries(found), *filter(_is_too_long, found)}
    own = set(found) - refused
    fit = room.fitting(sizes_of(folder, {*asked, *own}), asked)
    taken = tuple(name for name in fit if name in own)
    left_out = tuple(sorted(own - set(taken), key=_rank))
    return OwnFiles(taken, left_out, tuple(sorted(refused)))


def sizes_of(folder: Path, names: Collection[str]) -> dict[str, int]:
    """The bytes of those of the files that there are."""
    return {name: (folder / name).stat().st_size for name in names if (folder / name).is_file()}


def _bytes(name: str, size: int) -> int:
    """What a file takes of the room: its name can carry as much as what is in it."""
    return size + len(name.encode("utf-8", "surrogatepass"))


def _rank(name: str) -> tuple[int, int, list[str]]:
    parts = name.split("/")
    is_data = Path(name).suffix.lower() in DATA
    return 0 if name.endswith(".py") else 1 if is_data else 2, len(parts), parts


def _like_libraries(names: Collection[str]) -> Iterator[str]:
    """All of a folder or a module that Python might take for a library."""
    source = {_top(name) for name in names if name.endswith(".py")}
    return (name for name in names if _top(name) in LIBRARIES and _top(name) in source)


def _top(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def _is_too_long(name: str) -> bool:
    return any(len(os.fsencode(part)) > LONGEST_NAME for part in name.split("/"))


def _files(folder: Path) -> Iterator[str]:
    """The source and data files below, but for hidden ones, environments, and what links lead to.

    Of a folder without end only the beginning is looked at.
    """
    seen = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _is_work(Path(place, name)))
        seen += len(names)
        for name in sorted(names):
            path = Path(place, name)
            is_kind = path.suffix == ".py" or path.suffix.lower() in DATA
            if is_kind and not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()
        if seen > 20 * MOST:
            return


def _is_work(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _SKIPPED
    return not hidden and not folder.is_symlink() and not (folder / _ENVIRONMENT).exists()
