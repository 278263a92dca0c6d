"""What each student handed in, and who they are to the learning platform: `handed-in.json`.

The marks do not depend on it; what goes back to the platform does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gradus.errors import GradusError
from gradus.gradebook.records import as_json
from gradus.gradebook.writing import write_atomically
from gradus.submission import Origin, Submission

HANDED_IN = "handed-in.json"


@dataclass(frozen=True)
class HandedIn:
    """The names of a student's files as they were exported, and where they come from."""

    student: str
    files: tuple[str, ...]
    origin: Origin


def write_handed_in(output: Path, submissions: Iterable[Submission]) -> None:
    """Write the list into a folder of results. Raises GradusError."""
    listed = tuple(
        HandedIn(one.student, tuple(path.name for path in one.files), one.origin)
        for one in submissions
    )
    write_atomically(output / HANDED_IN, as_json(_adapter().dump_python(listed, mode="json")))


def read_handed_in(output: Path) -> dict[str, HandedIn]:
    """The list by student; empty for results that have none. Raises GradusError."""
    path = output / HANDED_IN
    try:
        listed = _adapter().validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise GradusError(
            f"{path} cannot be read. Run `gradus grade` again, which writes it and grades nothing "
            "that is graded already."
        ) from error
    return {one.student: one for one in listed}


@cache
def _adapter() -> TypeAdapter[tuple[HandedIn, ...]]:
    return TypeAdapter(tuple[HandedIn, ...])
