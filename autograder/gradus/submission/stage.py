"""Bring a submission into an empty folder, from which a sandbox may import it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gradus.errors import CouldNotCheck, SubmissionError
from gradus.submission.contents import Item, fitting, read_items, too_much_source
from gradus.submission.kept import beyond, kept, replaced, within_limits
from gradus.submission.kinds import not_python
from gradus.submission.layout import (
    copies,
    misspelt,
    module_folders,
    nothing_found,
    where_found,
)
from gradus.submission.limits import DEFAULT_LIMITS, SizeLimits
from gradus.submission.names import module_files, shown
from gradus.submission.opening import opened
from gradus.submission.work import Submission


@dataclass(frozen=True)
class Staged:
    """A submission ready to be imported.

    `folder` holds the modules at its top with the files beside and below them; `missing` the
    modules that were not handed in; `notes` remarks for the student. `unread` are those of them on
    what was probably meant for a module, and is of a kind that cannot be read; `guessed` those on
    files that were taken for modules without being called so, which a person should see;
    `replaced` those on files that were handed out, and that came back as something else.
    """

    folder: Path
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    unread: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def stage(
    submission: Submission,
    modules: tuple[str, ...],
    handed_out: Mapping[str, bytes],
    into: Path,
    limits: SizeLimits = DEFAULT_LIMITS,
) -> Staged:
    """Copy or unpack `submission` into `into`, which must be empty or absent.

    `handed_out` are contents by path, which take the place of what was handed in there. Nothing is
    written unless everything could be read, and nothing outside `into`. Raises SubmissionError with
    one message for the student, CouldNotCheck when `into` cannot be written.
    """
    wanted = module_files(modules)
    with opened(submission, modules, limits) as found:
        paths = tuple(item.path for item in found.items)
        folders = module_folders(paths, modules)
        if not folders:
            raise SubmissionError(nothing_found(paths, modules))
        root = folders[0]
        asked = {root / f"{module}.py" for module in modules}
        below = tuple(item for item in found.items if root in item.path.parents)
        chosen, left_out = fitting(below, asked, limits, wanted)
        contents = read_items(chosen, limits, wanted)
    files = {item.path.relative_to(root): content for item, content in contents.items()}
    missing = tuple(module for module in modules if _file(module) not in files)
    guessed = (*found.told, *_guesses(chosen, root))
    unread = tuple(_unread(files, missing, modules))
    notes = [
        *guessed,
        *where_found(paths, folders, modules),
        *copies(files, modules),
        *(f"{path} is empty" for path in map(_file, modules) if not files.get(path, b"-").strip()),
        *unread,
        *beyond([item.path.relative_to(root) for item in left_out], limits),
    ]
    _refuse_too_much(files, modules, limits)
    changed = replaced(files, handed_out)
    notes += changed
    files = within_limits(files, modules, handed_out, limits.room, notes)
    _write(kept(files, modules, handed_out, notes), into)
    return Staged(into, missing, tuple(notes), unread, guessed, changed)


def _guesses(chosen: Iterable[Item], root: PurePosixPath) -> Iterator[str]:
    """Files that count as modules without being called so."""
    for item in chosen:
        if item.called:
            name = item.path.relative_to(root)
            yield f"{shown(item.called.name)} counts as {name}: nothing is called {name}"


def _unread(
    files: Mapping[PurePosixPath, bytes], missing: tuple[str, ...], modules: tuple[str, ...]
) -> Iterator[str]:
    """What was probably meant for a module, and is of a kind that cannot be read."""
    folders = {PurePosixPath(), *(_file(each).parent for each in modules)}
    tops = tuple(path for path in files if path.parent in folders)
    yield from misspelt(tops, missing, modules)
    told = (not_python(files.get(each, b""), str(each)) for each in map(_file, modules))
    yield from filter(None, told)


def _refuse_too_much(
    files: Mapping[PurePosixPath, bytes], modules: tuple[str, ...], limits: SizeLimits
) -> None:
    """Raise SubmissionError where the modules together are larger than their source may be."""
    asked = _all(modules)
    sizes = {str(path): len(content) for path, content in files.items() if str(path) in asked}
    if not limits.room.holds_modules(sizes, asked):
        raise too_much_source(sum(sizes.values()), limits.room, module_files(modules))


def _file(module: str) -> PurePosixPath:
    return PurePosixPath(f"{module}.py")


def _all(modules: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"{module}.py" for module in modules)


def _write(files: Mapping[PurePosixPath, bytes], into: Path) -> None:
    try:
        into.mkdir(parents=True, exist_ok=True)
        if any(into.iterdir()):
            raise CouldNotCheck(f"{into} is not empty, so no submission can be unpacked there.")
        for folder in {path.parent for path in files}:
            (into / folder).mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            with (into / path).open("xb") as file:
                file.write(content)
    except OSError as error:
        raise CouldNotCheck(f"The submission cannot be unpacked into {into}: {error}") from error
