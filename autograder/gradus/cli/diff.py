"""`gradus diff`: whose mark changes from one folder of results to another, and why."""

from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.exported import course_of
from gradus.cli.history import CHANGES
from gradus.cli.marks import open_marker
from gradus.errors import UsageError
from gradus.gradebook import (
    Change,
    compare,
    held_changes,
    held_records,
    iter_records,
    read_handed_in,
)
from gradus.reports import print_changes
from gradus.reports.history import marks_in
from gradus.reports.text import printable
from gradus.results import Record

_LATEST = 40
"""As many changes as fit a screen; all are in the file."""

_SAME = 1e-9  # points: less is rounding


def diff_command(old: Path, new: Path | None = None) -> int:
    """Print the changes from `old` to `new`, or the history of `old` and what it holds back.

    The exit code is 1 where a mark drops. Raises UsageError where there is nothing to compare.
    """
    consoles = open_consoles()
    before = _records(old)
    if new is None:
        changes = list(held_changes(before.values(), held_records(old)))
        _print_history(old, consoles)
    else:
        after = _records(new)
        name = next(iter(after.values())).assignment
        # By the same rules, those of now: what differs is the work, the tests and the entries.
        root = course_of(new, name, None) or course_of(old, name, None)
        marks = (_marks(root, old, before), _marks(root, new, after))
        changes = list(_between(before, after, *marks))
        _tell_alone(before, after, old, consoles)
        _tell_alone(after, before, new, consoles)
    if changes or new:
        print_changes(changes, consoles.out)
    else:
        consoles.out.print("No mark is held back.")
    return 1 if any(change.points < 0 for change in changes) else 0


def _records(folder: Path) -> dict[str, Record]:
    records = {record.student: record for record in iter_records(folder)}
    if not records:
        raise UsageError(f"{folder} holds no results. Name a folder that `gradus grade` wrote.")
    return records


def _marks(root: Path | None, folder: Path, records: dict[str, Record]) -> dict[str, float]:
    """What stands in the gradebook, by people's entries and the course's dates, too."""
    name = next(iter(records.values())).assignment
    marker = open_marker(root, folder, name, read_handed_in(folder))
    return {student: marker.mark(record).score for student, record in records.items()}


def _between(
    before: dict[str, Record],
    after: dict[str, Record],
    old: dict[str, float],
    new: dict[str, float],
) -> Iterator[Change]:
    for student, record in after.items():
        if student not in before:
            continue
        change = compare(before[student], record)
        if change or abs(old[student] - new[student]) > _SAME:
            flips = change.flips if change else ()
            yield Change(student, old[student], new[student], flips)


def _print_history(folder: Path, consoles: Consoles) -> None:
    """The latest changes of marks, by whom and why. All of them are in the file."""
    path = folder / CHANGES
    rows = marks_in(path.read_text("utf-8", "replace")) if path.is_file() else []
    shown = [row for row in rows if row["before"]][-_LATEST:]
    if not shown:
        consoles.out.print("No mark has changed since the beginning.")
        return
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for heading in ("when", "student", "before", "after", "by", "why"):
        table.add_column(heading, overflow="fold")
    for row in shown:
        after = row["after"] or "open"
        cells = (row["when"], row["student"], row["before"], after, row["by"], row["why"])
        table.add_row(*(Text(printable(cell)) for cell in cells))
    consoles.out.print(table)
    consoles.out.print(f"\nAll changes since the beginning: {path}", markup=False, soft_wrap=True)


def _tell_alone(
    here: dict[str, Record], there: dict[str, Record], folder: Path, consoles: Consoles
) -> None:
    alone = ", ".join(printable(student) for student in here if student not in there)
    if alone:
        consoles.say(f"In {folder} alone: {alone}", "yellow")
