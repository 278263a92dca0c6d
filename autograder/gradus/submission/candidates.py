"""Of all that one student handed in: what counts, and what came before it."""

import stat
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gradus.submission.archive import is_archive
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import Attempt, composed
from gradus.submission.platforms import NOWHERE, Origin, Upload
from gradus.submission.platforms.plain import split_whole
from gradus.submission.walk import is_skipped, walk


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
    chosen = sorted(latest.values(), key=lambda one: one.path)
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


def in_order(candidates: list[Candidate]) -> list[Candidate]:
    """The attempts, the one that counts last.

    A stray file never outranks a folder or zip of the same attempt, and a text typed into a form
    is no attempt beside work.
    """
    if len(candidates) == 1:
        return candidates
    work = [one for one in candidates if not one.typed] or candidates
    return sorted(
        work,
        key=lambda one: (
            one.attempt,
            one.usable,
            one.order,
            max(map(changed, one.files)),
            one.files,
        ),
    )


def is_part(name: str) -> bool:
    """Whether a file that a student called so belongs to the work."""
    return not is_skipped(name) and bool(name.strip("."))


def changed(path: Path) -> int:
    """When something was modified last; a folder with all that is in it. In nanoseconds."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return found.st_mtime_ns
    most = DEFAULT_LIMITS.files
    inside = (node.changed for node in islice(walk(path, most), most))
    return max(inside, default=found.st_mtime_ns)
