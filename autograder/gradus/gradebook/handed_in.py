"""What each student handed in, and who they are to the learning platform: `handed-in.json`.

The marks do not depend on it; what goes back to the platform does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gradus.errors import GradusError
from gradus.gradebook.records import as_json
from gradus.gradebook.writing import write_atomically
from gradus.submission import Origin, Remark, Submission

HANDED_IN = "handed-in.json"


@dataclass(frozen=True)
class Listed:
    """Somebody as the roster has them: `id` is the roster's number, login or address."""

    name: str
    id: str = ""
    section: str = ""


@dataclass(frozen=True)
class HandedIn:
    """The names of a student's files as they were exported, and where they come from.

    `people` are those whose submission this is, as the roster has them; `remarks` are on the choice
    between several things that were handed in. `work` tells the files from others, as a record's.
    """

    student: str
    files: tuple[str, ...]
    origin: Origin
    people: tuple[Listed, ...] = ()
    remarks: tuple[Remark, ...] = ()
    work: str = ""


def handed_in_by(submissions: Iterable[Submission]) -> tuple[HandedIn, ...]:
    """What was handed in, as far as the export alone tells."""
    return tuple(
        HandedIn(
            one.student, tuple(path.name for path in one.files), one.origin, remarks=one.remarks
        )
        for one in submissions
    )


def with_earlier(
    handed_in: Iterable[HandedIn], earlier: Mapping[str, HandedIn]
) -> tuple[HandedIn, ...]:
    """The list, with what an earlier run has learnt from a roster about the same files."""
    return tuple(
        replace(one, people=known.people, origin=_dated(one.origin, known.origin))
        if (known := earlier.get(one.student)) and known.files == one.files and known.people
        else one
        for one in handed_in
    )


def _dated(origin: Origin, earlier: Origin) -> Origin:
    """The origin with what the worksheet told, where the export tells no time itself."""
    return replace(origin, late=origin.late or earlier.late) if origin.time else earlier


def write_handed_in(output: Path, handed_in: tuple[HandedIn, ...]) -> None:
    """Write the list into a folder of results. Raises GradusError."""
    write_atomically(output / HANDED_IN, as_json(_adapter().dump_python(handed_in, mode="json")))


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
