"""The end of a student's `pytest`: what is still to be written, and a table of points."""

import shutil
from collections.abc import Iterable
from typing import Any

from gradus_checks.home.standing import (
    NOT_WRITTEN,
    WRITTEN_ALREADY,
    Row,
    kinds_lines,
    rows_of,
    table_lines,
)

PROPERTY = "gradus"
"""Under this name a case's record travels with its report, also from one process to another."""


def record_of(report: Any) -> dict[str, Any] | None:
    """The record of the case that `report` is about; None for any other report."""
    if getattr(report, "when", None) != "call":
        return None
    return dict(report.user_properties).get(PROPERTY)


def write(reporter: Any, postponed: Iterable[str]) -> None:
    """Write the to-do list (reports of the categories `postponed`) and the table of points."""
    for category in postponed:
        records = [record_of(report) for report in reporter.stats.get(category, ())]
        todo = list(dict.fromkeys(record["todo"] for record in records if record))
        if todo:
            reporter.write_sep("=", category, yellow=True, bold=True)
            for text in (*todo, *([WRITTEN_ALREADY] if category == NOT_WRITTEN else [])):
                reporter.write_line(text)
    reports = [report for reports in reporter.stats.values() for report in reports]
    found = (record_of(report) for report in reports)
    rows = rows_of(record for record in found if record is not None)
    if rows:
        reporter.write_sep("=", "your points")
        _write_table(reporter, rows)


def _write_table(reporter: Any, rows: list[Row]) -> None:
    columns = shutil.get_terminal_size().columns
    for line in table_lines(rows, columns):
        for above in line.above:
            reporter.write_line(above)
        reporter.write(f"{line.title}  ", bold=line.is_sum)
        colour = {"bold": True} if line.is_sum else {line.row.colour: True}
        reporter.write(line.row.points, **colour)
        reporter.write_line(f"  {line.row.hidden}".rstrip(), bold=line.is_sum)
    for text in kinds_lines(rows, columns):
        reporter.write_line(text)
