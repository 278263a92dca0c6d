"""`gradus mark`: what people say about marks, entered and taken back."""

import getpass
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gradus.assignment import Assignment, find_course, load_assignment
from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.edits import edits, tell_edits
from gradus.cli.marks import open_marker
from gradus.cli.missing import MISSING
from gradus.cli.outputs import GRADES, write_outputs
from gradus.cli.wishes import Asked, all_wished, asked_by_table, record_of, wished
from gradus.errors import UsageError
from gradus.gradebook import (
    Entry,
    Wish,
    append_entries,
    iter_records,
    marker_name,
    read_handed_in,
)
from gradus.gradebook.writing import sole_writer
from gradus.gradebook.written import Written
from gradus.marking import Marker, by_student, contradictions, holding
from gradus.reports.text import points, printable

_WHO = "GRADUS_MARKER"


def mark_command(
    name: str,
    results: Path,
    asked: Asked | None = None,
    *,
    table: Path | None = None,
    who: str | None = None,
    discard_edits: bool = False,
    course: Path | None = None,
) -> int:
    """Enter what was asked for, or all of a table, and bring the outputs up to date; the exit code.

    Raises UsageError where it cannot be followed, MarkingError where the files are broken.
    """
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    consoles = open_consoles()
    by = marker_name(who or os.environ.get(_WHO) or getpass.getuser())
    refuse_without_results(results)
    with sole_writer(results):
        marker = open_results(assignment, results)
        if asked is not None:
            wishes = [wished(marker, results, asked)]
        else:
            wishes = all_wished(marker, results, asked_by_table(table) if table else [])
        made = append_entries(results, name, by, wishes, datetime.now(UTC))
        after = replace(marker, entries=by_student((*all_entries(marker), *made)))
        _tell(marker, after, results, wishes, consoles)
        return _write(assignment, results, after, discard_edits, consoles)


def open_results(assignment: Assignment, results: Path) -> Marker:
    """What the Marks in `results` depend on. Raises MarkingError."""
    return open_marker(assignment.course, results, assignment.name, read_handed_in(results))


def all_entries(marker: Marker) -> tuple[Entry, ...]:
    """The entries of all students."""
    return tuple(entry for own in marker.entries.values() for entry in own)


def refuse_without_results(results: Path) -> None:
    """Raise UsageError where nobody is graded."""
    if next(iter_records(results), None) is None:
        raise UsageError(f"{results} holds no results. Name the folder that `gradus grade` wrote.")


def _tell(
    before: Marker, after: Marker, results: Path, wishes: Sequence[Wish], consoles: Consoles
) -> None:
    for student in dict.fromkeys(wish.student for wish in wishes):
        record = record_of(before, results, student)
        old, new = before.mark(record), after.mark(record)
        consoles.say(
            f"{printable(student)}: {points(old.score)} → {points(new.score)} of "
            f"{points(new.possible)}",
            "green",
        )
        tell_contradictions(student, after, consoles)


def tell_contradictions(student: str, marker: Marker, consoles: Consoles) -> None:
    """Say where people have set the same to different points."""
    for told in contradictions(holding(marker.entries.get(student, ()))):
        consoles.say(f"{printable(student)}, {told}.", "yellow")


def _write(
    assignment: Assignment, results: Path, marker: Marker, discard: bool, consoles: Consoles
) -> int:
    """Bring the outputs up to date, unless somebody has edited them: the entry is made, then."""
    found = [] if discard else edits(results, assignment, marker)
    if found:
        consoles.say("Entered. The outputs stay as they are, as they were edited:", "yellow")
        tell_edits(found, consoles)
        return 1
    listed = results / MISSING
    missing = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    write_outputs(results, assignment, marker, Written(results), missing=missing)
    consoles.say(f"{results / GRADES} and the feedback are up to date.")
    return 0
