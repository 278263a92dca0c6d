"""A class to try everything on: mistakes of the catalogue, and all else that can be handed in."""

import math
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from gradus.assignment import Assignment
from gradus.audit.broken import Sources, broken_submissions
from gradus.audit.mistakes import Mistake, apply_mistake, load_mistakes
from gradus.audit.sources import write_modules
from gradus.errors import UsageError
from gradus_checks.module_names import by_parameter

MOST_MISTAKES = 16
"""As many as make a class that is graded in a minute or so; `gradus audit` tries all of them."""


def write_demo_class(assignment: Assignment, folder: Path, most: int = MOST_MISTAKES) -> None:
    """Write a class of submissions into `folder`, which is emptied first.

    `most` mistakes of the catalogue at most, taken evenly from all of it. Raises UsageError where
    the starter has not been built.
    """
    reference = _read(assignment.solutions, assignment.modules)
    starter = _starter(assignment)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _as_zip(folder / "reference.zip", reference)
    _as_folder(folder / "untouched-starter", starter)
    mistakes = load_mistakes(assignment)
    step = max(1, math.ceil(len(mistakes) / most))
    for number, mistake in enumerate(mistakes[::step]):
        source = apply_mistake(mistake, reference[mistake.module])
        write = _FORMS[number % len(_FORMS)]
        write(folder / mistake.id, {**reference, mistake.module: source})
    for name, sources in _unsure(mistakes, reference).items():
        _as_folder(folder / name, sources)
    module, function = assignment.tasks[0].functions[0].split(".")[:2]
    for name, sources in broken_submissions(reference, module, function).items():
        _as_folder(folder / name, sources)
    _odd_files(folder, module, reference, starter)


def _unsure(mistakes: tuple[Mistake, ...], reference: Sources) -> dict[str, Sources]:
    """Students who make several mistakes: one in each of the first two, four, … functions."""
    first = {
        (mistake.module, mistake.function.split(".")[0]): mistake for mistake in reversed(mistakes)
    }
    found = {}
    sources = dict(reference)
    for number, mistake in enumerate(first.values(), start=1):
        sources[mistake.module] = apply_mistake(mistake, sources[mistake.module])
        if number % 2 == 0:
            found[f"unsure-in-{number:02}-functions"] = dict(sources)
    return found


def _starter(assignment: Assignment) -> Sources:
    try:
        return _read(assignment.starter, assignment.modules)
    except FileNotFoundError as error:
        raise UsageError(
            f"{error.filename} is not there, and the class includes what students start from. "
            f"Build it first: gradus build {assignment.name}."
        ) from error


def _read(folder: Path, modules: tuple[str, ...]) -> Sources:
    return {name: (folder / f"{name}.py").read_text("utf-8") for name in modules}


def _as_folder(path: Path, sources: Sources) -> None:
    path.mkdir()
    write_modules(path, sources)


def _as_zip(path: Path, sources: Sources) -> None:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sources.items():
            # Without a date of today: the same class again is the same bytes, graded already.
            archive.writestr(zipfile.ZipInfo(f"{path.stem}/{name}.py"), source)


def _as_modules(path: Path, sources: Sources) -> None:
    called = {module: name for name, module in by_parameter(sources).items()}
    for name, source in sources.items():
        path.with_name(f"{path.name}_{called[name]}.py").write_text(source, "utf-8")


_FORMS: tuple[Callable[[Path, Sources], None], ...] = (_as_folder, _as_zip, _as_modules)


def _odd_files(folder: Path, module: str, reference: Sources, starter: Sources) -> None:
    """What is not a proper submission at all, and a student who handed in twice."""
    (folder / "broken-zip.zip").write_bytes(b"PK\x03\x04 cut off here")
    with zipfile.ZipFile(folder / "broken-path.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"../../{module}.py"), reference[module])
    (folder / "broken-empty-folder").mkdir()
    _as_zip(folder / "handed-in-twice_attempt_1.zip", starter)
    _as_zip(folder / "handed-in-twice_attempt_2.zip", reference)
