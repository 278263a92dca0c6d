"""Data: the files that students get beside the modules, and those that only the judge may see."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from gradus.assignment import Assignment
from gradus.errors import AssignmentError, ReleaseRefused

MOST_BYTES = 5_000_000
"""The largest file that students get: they download it once for every try."""

_KINDS = ("demo", "secret")


def data_files(assignment: Assignment) -> dict[str, bytes]:
    """The `files` of an assignment, as they are, by path in the students' folder.

    Raises AssignmentError for one that is missing, too large or a link.
    """
    return {name: read_file(assignment.folder / name) for name in assignment.files}


def hidden_data(assignment: Assignment) -> tuple[Path, ...]:
    """The files of hidden data that an assignment rates by. Raises AssignmentError for none."""
    if assignment.hidden_data is None:
        return ()
    paths = assignment.hidden_files()
    if not paths:
        folder = assignment.solutions / assignment.hidden_data
        raise AssignmentError(
            f"{folder} holds no hidden data (*.npz). {_how_to_render(assignment)}"
        )
    return paths


def refuse_demo_data(assignment: Assignment) -> None:
    """Raise ReleaseRefused where hidden data is the demo's, which anybody can read.

    Raises AssignmentError for a file that does not say whose it is.
    """
    demo = [path for path in hidden_data(assignment) if _seed_kind(path) == "demo"]
    if demo:
        names = ", ".join(path.name for path in demo)
        raise ReleaseRefused(
            f"{assignment.name} would rate by hidden data that is public: {names} in "
            f"{demo[0].parent} are the demo's. {_how_to_render(assignment)} "
            "To try it out with the demo's data, add --demo."
        )


def kinds_of_hidden_data(assignment: Assignment) -> tuple[tuple[str, str], ...]:
    """For each hidden file its name and what kind of seed it bears: "demo" or "secret".

    Raises AssignmentError for a file that does not say whose it is.
    """
    return tuple((path.name, _seed_kind(path)) for path in hidden_data(assignment))


def hidden_in(assignment: Assignment, files: Mapping[str, bytes]) -> Iterator[str]:
    """Where an array in one of `files` (.npz, .npy) holds a row of a hidden file's `x`."""
    hidden = {path.name: _rows(_arrays(path)["x"]) for path in hidden_data(assignment)}
    if not hidden:
        return
    for file, data in files.items():
        if not file.endswith((".npz", ".npy")):
            continue
        rows = {row for array in _load(data, Path(file)).values() for row in _rows(array)}
        for name, secret in hidden.items():
            if rows & secret:
                yield f"{file}: {len(rows & secret):,} samples of the hidden {name}"


def read_file(path: Path) -> bytes:
    """A file that students get. Raises AssignmentError for a missing, too large or linked one."""
    what = f"{path}, which students get by assignment.toml,"
    try:
        if path.is_symlink() or not path.is_file():
            raise AssignmentError(f"{what} is not a file. Put it there, or remove it from `files`.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise AssignmentError(
                f"{what} has {size / 1e6:.1f} MB; at most {MOST_BYTES / 1e6:g} MB are handed out."
            )
        return path.read_bytes()
    except OSError as error:
        raise AssignmentError(f"{what} cannot be read: {error.strerror or error}.") from error


def _seed_kind(path: Path) -> str:
    kind = str(_arrays(path).get("seed_kind", ""))
    if kind not in _KINDS:
        raise AssignmentError(
            f"{path} does not say whose it is: its array seed_kind should be one of "
            f"{', '.join(_KINDS)}."
        )
    return kind


def _arrays(path: Path) -> dict[str, np.ndarray]:
    try:
        arrays = _load(path.read_bytes(), path)
    except OSError as error:
        raise AssignmentError(f"{path} cannot be read: {error.strerror or error}.") from error
    if "x" not in arrays:
        raise AssignmentError(f"{path} holds no array x, the hidden samples.")
    return arrays


def _load(data: bytes, path: Path) -> dict[str, np.ndarray]:
    try:
        loaded = np.load(BytesIO(data), allow_pickle=False)
        return {"": loaded} if isinstance(loaded, np.ndarray) else dict(loaded)
    except (ValueError, EOFError, BadZipFile) as error:
        raise AssignmentError(f"{path} holds no plain NumPy arrays: {error}") from error


def _rows(array: np.ndarray) -> set[tuple[float, ...]]:
    """The rows of a table of numbers, whatever their dtype; of anything else none."""
    if array.ndim != 2 or array.dtype.kind not in "biuf":
        return set()
    return set(map(tuple, array.tolist()))


def _how_to_render(assignment: Assignment) -> str:
    script = assignment.rating.made_by if assignment.rating else "data/make_dataset.py"
    maker = assignment.solutions / script
    return f"Render your course's own: python {maker} --hidden-seed SECRET."
