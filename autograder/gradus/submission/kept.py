"""What of a submission is laid out: all as it was handed in, within one limit, hiding nothing."""

import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from gradus.submission.layout import hiding
from gradus.submission.limits import SizeLimits, in_megabytes
from gradus.submission.names import in_words, shown
from gradus_checks.own_files import LIBRARIES, Room

Files = dict[PurePosixPath, bytes]

_NAMED = 3  # fits a sentence
_PACKAGE = 2
"""The parts of the path of a package's `__init__.py`."""


def kept(
    files: Files, modules: tuple[str, ...], handed_out: Mapping[str, bytes], notes: list[str]
) -> Files:
    """The files with those handed out in their places, and without what would hide any of them.

    `handed_out` are contents by path. What is left out is noted, and what may not be found.
    """
    given = {PurePosixPath(path): content for path, content in handed_out.items()}
    above = {folder for path in given for folder in path.parents}
    files = {
        path: content
        for path, content in files.items()
        if path not in above and not given.keys() & set(path.parents)
    }
    files = {**files, **given}
    names = [str(path.with_suffix("")) for path in given if path.suffix == ".py"]
    own = (*modules, *names)
    notes += _like_pythons_own(files, own)
    return _without_hiding(_without_libraries(files, notes), own, notes)


def replaced(files: Files, handed_out: Mapping[str, bytes]) -> tuple[str, ...]:
    """What to tell of files that were handed out, and came back as something else."""
    changed = [
        path
        for path, given in ((PurePosixPath(path), given) for path, given in handed_out.items())
        if path in files and not _says_the_same(path, files[path], given)
    ]
    if not changed:
        return ()
    return (f"{_listed(changed)} of yours did not count: what came with the assignment is used",)


def _says_the_same(path: PurePosixPath, one: bytes, other: bytes) -> bool:
    """Editors and git end the lines of source as the system does, and the last one or not."""
    if path.suffix == ".py":
        one, other = (text.replace(b"\r\n", b"\n").rstrip() for text in (one, other))
    return one == other


def _like_pythons_own(files: Files, own: Iterable[str]) -> Iterator[str]:
    """What to tell of modules that have a name of the standard library's."""
    tops = {path.parts[0] for path in files if path.suffix == ".py" and len(path.parts) <= _PACKAGE}
    for top in sorted(tops):
        name = top.removesuffix(".py")
        if name in sys.stdlib_module_names and name not in own:
            yield (
                f'"{shown(top)}" has the name of one of Python\'s own modules, and "import {name}" '
                "may mean either: give it another name"
            )


def within_limits(
    files: Files,
    modules: tuple[str, ...],
    handed_out: Container[str],
    room: Room,
    notes: list[str],
) -> Files:
    """As many of the files as there is room for, all of them together, the modules first.

    Notes what is left out. What was handed out takes no room, as it is not the student's.
    """
    asked = [f"{module}.py" for module in modules]
    own = {str(path): path for path in files if str(path) not in handed_out}
    fit = room.fitting({name: len(files[path]) for name, path in own.items()}, asked)
    out = own.keys() - set(fit)
    if out:
        size = sum(len(files[own[name]]) for name in out)
        notes.append(
            f"left out {_listed([own[name] for name in out])} ({in_megabytes(size)}): "
            f"taken are at most {room.told}"
        )
    return {path: content for path, content in files.items() if str(path) not in out}


def beyond(left_out: list[PurePosixPath], limits: SizeLimits) -> tuple[str, ...]:
    """What to tell of files that were not even read, if there are any."""
    if not left_out:
        return ()
    return (
        f"left out {_listed(left_out)}: at most {limits.files} files are taken, none above "
        f"{in_megabytes(limits.file_bytes)}, and {in_megabytes(limits.total_bytes)} in all, "
        "your modules first",
    )


def _without_libraries(files: Files, notes: list[str]) -> Files:
    """Leave out a file or package that is called like a library, which it would stand in for."""
    for name in LIBRARIES:
        own = {path for path in files if path.parts[0] in (name, f"{name}.py")}
        if any(path.suffix == ".py" for path in own):
            notes.append(f'left out "{shown(min(own).parts[0])}", which is called like a library')
            files = {path: content for path, content in files.items() if path not in own}
    return files


def _without_hiding(files: Files, modules: Iterable[str], notes: list[str]) -> Files:
    """Leave out what Python would import instead of a module, and add a note on it."""
    for module in modules:
        hidden = hiding(files, module)
        if hidden and PurePosixPath(f"{module}.py") in files:
            depth = len(PurePosixPath(module).parts)
            tops = sorted({"/".join(path.parts[:depth]) for path in hidden})
            notes += [f'left out "{shown(top)}", which would hide {module}.py' for top in tops]
            files = {path: files[path] for path in files if path not in hidden}
    return files


def _listed(paths: list[PurePosixPath]) -> str:
    named = [shown(path) for path in sorted(paths)[:_NAMED]]
    more = len(paths) - len(named)
    return in_words([*named, *([f"{more:,} more"] if more else [])])
