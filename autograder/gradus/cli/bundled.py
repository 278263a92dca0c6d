"""An `autograder.zip` in the place of a course: opened, or refused in one sentence."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gradus
from gradus.assignment import Bundle, unbundle
from gradus.assignment.bundle import GRADER, PACKAGES
from gradus.errors import AssignmentError, UsageError
from gradus.gradebook import marking_sources
from gradus.reports.text import counted

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What zipfile raises over bytes that are not what they claim to be."""


@contextmanager
def bundled(path: Path, name: str) -> Iterator[Bundle]:
    """The assignment `name` out of the autograder.zip at `path`, while the context lasts.

    Raises UsageError where the zip is damaged, was not made by `gradus build`, is of another
    assignment, or was made by another version of Gradus than the one that is to grade.
    """
    with tempfile.TemporaryDirectory(prefix="gradus-course-") as scratch:
        source = Path(scratch, "source")
        _unpack(path, source)
        _check_version(path, name, source / "files" / GRADER / PACKAGES)
        try:
            bundle = unbundle(source, Path(scratch, "course"))
        except AssignmentError as error:
            # The folder that it was unpacked into says nothing to anybody.
            why = str(error).replace(str(source), str(path)).replace(scratch, "")
            raise UsageError(f"{path} cannot be graded by: {why}") from error
        if bundle.assignment.name != name:
            raise UsageError(f"{path} grades {bundle.assignment.name}, not {name}.")
        yield bundle


def _unpack(path: Path, into: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if not any(entry.startswith(f"files/{GRADER}/") for entry in archive.namelist()):
                raise UsageError(
                    f"{path} is not an autograder.zip that `gradus build` made. That is "
                    "dist/NAME-autograder.zip; the dist/NAME.zip beside it is for students."
                )
            archive.extractall(into)
    except _DAMAGE as error:
        raise UsageError(
            f"{path} is damaged, or no zip file: {error}. Copy it once more, or make it again with "
            "`gradus build`."
        ) from error
    except OSError as error:
        raise UsageError(f"{path} cannot be unpacked: {error}.") from error


def _check_version(path: Path, name: str, packages: Path) -> None:
    """The zip's own Gradus, which marks on Gradescope, must mark as the one that runs here."""
    theirs, ours = marking_sources(packages), marking_sources(Path(gradus.__file__).parents[1])
    names = sorted(theirs.keys() | ours.keys())
    differing = [each for each in names if theirs.get(each) != ours.get(each)]
    if differing:
        raise UsageError(
            f"{path} was made by another version of Gradus than the one that runs here "
            f"({counted(len(differing), 'file')} changed, such as {differing[0]}), so that marks "
            f"could differ. Make it again with this one: gradus build {name}"
        )
