"""A class to try everything on: each mistake of the catalogue, and all that can be handed in."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from gradus.assignment import Assignment
from gradus.audit.mistakes import Mistake, apply_mistake, load_mistakes

Sources = dict[str, str]
"""Module name to source text."""


def write_demo_class(assignment: Assignment, folder: Path) -> int:
    """Write a class of submissions into `folder`, which is emptied first; how many there are."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    reference = _read(assignment.solutions, assignment.modules)
    starter = _read(assignment.starter, assignment.modules)
    _as_zip(folder / "reference.zip", reference)
    _as_folder(folder / "untouched-starter", starter)
    mistakes = load_mistakes(assignment)
    for number, mistake in enumerate(mistakes):
        source = apply_mistake(mistake, reference[mistake.module])
        write = _FORMS[number % len(_FORMS)]
        write(folder / mistake.id, {**reference, mistake.module: source})
    unsure = _unsure(mistakes, reference)
    for name, sources in unsure.items():
        _as_folder(folder / name, sources)
    for name, broken in _BROKEN.items():
        _as_folder(folder / name, broken(reference))
    fixed = 2 + len(mistakes) + len(unsure) + len(_BROKEN)
    return fixed + _odd_files(folder, reference, starter)


def _unsure(mistakes: tuple[Mistake, ...], reference: Sources) -> dict[str, Sources]:
    """Students who make several mistakes: one in each of the first two, four, … functions."""
    first = {mistake.function: mistake for mistake in reversed(mistakes)}
    found = {}
    sources = dict(reference)
    for number, mistake in enumerate(first.values(), start=1):
        sources[mistake.module] = apply_mistake(mistake, sources[mistake.module])
        if number % 2 == 0:
            found[f"unsure-in-{number:02}-functions"] = dict(sources)
    return found


def _read(folder: Path, modules: tuple[str, ...]) -> Sources:
    return {name: (folder / f"{name}.py").read_text("utf-8") for name in modules}


def _as_folder(path: Path, sources: Sources) -> None:
    path.mkdir()
    for name, source in sources.items():
        (path / f"{name}.py").write_text(source, "utf-8")


def _as_zip(path: Path, sources: Sources) -> None:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sources.items():
            # Without a date of today: the same class again is the same bytes, graded already.
            archive.writestr(zipfile.ZipInfo(f"{path.stem}/{name}.py"), source)


def _as_modules(path: Path, sources: Sources) -> None:
    for name, source in sources.items():
        path.with_name(f"{path.name}_{name}.py").write_text(source, "utf-8")


_FORMS: tuple[Callable[[Path, Sources], None], ...] = (_as_folder, _as_zip, _as_modules)


def _last(sources: Sources, extra: str) -> Sources:
    """`extra` at the end of the first module."""
    name = next(iter(sources))
    return {**sources, name: f"{sources[name]}\n\n{extra}\n"}


def _every_function(sources: Sources, body: str) -> Sources:
    """Every public function of the first module replaced by one with this body."""
    replaced = (
        "for _name, _value in list(globals().items()):\n"
        "    if callable(_value) and not _name.startswith('_'):\n"
        f"        globals()[_name] = lambda *inputs: {body}"
    )
    return _last(sources, replaced)


_BROKEN: dict[str, Callable[[Sources], Sources]] = {
    "broken-syntax-error": lambda sources: _last(sources, "def unfinished(:"),
    "broken-missing-file": lambda sources: dict(list(sources.items())[1:]),
    "broken-empty-module": lambda sources: {**sources, next(iter(sources)): ""},
    "broken-import-error": lambda sources: _last(sources, "import a_package_nobody_has"),
    "broken-endless-import": lambda sources: _last(sources, "while True:\n    pass"),
    "broken-asks-for-input": lambda sources: _last(sources, "input('Which key? ')"),
    "broken-sys-exit": lambda sources: _last(sources, "import sys\nsys.exit()"),
    "broken-endless-loop": lambda sources: _last(
        sources, "def mse(y_pred, y_true):\n    while True:\n        pass"
    ),
    "broken-os-exit": lambda sources: _last(
        sources, "import os\n\ndef mae(y_pred, y_true):\n    os._exit(0)"
    ),
    "broken-huge-output": lambda sources: _last(
        sources, "def mae(y_pred, y_true):\n    for _ in range(100):\n        print('la' * 50_000)"
    ),
    "broken-huge-array": lambda sources: _every_function(sources, "np.ones((1_000, 1_000_000))"),
    "broken-returns-none": lambda sources: _every_function(sources, "None"),
    "broken-returns-list": lambda sources: _every_function(sources, "[0.5, 0.5]"),
    "broken-returns-objects": lambda sources: _every_function(
        sources, "np.array([1, 'two', None], dtype=object)"
    ),
    "broken-returns-nan": lambda sources: _every_function(sources, "float('nan')"),
}


def _odd_files(folder: Path, reference: Sources, starter: Sources) -> int:
    """What is not a proper submission at all, and a student who handed in twice."""
    (folder / "broken-zip.zip").write_bytes(b"PK\x03\x04 cut off here")
    with zipfile.ZipFile(folder / "broken-path.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("../../losses.py"), reference["losses"])
    (folder / "broken-empty-folder").mkdir()
    _as_zip(folder / "handed-in-twice_attempt_1.zip", starter)
    _as_zip(folder / "handed-in-twice_attempt_2.zip", reference)
    return 4
