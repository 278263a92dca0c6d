"""`changes.csv`: every change of a mark since the beginning. Rows are added, none is changed."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gradus.gradebook import Change
from gradus.reports.changes import in_order, told_end
from gradus.reports.text import points, spreadsheet

_CASE = ("student", "before", "after", "change", "written", "task", "case", "was", "is", "points")
HEADINGS = (*_CASE, "when", "by", "why")
_WRITTEN = HEADINGS.index("written")
_WHEN = HEADINGS.index("when")


@dataclass(frozen=True)
class Moved:
    """A mark that has changed: `before` is None at first, and either while it is not final."""

    student: str
    before: float | None
    after: float | None
    by: str
    why: str


def extended(history: str, added: Iterable[Sequence[str]]) -> str:
    """The history with rows behind it. What is held back is told once, however often it is found.

    Raises ValueError where the text is no history of these headings.
    """
    rows = list(csv.reader(io.StringIO(history, newline=""))) or [list(HEADINGS)]
    if tuple(rows[0]) == _CASE:
        rows = [list(HEADINGS), *([*row, "", "", ""] for row in rows[1:])]
    if tuple(rows[0]) != HEADINGS:
        raise ValueError("other headings")
    told = {_without_time(row) for row in rows if len(row) == len(HEADINGS)}
    last = {row[0]: row for row in rows[1:] if len(row) == len(HEADINGS) and not row[6]}
    for row in added:
        known = last.get(row[0])
        if row[_WRITTEN] == "no" and _without_time(row) in told:
            continue
        # Whoever was killed after the row was written tells it again.
        if not row[6] and known and known[1:3] == list(row[1:3]):
            continue
        rows.append(list(row))
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def case_rows(changes: Iterable[Change], when: str) -> list[tuple[str, ...]]:
    """A row for each case that ended otherwise, by which version of its test."""
    rows: list[tuple[str, ...]] = []
    for change in in_order(changes):
        marks = (points(change.before), points(change.after), points(change.points))
        for flip in change.flips:
            name = "task_" + flip.task.replace(".", "_")
            version = change.judged_by.get(name, "")[:8]
            rows.append(
                (
                    spreadsheet(change.student),
                    *marks,
                    "no" if change.held else "yes",
                    spreadsheet(flip.task),
                    spreadsheet(flip.case),
                    told_end(flip.before),
                    told_end(flip.after),
                    points(flip.points),
                    when,
                    f"{name} {version}".strip(),
                    "",
                )
            )
    return rows


def mark_rows(moved: Iterable[Moved], when: str) -> list[tuple[str, ...]]:
    """A row for each mark that has changed."""
    return [
        (
            spreadsheet(one.student),
            _mark(one.before),
            _mark(one.after),
            points((one.after or 0.0) - (one.before or 0.0)),
            "yes",
            *("", "", "", "", ""),
            when,
            spreadsheet(one.by),
            spreadsheet(one.why),
        )
        for one in moved
    ]


def marks_in(history: str) -> list[dict[str, str]]:
    """Of the history the rows of whole marks, in the order of time."""
    rows = csv.DictReader(io.StringIO(history, newline=""))
    return [row for row in rows if not row.get("case") and row.get("when")]


def _mark(value: float | None) -> str:
    return "" if value is None else points(value)


def _without_time(row: Sequence[str]) -> tuple[str, ...]:
    return (*row[:_WHEN], *row[_WHEN + 1 :])
