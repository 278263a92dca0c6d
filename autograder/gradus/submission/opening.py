"""Open a submission of whatever kind, and choose what in it counts."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from gradus.errors import SubmissionError
from gradus.submission.archive import archive_items, is_archive
from gradus.submission.contents import Item, check_path, folder_items, loose_item
from gradus.submission.layout import loosely_named, module_folders
from gradus.submission.limits import SizeLimits
from gradus.submission.names import in_words, module_files, shown
from gradus.submission.walk import changed, check_kind, unreadable
from gradus.submission.work import Submission

# Each is read whole to see what is in it. A student hands in one, and another with data.
_MOST_ARCHIVES = 4


@dataclass(frozen=True)
class Opened:
    """The files of a submission: those of the zip in it that is called `inside`, if it is not "".

    `told` is what a person should see of the choice between several places.
    """

    items: tuple[Item, ...]
    inside: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    """Somewhere modules may be: a zip, or beside them (`archive` is None).

    `rank` is how many modules are called exactly so there and how many almost, then how new it is.
    """

    archive: Item | None
    names: tuple[str, ...]
    rank: tuple[int, int, int]

    @property
    def is_meant(self) -> bool:
        """Whether there are modules."""
        return self.rank[:2] > (0, 0)


@contextmanager
def opened(
    submission: Submission, modules: tuple[str, ...], limits: SizeLimits
) -> Iterator[Opened]:
    """The files of a submission of whatever kind, readable while the context lasts.

    Of zips, and what lies beside them, the one place counts that holds most modules. A file that
    is called almost like a module has its path, where no file is called exactly so. Raises
    SubmissionError.
    """
    with _as_handed_in(submission, modules, limits) as found:
        meant = loosely_named([item.path for item in found.items], modules)
        items = tuple(
            replace(item, path=meant[item.path], called=item.path) if item.path in meant else item
            for item in found.items
        )
        yield replace(found, items=items)


@contextmanager
def _as_handed_in(
    submission: Submission, modules: tuple[str, ...], limits: SizeLimits
) -> Iterator[Opened]:
    path = submission.path
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise unreadable(path.name, error.strerror) from error
    if stat.S_ISDIR(mode):
        items = folder_items(path, limits)
        files = {item: path / item.path for item in items}
    elif submission.names:
        items = tuple(_single_items(submission, limits))
        files = dict(zip(items, submission.files, strict=True))
    else:
        check_kind(mode, path.name)
        if not is_archive(path):
            raise SubmissionError(
                f"{shown(path.name)} is neither a folder, nor a zip, nor a module that is asked "
                f"for. Hand in {module_files(modules)}, or a zip of the folder that holds them."
            )
        with archive_items(path, limits) as zipped:
            yield Opened(zipped)
        return
    # Canvas numbers files as they come; elsewhere a date is all that tells.
    is_numbered = submission.origin.platform == "canvas"
    ages = {
        item: place if is_numbered else changed(files[item]) for place, item in enumerate(items)
    }
    archive, told = _chosen(files, ages, modules, limits)
    if archive is None:
        yield Opened(items, told=told)
        return
    with archive_items(files[archive], limits) as zipped:
        yield Opened(zipped, str(archive.path), told)


def _chosen(
    files: dict[Item, Path], ages: dict[Item, int], modules: tuple[str, ...], limits: SizeLimits
) -> tuple[Item | None, tuple[str, ...]]:
    """The zip that counts, None for what lies beside it, and what to tell about the choice."""
    archives = [item for item in files if is_archive(item.path)]
    beside = _place(None, tuple(files), ages, modules)
    if not archives or len(archives) > _MOST_ARCHIVES:
        return None, ()
    if len(archives) == 1 and not beside.is_meant:
        return archives[0], ()
    places = [beside]
    told = []
    for archive in archives:
        try:
            with archive_items(files[archive], limits) as zipped:
                places.append(_place(archive, zipped, ages, modules))
        except SubmissionError:
            places.append(_Place(archive, (), (0, 0, 0)))
            told.append(f"{shown(archive.path)} cannot be read, but what is beside it can")
    best = max(places, key=lambda place: place.rank)
    others = [place for place in places if place.is_meant and place is not best]
    told += [f"graded is {_named(best)}, and not {_named(other)}" for other in others]
    return best.archive, tuple(told) if best.is_meant else ()


def _place(
    archive: Item | None, inside: tuple[Item, ...], ages: dict[Item, int], modules: tuple[str, ...]
) -> _Place:
    paths = tuple(item.path for item in inside)
    top = module_folders(paths, modules)[:1]
    exact = {folder / f"{module}.py" for folder in top for module in modules} & set(paths)
    loose = loosely_named(paths, modules)
    made = [archive] if archive else [item for item in inside if item.path in exact]
    age = max((ages[item] for item in made), default=0)
    names = tuple(shown(path) for path in sorted(exact or loose))
    return _Place(archive, names, (len(exact), len(loose), age))


def _named(place: _Place) -> str:
    return shown(place.archive.path) if place.archive else in_words(place.names)


def _single_items(submission: Submission, limits: SizeLimits) -> Iterator[Item]:
    """The single files of a student, under the names that the student gave them."""
    for file, name in zip(submission.files, submission.names, strict=True):
        inside = PurePosixPath(name)
        check_path(inside, limits)
        yield loose_item(file, inside)
