"""Of all that one student handed in: what counts, and what came before it."""

import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradus.errors import SubmissionError
from gradus.submission.archive import is_archive
from gradus.submission.layout import module_folders
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import Attempt, composed, in_words, shown
from gradus.submission.opening import opened
from gradus.submission.platforms import NOWHERE, Origin, Upload
from gradus.submission.platforms.plain import split_whole
from gradus.submission.strangers import is_strange
from gradus.submission.walk import changed, is_skipped
from gradus.submission.work import Remark, Submission
from gradus_checks.module_names import short_name


@dataclass(frozen=True)
class Candidate:
    """One attempt: what it consists of, and the single files that newer ones replaced.

    `names` are what the student called the files; `order` is the platform's number of the upload;
    `typed` says that it is a text typed into a form, which is no work of its own.
    """

    attempt: Attempt
    usable: bool
    files: tuple[Path, ...]
    names: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    order: int = 0
    origin: Origin = NOWHERE
    typed: bool = False


@dataclass(frozen=True)
class Loose:
    """A single file of a student's; `name` is what the student called it, or should have.

    `copy` numbers a plain module whose name is not exactly that.
    """

    name: str
    path: Path
    attempt: Attempt = ()
    copy: Attempt = ()
    order: int = 0
    origin: Origin = NOWHERE


def whole_candidate(path: Path, upload: Upload | None = None) -> tuple[str, Candidate]:
    """The student's name and the attempt that a folder, a zip, or anything else is."""
    mode = path.lstat().st_mode
    usable = stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and is_archive(path))
    if upload:
        usable = usable and upload.is_work
        typed = not upload.is_work
        candidate = Candidate(
            upload.attempt,
            usable,
            (path,),
            (upload.rest,) if typed and upload.rest else (),
            order=upload.order,
            origin=upload.origin,
            typed=typed,
        )
        return composed(upload.student), candidate
    has_suffix = stat.S_ISREG(mode) or path.suffix.lower() in (".zip", ".py")
    student, attempt = split_whole(path.name, has_suffix=has_suffix)
    return composed(student), Candidate(attempt, usable, (path,))


def loose_candidates(files: list[Loose]) -> list[Candidate]:
    """The attempts that a student's single files make.

    Those of a platform's attempt belong together; in a plain folder the latest of each module
    counts, as one may be handed in again alone. A name that is not exactly a module's counts only
    where there is no exact one, whatever its number.
    """
    if not files[0].origin.platform:
        return [_latest_of_each(files)]
    attempts = sorted({one.attempt for one in files})
    return [_latest_of_each([one for one in files if one.attempt == each]) for each in attempts]


def _latest_of_each(files: list[Loose]) -> Candidate:
    by_age = sorted(
        files,
        key=lambda one: (
            not one.copy,
            one.attempt,
            one.copy,
            one.order,
            changed(one.path),
            one.path.name,
        ),
    )
    latest = {one.name: one for one in by_age}
    chosen = sorted(latest.values(), key=lambda one: (one.order, one.path))
    replaced = tuple(one.path.name for one in by_age if latest[one.name] is not one)
    last = max(chosen, key=lambda one: (one.attempt, one.order))
    return Candidate(
        last.attempt,
        usable=True,
        files=tuple(one.path for one in chosen),
        names=tuple(_name(one) for one in chosen),
        replaced=replaced,
        order=last.order,
        origin=last.origin,
    )


def _name(one: Loose) -> str:
    """The name to stage it under: as it was called, so that a loose one is told of."""
    if not one.copy:
        return one.name
    return f"{one.name.removesuffix('.py')} ({one.copy[-1]}).py"


def in_order(
    candidates: list[Candidate], modules: tuple[str, ...]
) -> tuple[list[Candidate], tuple[Remark, ...]]:
    """The attempts, the one that counts last, and what a person should know of the choice.

    The highest numbered counts. Of several that are numbered alike those go first in which modules
    are called exactly as asked, then those that hold one at all, then folders and zips before
    stray files; then the newer one counts. A text typed into a form is no attempt beside work.
    """
    if len(candidates) == 1:
        return candidates, ()
    held = cache(lambda place: _holds(candidates[place], modules))
    work = [place for place, one in enumerate(candidates) if not one.typed]
    work = work or list(range(len(candidates)))
    last = max(candidates[place].attempt for place in work)
    rivals = [place for place in work if candidates[place].attempt == last]

    def rank(place: int) -> tuple[object, ...]:
        one = candidates[place]
        worth = held(place) if len(rivals) > 1 and place in rivals else 0
        return one.attempt, worth, one.usable, one.order, max(map(changed, one.files)), one.files

    *earlier, counts = sorted(work, key=rank)
    found = [candidates[place] for place in (*earlier, counts)]
    if not earlier:
        return found, ()
    named = _named(candidates[counts])
    if not held(counts):
        readable = [candidates[place] for place in earlier if held(place)]
        told = f"{named} cannot be read; the earlier {_named(readable[-1])} can" if readable else ""
        return found, (Remark(told, act=True),) if told else ()
    return found, tuple(
        Remark(f"{named} counts, and {_named(candidates[place])} beside it does not", act=False)
        if held(place)
        else Remark(
            f"{named} counts; {_named(candidates[place])} may be newer, and cannot be read",
            act=True,
        )
        for place in earlier
        if place in rivals and _may_be_work(candidates[place], modules)
    )


def _holds(one: Candidate, modules: tuple[str, ...]) -> int:
    """2 for modules that are called as asked, 1 for some that almost are, 0 for none."""
    work = Submission("", one.files[0], one.files, (), one.origin, one.names)
    try:
        with opened(work, modules, DEFAULT_LIMITS) as found:
            paths = tuple(item.path for item in found.items)
            if not module_folders(paths, modules):
                return 0
            asked = {f"{short_name(module)}.py" for module in modules}
            called = {(item.called or item.path).name for item in found.items}
    except SubmissionError:
        return 0
    return 2 if asked & called else 1


def _may_be_work(one: Candidate, modules: tuple[str, ...]) -> bool:
    return not all(is_strange(path.name, modules) for path in one.files)


def _named(one: Candidate) -> str:
    return in_words(shown(path.name) for path in one.files)


def is_part(name: str) -> bool:
    """Whether a file that a student called so belongs to the work."""
    return not is_skipped(name) and bool(name.strip("."))
