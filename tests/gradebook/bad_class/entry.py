"""One row of the table of bad input, and how students hand things in."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradus.submission.names import composed, safe_id

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
MODULES = ("losses", "softmax")

Files = Mapping[str, bytes]
Write = Callable[[Path], object]
"""Hands something in: makes what is to lie at the path, which has no suffix."""

EVERYTHING = "everything"
NOTHING = "nothing"

SUBMISSION = "for the whole submission"
QUESTION = "at each question that it costs"
NOTE = "as a note beside the points"


@dataclass(frozen=True)
class Entry:
    """What is handed in as `name`, what it costs and what is said about it.

    `costs` names a module ("losses"), a function ("losses.mse"), EVERYTHING or NOTHING: these
    questions lose points, all others none. `says` is part of the text at `where`.
    """

    name: str
    write: Write
    costs: str
    says: str = ""
    where: str = QUESTION

    @property
    def student(self) -> str:
        """The id under which the gradebook knows this student."""
        return safe_id(composed(self.name))


def refused(name: str, write: Write, says: str) -> Entry:
    """Nothing of it can be graded."""
    return Entry(name, write, EVERYTHING, says, SUBMISSION)


def noted(name: str, write: Write, says: str) -> Entry:
    """There is no losses.py, and a note says what there is instead."""
    return Entry(name, write, "losses", says, NOTE)


def fine(name: str, write: Write) -> Entry:
    """Odd, and worth all points."""
    return Entry(name, write, NOTHING)


def told(name: str, write: Write, says: str) -> Entry:
    """Worth all points; a note says what of it did not count."""
    return Entry(name, write, NOTHING, says, NOTE)


@cache
def reference(module: str) -> bytes:
    """The source of a reference module."""
    return (SOLUTIONS / f"{module}.py").read_bytes()


def work() -> dict[str, bytes]:
    """What everybody should hand in."""
    return {f"{module}.py": reference(module) for module in MODULES}


def write_files(folder: Path, files: Files) -> None:
    """Files into a folder, which is made."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def folder(files: Files) -> Write:
    """A folder with these files."""
    return lambda path: write_files(path, files)


def zipped(files: Files) -> Write:
    """A zip with these files."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(suffixed(path, ".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return write


def single(suffix: str, content: bytes) -> Write:
    """One file of this suffix."""
    return lambda path: suffixed(path, suffix).write_bytes(content)


def losses(content: bytes) -> Write:
    """The work with another losses.py."""
    return lambda path: write_files(path, {**work(), "losses.py": content})


def ending(source: str) -> Write:
    """The work with `source` at the end of losses.py."""
    return losses(reference("losses") + f"\n\n{source}\n".encode())


def suffixed(path: Path, suffix: str) -> Path:
    """`path` with `suffix` put after its name, whatever dots that has."""
    return path.with_name(path.name + suffix)
