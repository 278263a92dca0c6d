"""Of all that one student handed in: what counts, and what came before it."""

import stat
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gradus.submission.archive import is_archive
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import Attempt, LooseName, composed, split_attempt
from gradus.submission.platforms import NOWHERE, Origin, Upload
from gradus.submission.walk import walk

_ARCHIVES = (".tar.gz", ".tar.bz2", ".tar.xz")


@dataclass(frozen=True)
class Candidate:
    """One attempt: what it consists of, and the single modules that newer ones replaced.

    `order` is the platform's number of the upload; `typed` says that it is a text typed into a
    form, which is no work of its own.
    """

    attempt: Attempt
    usable: bool
    files: tuple[Path, ...]
    replaced: tuple[str, ...] = ()
    order: int = 0
    origin: Origin = NOWHERE
    typed: bool = False


@dataclass(frozen=True)
class Loose:
    """A single module of a student's."""

    name: LooseName
    path: Path
    order: int = 0
    origin: Origin = NOWHERE


def whole_candidate(path: Path, upload: Upload | None = None) -> tuple[str, Candidate]:
    """The student's name and the attempt that a folder, a zip, or anything else is."""
    mode = path.lstat().st_mode
    usable = stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and is_archive(path))
    if upload:
        usable = usable and upload.is_work
        typed = not upload.is_work
        candidate = Candidate((), usable, (path,), (), upload.order, upload.origin, typed)
        return composed(upload.student), candidate
    name = path.name
    if stat.S_ISREG(mode) or path.suffix.lower() in (".zip", ".py"):
        double = next((end for end in _ARCHIVES if name.lower().endswith(end)), path.suffix)
        name = name[: len(name) - len(double)] or name
    student, attempt = split_attempt(name)
    return composed(student), Candidate(attempt, usable, (path,))


def loose_candidate(modules: list[Loose]) -> Candidate:
    """A student's single modules: of each the latest, as one may be handed in again alone."""
    by_age = sorted(
        modules, key=lambda one: (one.name.attempt, one.order, changed(one.path), one.path.name)
    )
    latest = {one.name.module: one.path for one in by_age}
    files = tuple(sorted(latest.values()))
    replaced = tuple(one.path.name for one in by_age if one.path not in files)
    last = by_age[-1]
    order = max(one.order for one in by_age)
    return Candidate(last.name.attempt, True, files, replaced, order, last.origin)


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


def changed(path: Path) -> int:
    """When something was modified last; a folder with all that is in it. In nanoseconds."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return found.st_mtime_ns
    most = DEFAULT_LIMITS.files
    inside = (node.changed for node in islice(walk(path, most), most))
    return max(inside, default=found.st_mtime_ns)
