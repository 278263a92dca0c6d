"""Which files of a student's folder are the student's own work beside what is asked for."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE_KB, DATA_KB = 96, 5000
"""What a grader takes of all Python source together, and of other files, if nobody says more."""

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


def own_files(
    folder: Path,
    asked: Collection[str],
    given: Collection[str],
    source_kb: int = SOURCE_KB,
    data_kb: int = DATA_KB,
) -> OwnFiles:
    """The files that belong to the modules `asked` for, as far as there is room beside them.

    What was `given` is none, nor is what a module does not read.
    """
    used = sum((folder / name).stat().st_size for name in asked if (folder / name).is_file())
    left = {True: source_kb * 1000 - used, False: data_kb * 1000}
    taken: list[str] = []
    left_out: list[str] = []
    found = [name for name in _files(folder) if name not in {*asked, *given}]
    refused = {*_like_libraries(found), *filter(_is_too_long, found)}
    for name in sorted(
        set(found) - refused, key=lambda name: (not name.endswith(".py"), name.count("/"), name)
    ):
        size, is_source = (folder / name).stat().st_size, name.endswith(".py")
        fits = size <= left[is_source] and len(taken) + len(asked) < MOST
        left[is_source] -= size if fits else 0
        (taken if fits else left_out).append(name)
    return OwnFiles(tuple(taken), tuple(left_out), tuple(sorted(refused)))


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
