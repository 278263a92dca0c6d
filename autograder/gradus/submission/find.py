"""Find what was handed in: one submission for each student, earlier attempts set aside."""

from dataclasses import dataclass, replace
from pathlib import Path

from gradus.errors import UsageError
from gradus.submission.candidates import (
    Candidate,
    Loose,
    in_order,
    is_part,
    loose_candidates,
    whole_candidate,
)
from gradus.submission.entries import entries, is_folder, packages, unwrapped, wanted
from gradus.submission.names import composed, module_files, safe_id, shown
from gradus.submission.platforms import Origin, Platforms, Upload, own_name, read_upload
from gradus.submission.platforms.brightspace import INDEX
from gradus.submission.platforms.clones import is_clone, reading_clones
from gradus.submission.platforms.plain import split_module
from gradus.submission.strangers import is_strange
from gradus.submission.work import Submission


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
    what a platform exports, see `gradus.submission.platforms`. Of several attempts the highest
    numbered counts, then the one uploaded or changed last. Links are never followed, and what may
    be meant as somebody's work but is of the wrong kind, such as `anna.rar` or `anna_losses.txt`,
    becomes a submission that cannot be staged: a student who handed in the wrong thing is told so,
    not lost. Raises UsageError where there is nothing.
    """
    folder, inside = unwrapped(folder, modules)
    gathered = _Gathered(folder, modules, Platforms(folder, inside))
    for path in inside:
        gathered.add(path)
    found = gathered.finish()
    return replace(found, submissions=_with_commits(found.submissions))


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
        return Submission(safe_id(student), resolved, (resolved,), ())
    student, file = loose
    if not student:
        names = (file.path.name,)
        return Submission(
            safe_id(file.name.removesuffix(".py")), resolved, (resolved,), (), names=names
        )
    return _with_those_beside(student, file, modules)


def _with_those_beside(student: str, file: Loose, modules: tuple[str, ...]) -> Submission:
    """A module, and what its student has handed in beside it."""
    own = []
    for beside in {file.path, *entries(file.path.parent, modules)}:
        loose = _loose(beside, modules, read_upload(beside.name, is_folder=is_folder(beside)))
        if loose and loose[0] == student:
            own.append(loose[1])
    found = next((one for one in loose_candidates(own) if file.path in one.files), None)
    # An earlier attempt was meant as it is.
    files, names = (found.files, found.names) if found else ((file.path,), (file.name,))
    return Submission(safe_id(student), files[0], files, (), file.origin, names)


class _Gathered:
    """What was found so far, by student."""

    def __init__(self, folder: Path, modules: tuple[str, ...], platforms: Platforms) -> None:
        self._folder = folder
        self._modules = modules
        self._platforms = platforms
        self._whole: dict[str, list[Candidate]] = {}
        self._loose: dict[str, list[Loose]] = {}
        self._strange: list[Path] = []
        self._seen: set[str] = set()

    def add(self, path: Path) -> None:
        """Take in one entry of the folder."""
        upload = self._platforms.read(path.name, is_folder=is_folder(path))
        if path.name in packages(self._modules) and is_folder(path):
            raise self._one_submission(path, "put it into a folder called <student>")
        loose = _loose(path, self._modules, upload)
        if upload:
            self._seen.add(upload.origin.platform)
        if not upload and is_strange(path.name, self._modules) and not is_folder(path):
            self._strange.append(path)
        elif loose is None:
            if upload is None and path.name == INDEX:
                self._strange.append(path)
                return
            student, candidate = whole_candidate(path, upload)
            self._whole.setdefault(student, []).append(candidate)
        elif loose[0]:
            self._loose.setdefault(loose[0], []).append(loose[1])
        else:
            raise self._one_submission(path, f"call the file <student>_{path.name}")

    def _one_submission(self, path: Path, cure: str) -> UsageError:
        return UsageError(
            f"{self._folder} holds {path.name} itself, so it looks like one submission, not "
            f"like a class. Use `gradus check` for it, or {cure}."
        )

    def finish(self) -> ClassFolder:
        """Choose for each student what counts. Raises UsageError where there is nobody."""
        for student, files in self._loose.items():
            self._whole.setdefault(student, []).extend(loose_candidates(files))
        strangers = []
        for path in self._strange:
            if path.name == INDEX and "brightspace" in self._seen:
                continue
            student, candidate = whole_candidate(path)
            if student in self._whole:
                self._whole[student].append(candidate)
            else:
                strangers.append(shown(path.name))
        if not self._whole:
            raise UsageError(f"{self._folder} holds no submissions. {wanted(self._modules)}")
        found = (
            _chosen(safe_id(student), all_of, self._modules)
            for student, all_of in self._whole.items()
        )
        by_student = sorted(found, key=lambda submission: submission.student)
        return ClassFolder(tuple(by_student), tuple(strangers), self._platforms.warnings)


def _with_commits(submissions: tuple[Submission, ...]) -> tuple[Submission, ...]:
    """The submissions, those that are clones with the time of their last commit."""
    if not any(_is_dated_by_git(one) for one in submissions):
        return submissions
    with reading_clones() as clones:
        return tuple(
            replace(one, origin=_dated_by_git(one.origin, *clones.time(one.path)))
            if _is_dated_by_git(one)
            else one
            for one in submissions
        )


def _dated_by_git(origin: Origin, time: str, source: str) -> Origin:
    return replace(origin, time=time, source=source)


def _is_dated_by_git(submission: Submission) -> bool:
    return not submission.origin.time and is_clone(submission.path)


def _loose(path: Path, modules: tuple[str, ...], upload: Upload | None) -> tuple[str, Loose] | None:
    """A student, and the single file of theirs that is at `path`; None for anything else.

    In an export every file is one, also a zip; in a plain folder only what is called as a module
    is.
    """
    if upload:
        if not upload.rest or not upload.is_work or is_folder(path):
            return None
        name = own_name(upload, modules)
        if not is_part(name):
            return None
        file = Loose(name, path, upload.attempt, (), upload.order, upload.origin)
        return composed(upload.student), file
    if path.suffix != ".py" or is_folder(path):
        return None
    plain = split_module(path.stem, modules)
    if plain is None:
        return None
    return composed(plain.student), Loose(f"{plain.module}.py", path, plain.attempt, plain.copy)


def _chosen(student: str, candidates: list[Candidate], modules: tuple[str, ...]) -> Submission:
    (*earlier, counts), remarks = in_order(candidates, modules)
    names = [
        name for one in earlier for name in (*one.replaced, *(path.name for path in one.files))
    ]
    superseded = tuple(map(shown, (*names, *counts.replaced)))
    return Submission(
        student, counts.files[0], counts.files, superseded, counts.origin, counts.names, remarks
    )
