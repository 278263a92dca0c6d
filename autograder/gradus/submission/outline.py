"""What of a submission will be graded, told before anything is."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from gradus.errors import SubmissionError
from gradus.submission.layout import module_folders, nothing_found
from gradus.submission.limits import DEFAULT_LIMITS, SizeLimits
from gradus.submission.names import shown
from gradus.submission.opening import opened
from gradus.submission.work import Submission


@dataclass(frozen=True)
class Outline:
    """Which file goes where: `modules` by name the file's, fit to be shown.

    `beside` are single files that are no module and lie beside them, `missing` the modules that
    were not handed in, `guessed` those of a file that is not called exactly so; `problem` is why
    nothing can be read, for the student, empty if all is well. `inside` is the zip in a folder, or
    among single files, that counts; `told` is what a person should see of that choice.
    """

    modules: dict[str, str]
    missing: tuple[str, ...]
    guessed: tuple[str, ...] = ()
    problem: str = ""
    beside: tuple[str, ...] = ()
    inside: str = ""
    told: tuple[str, ...] = ()


def outline(
    submission: Submission, modules: tuple[str, ...], limits: SizeLimits = DEFAULT_LIMITS
) -> Outline:
    """Look at the names in a submission, and read nothing. Never raises over what was handed in."""
    try:
        with opened(submission, modules, limits) as work:
            paths = tuple(item.path for item in work.items)
            folders = module_folders(paths, modules)
            if not folders:
                return Outline({}, modules, problem=nothing_found(paths, modules))
            found = {item.path: item for item in work.items}
    except SubmissionError as error:
        return Outline({}, modules, problem=str(error))
    places = {module: found.get(folders[0] / f"{module}.py") for module in modules}
    names = {
        module: shown(_on_disk(submission, item.called or item.path))
        for module, item in places.items()
        if item
    }
    archive = shown(_on_disk(submission, PurePosixPath(work.inside))) if work.inside else ""
    return Outline(
        names,
        missing=tuple(module for module, item in places.items() if item is None),
        guessed=tuple(module for module, item in places.items() if item and item.called),
        beside=tuple(
            shown(file.name)
            for file in submission.files
            if submission.names and shown(file.name) not in (*names.values(), archive)
        ),
        inside=archive,
        told=work.told,
    )


def _on_disk(submission: Submission, inside: PurePosixPath) -> str:
    """The name of a single file as the platform gave it, else the path in the folder or zip."""
    names = dict(zip(submission.names, submission.files, strict=False))
    file = names.get(inside.as_posix())
    return file.name if file else inside.as_posix()
