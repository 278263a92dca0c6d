"""Find what was handed in: one submission for each student, earlier attempts set aside."""

import stat
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gradus.errors import UsageError
from gradus.submission.archive import is_archive
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import (
    Attempt,
    LooseName,
    composed,
    in_words,
    module_files,
    safe_id,
    shown,
    split_attempt,
    split_module,
    unique_ids,
)
from gradus.submission.strangers import is_ignored, is_strange
from gradus.submission.walk import walk

_ARCHIVES = (".tar.gz", ".tar.bz2", ".tar.xz")


@dataclass(frozen=True)
class Submission:
    """One student's work as found on disk, not yet opened.

    `student` is an id that is safe as a file name; `path` a folder, a zip or the first of the
    student's single modules; `files` all of these, else just `path`; `superseded` the names of
    attempts that do not count, oldest first, fit to be shown.
    """

    student: str
    path: Path
    files: tuple[Path, ...]
    superseded: tuple[str, ...]


@dataclass(frozen=True)
class ClassFolder:
    """What lies in the folder of a class.

    `submissions` are sorted by student; `strangers` are the names, fit to be shown, of files that
    cannot be a student's work, such as pictures and notes.
    """

    submissions: tuple[Submission, ...]
    strangers: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    """One attempt: what it consists of, and the single modules that newer ones replaced."""

    attempt: Attempt
    usable: bool
    files: tuple[Path, ...]
    replaced: tuple[str, ...] = ()


def find_submissions(folder: Path, modules: tuple[str, ...]) -> tuple[Submission, ...]:
    """The submissions of a class, see `look_through`."""
    return look_through(folder, modules).submissions


def look_through(folder: Path, modules: tuple[str, ...]) -> ClassFolder:
    """The submissions of a class, and what else lies in its folder.

    `folder` holds a folder, a zip, or modules called `<student>_<module>.py` for each student. Of
    several attempts the highest numbered counts, then the one changed last. Links are never
    followed, and what may be meant as somebody's work but is of the wrong kind, such as `anna.rar`
    or `anna_losses.txt`, becomes a submission that cannot be staged: a student who handed in the
    wrong thing is told so, not lost. Raises UsageError where there is nothing.
    """
    whole: dict[str, list[_Candidate]] = {}
    loose: dict[str, list[tuple[LooseName, Path]]] = {}
    strange: list[Path] = []
    for path in _entries(folder, modules):
        name = _loose_name(path, modules)
        if is_strange(path.name, modules) and not _is_folder(path):
            strange.append(path)
        elif name is None:
            student, candidate = _whole_candidate(path)
            whole.setdefault(student, []).append(candidate)
        elif name.student:
            loose.setdefault(composed(name.student), []).append((name, path))
        else:
            raise UsageError(
                f"{folder} holds {path.name} itself, so it looks like one submission, not like a "
                f"class. Use `gradus check` for it, or call the file <student>_{path.name}."
            )
    for student, named in loose.items():
        whole.setdefault(student, []).append(_loose_candidate(named))
    strangers = []
    for path in strange:
        student, candidate = _whole_candidate(path)
        if student in whole:
            whole[student].append(candidate)
        else:
            strangers.append(shown(path.name))
    if not whole:
        raise UsageError(f"{folder} holds no submissions. {_wanted(modules)}")
    ids = unique_ids(whole)
    found = (_choose(ids[student], candidates) for student, candidates in whole.items())
    by_student = sorted(found, key=lambda submission: submission.student)
    return ClassFolder(tuple(by_student), tuple(strangers))


def one_submission(path: Path, modules: tuple[str, ...]) -> Submission:
    """The submission at `path`: a folder, a zip, or one module, without the files beside it.

    Raises UsageError where there is nothing.
    """
    # Unlike an entry of a class folder this path was typed by the person who grades.
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        raise UsageError(
            f"There is no {path}. Name a folder, a .zip or {module_files(modules)}."
        ) from error
    name = _loose_name(resolved, modules)
    if name is None:
        student, _ = _whole_candidate(resolved)
    else:
        student = name.student or name.module
    return Submission(safe_id(student), resolved, (resolved,), ())


def _entries(folder: Path, modules: tuple[str, ...]) -> list[Path]:
    wanted = _wanted(modules)
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if not is_ignored(path.name, is_folder=_is_folder(path))
        )
    except FileNotFoundError as error:
        raise UsageError(f"There is no folder {folder}. {wanted}") from error
    except NotADirectoryError as error:
        raise UsageError(
            f"{folder} is not a folder. {wanted} For one submission use `gradus check`."
        ) from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.") from error


def _wanted(modules: tuple[str, ...]) -> str:
    examples = in_words(f"<student>_{module}.py" for module in modules)
    return (
        "Submissions are looked for as one folder or one .zip a student, or as modules called "
        f"{examples}."
    )


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _loose_name(path: Path, modules: tuple[str, ...]) -> LooseName | None:
    if path.suffix != ".py" or _is_folder(path):
        return None
    return split_module(path.stem, modules)


def _whole_candidate(path: Path) -> tuple[str, _Candidate]:
    """The student's name and the attempt that a folder, a zip, or anything else is."""
    mode = path.lstat().st_mode
    name = path.name
    if stat.S_ISREG(mode) or path.suffix.lower() in (".zip", ".py"):
        double = next((end for end in _ARCHIVES if name.lower().endswith(end)), path.suffix)
        name = name[: len(name) - len(double)] or name
    usable = stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and is_archive(path))
    student, attempt = split_attempt(name)
    return composed(student), _Candidate(attempt, usable, (path,))


def _loose_candidate(named: list[tuple[LooseName, Path]]) -> _Candidate:
    """A student's single modules: of each the latest, as one may be handed in again alone."""
    by_age = sorted(named, key=lambda pair: (pair[0].attempt, _changed(pair[1]), pair[1].name))
    latest = {name.module: path for name, path in by_age}
    files = tuple(sorted(latest.values()))
    replaced = tuple(path.name for _, path in by_age if path not in files)
    return _Candidate(by_age[-1][0].attempt, usable=True, files=files, replaced=replaced)


def _choose(student: str, candidates: list[_Candidate]) -> Submission:
    """The attempt that counts. A stray file never outranks a folder or zip of the same attempt."""
    if len(candidates) > 1:
        candidates = sorted(
            candidates,
            key=lambda one: (one.attempt, one.usable, max(map(_changed, one.files)), one.files),
        )
    *earlier, counts = candidates
    names = [
        name for one in earlier for name in (*one.replaced, *(path.name for path in one.files))
    ]
    superseded = tuple(map(shown, (*names, *counts.replaced)))
    return Submission(student, counts.files[0], counts.files, superseded)


def _changed(path: Path) -> int:
    """When something was modified last; a folder with all that is in it. In nanoseconds."""
    own = path.lstat().st_mtime_ns
    if not _is_folder(path):
        return own
    most = DEFAULT_LIMITS.files
    return max((node.changed for node in islice(walk(path, most), most)), default=own)
