"""Find what was handed in: one submission for each student, earlier attempts set aside."""

import stat
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import UsageError
from gradus.submission.archive import is_archive
from gradus.submission.candidates import (
    Candidate,
    Loose,
    in_order,
    loose_candidate,
    whole_candidate,
)
from gradus.submission.gradescope import (
    METADATA,
    is_gradescope_folder,
    read_metadata,
    student_of,
)
from gradus.submission.names import (
    LooseName,
    composed,
    in_words,
    module_files,
    safe_id,
    shown,
    split_module,
    unique_ids,
)
from gradus.submission.platforms import NOWHERE, Origin, Upload, read_upload
from gradus.submission.strangers import is_ignored, is_strange


@dataclass(frozen=True)
class Submission:
    """One student's work as found on disk, not yet opened.

    `student` is an id that is safe as a file name; `path` a folder, a zip or the first of the
    student's single modules; `files` all of these, else just `path`; `superseded` the names of
    attempts that do not count, oldest first, fit to be shown; `origin` what the learning platform
    tells of it.
    """

    student: str
    path: Path
    files: tuple[Path, ...]
    superseded: tuple[str, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class ClassFolder:
    """What lies in the folder of a class.

    `submissions` are sorted by student; `strangers` are the names, fit to be shown, of files that
    cannot be a student's work, such as pictures and notes; `warnings` are sentences on what the
    platform's own files lack.
    """

    submissions: tuple[Submission, ...]
    strangers: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def find_submissions(folder: Path, modules: tuple[str, ...]) -> tuple[Submission, ...]:
    """The submissions of a class, see `look_through`."""
    return look_through(folder, modules).submissions


def look_through(folder: Path, modules: tuple[str, ...]) -> ClassFolder:
    """The submissions of a class, and what else lies in its folder.

    `folder` holds a folder, a zip, or modules called `<student>_<module>.py` for each student, or
    what Canvas, Moodle or Gradescope export. Of several attempts the highest numbered counts, then
    the one uploaded or changed last. Links are never followed, and what may be meant as somebody's
    work but is of the wrong kind, such as `anna.rar` or `anna_losses.txt`, becomes a submission
    that cannot be staged: a student who handed in the wrong thing is told so, not lost. Raises
    UsageError where there is nothing.
    """
    folder = _unwrapped(folder, modules)
    gathered = _Gathered(folder, modules)
    for path in _entries(folder, modules):
        gathered.add(path)
    return gathered.finish()


def one_submission(path: Path, modules: tuple[str, ...]) -> Submission:
    """The submission at `path`: a folder, a zip, or one module.

    To a module that bears its student's name belong those beside it that bear it too. Raises
    UsageError where there is nothing.
    """
    # Unlike an entry of a class folder this path was typed by the person who grades.
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        raise UsageError(
            f"There is no {path}. Name a folder, a .zip or {module_files(modules)}."
        ) from error
    upload = read_upload(resolved.name, is_folder=resolved.is_dir())
    loose = _loose(resolved, modules, upload)
    if loose is None:
        student, _ = whole_candidate(resolved, upload)
    elif loose.name.student:
        return _with_those_beside(resolved, loose.name.student, modules)
    else:
        student = loose.name.module
    return Submission(safe_id(student), resolved, (resolved,), ())


def _with_those_beside(path: Path, student: str, modules: tuple[str, ...]) -> Submission:
    """The module at `path`, and what its student has handed in beside it."""
    own = []
    for beside in {path, *_entries(path.parent, modules)}:
        loose = _loose(beside, modules, read_upload(beside.name, is_folder=_is_folder(beside)))
        if loose and composed(loose.name.student) == composed(student):
            own.append(loose)
    files = loose_candidate(own).files
    # An earlier attempt was meant as it is.
    files = files if path in files else (path,)
    return Submission(safe_id(student), files[0], files, ())


class _Gathered:
    """What was found so far, by student."""

    def __init__(self, folder: Path, modules: tuple[str, ...]) -> None:
        self._folder = folder
        self._modules = modules
        self._whole: dict[str, list[Candidate]] = {}
        self._loose: dict[str, list[Loose]] = {}
        self._strange: list[Path] = []
        self._metadata: tuple[dict[str, Origin], str] | None = None

    def add(self, path: Path) -> None:
        """Take in one entry of the folder."""
        upload = self._upload(path)
        loose = _loose(path, self._modules, upload)
        if not upload and is_strange(path.name, self._modules) and not _is_folder(path):
            self._strange.append(path)
        elif loose is None:
            student, candidate = whole_candidate(path, upload)
            self._whole.setdefault(student, []).append(candidate)
        elif loose.name.student:
            self._loose.setdefault(composed(loose.name.student), []).append(loose)
        else:
            raise UsageError(
                f"{self._folder} holds {path.name} itself, so it looks like one submission, not "
                "like a class. Use `gradus check` for it, or call the file "
                f"<student>_{path.name}."
            )

    def finish(self) -> ClassFolder:
        """Choose for each student what counts. Raises UsageError where there is nobody."""
        for student, modules in self._loose.items():
            self._whole.setdefault(student, []).append(loose_candidate(modules))
        strangers = []
        for path in self._strange:
            student, candidate = whole_candidate(path)
            if student in self._whole:
                self._whole[student].append(candidate)
            else:
                strangers.append(shown(path.name))
        if not self._whole:
            raise UsageError(f"{self._folder} holds no submissions. {_wanted(self._modules)}")
        ids = unique_ids(self._whole)
        found = (_chosen(ids[student], all_of) for student, all_of in self._whole.items())
        by_student = sorted(found, key=lambda submission: submission.student)
        warning = self._metadata[1] if self._metadata else ""
        return ClassFolder(tuple(by_student), tuple(strangers), (warning,) if warning else ())

    def _upload(self, path: Path) -> Upload | None:
        is_folder = _is_folder(path)
        if is_folder and is_gradescope_folder(path.name):
            if self._metadata is None:
                self._metadata = read_metadata(self._folder)
            origin = self._metadata[0].get(path.name)
            number = int(path.name.rpartition("_")[2])
            if origin is None:
                return Upload(Origin("gradescope"), path.name, "", number)
            return Upload(origin, student_of(origin), "", number)
        return read_upload(path.name, is_folder=is_folder)


def _unwrapped(folder: Path, modules: tuple[str, ...]) -> Path:
    """The folder itself, or the one in it that Gradescope's export consists of."""
    if not folder.is_dir():
        return folder
    entries = _entries(folder, modules)
    alone = entries[0] if len(entries) == 1 and _is_folder(entries[0]) else None
    return alone if alone and (alone / METADATA).is_file() else folder


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
        unzip = "Unzip it first, if it is a platform's export. " if is_archive(folder) else ""
        raise UsageError(
            f"{folder} is not a folder. {unzip}{wanted} For one submission use `gradus check`."
        ) from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.") from error


def _wanted(modules: tuple[str, ...]) -> str:
    examples = in_words(f"<student>_{module}.py" for module in modules)
    return (
        "Submissions are looked for as one folder or one .zip a student, as modules called "
        f"{examples}, or as Canvas, Moodle and Gradescope export them."
    )


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _loose(path: Path, modules: tuple[str, ...], upload: Upload | None) -> Loose | None:
    """The single module that is at `path`, if it is one."""
    if path.suffix != ".py" or _is_folder(path):
        return None
    name = split_module(path.stem if upload is None else upload.rest.removesuffix(".py"), modules)
    if name is None or upload is None:
        return Loose(name, path) if name else None
    named = LooseName(upload.student, name.module, name.attempt)
    return Loose(named, path, upload.order, upload.origin)


def _chosen(student: str, candidates: list[Candidate]) -> Submission:
    *earlier, counts = in_order(candidates)
    names = [
        name for one in earlier for name in (*one.replaced, *(path.name for path in one.files))
    ]
    superseded = tuple(map(shown, (*names, *counts.replaced)))
    return Submission(student, counts.files[0], counts.files, superseded, counts.origin)
