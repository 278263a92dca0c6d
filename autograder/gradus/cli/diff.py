"""`gradus diff`: whose mark changes from one folder of results to another, and why."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gradus.cli.consoles import Consoles, open_consoles
from gradus.errors import UsageError
from gradus.gradebook import HELD, Change, compare, iter_records, load_record, student_folder
from gradus.reports import print_changes
from gradus.reports.text import printable
from gradus.results import Record


def diff_command(old: Path, new: Path | None = None) -> int:
    """Print the changes from `old` to `new`, or to the marks that `old` holds back.

    The exit code is 1 where a mark drops. Raises UsageError where there is nothing to compare.
    """
    consoles = open_consoles()
    before = _records(old)
    if new is None:
        changes = list(_held(old, before))
    else:
        after = _records(new)
        changes = list(_between(before, after))
        _tell_alone(before, after, old, consoles)
        _tell_alone(after, before, new, consoles)
    print_changes(changes, consoles.out)
    return 1 if any(change.points < 0 for change in changes) else 0


def _records(folder: Path) -> dict[str, Record]:
    records = {record.student: record for record in iter_records(folder)}
    if not records:
        raise UsageError(f"{folder} holds no results. Name a folder that `gradus grade` wrote.")
    return records


def _between(before: dict[str, Record], after: dict[str, Record]) -> Iterator[Change]:
    for student, record in after.items():
        change = compare(before[student], record) if student in before else None
        if change:
            yield change


def _held(folder: Path, records: dict[str, Record]) -> Iterator[Change]:
    for student, record in records.items():
        path = student_folder(folder, student) / HELD
        held = load_record(path) if path.is_file() else None
        change = compare(record, held) if held else None
        if change:
            yield replace(change, held=True)


def _tell_alone(
    here: dict[str, Record], there: dict[str, Record], folder: Path, consoles: Consoles
) -> None:
    alone = ", ".join(printable(student) for student in here if student not in there)
    if alone:
        consoles.say(f"In {folder} alone: {alone}", "yellow")
