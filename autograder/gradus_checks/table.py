"""The end of a student's `pytest`: what is still to be written, and a table of points."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable
from typing import Any

PROPERTY = "gradus"
"""Under this name a case's record travels with its report, also from one process to another."""

_WIDEST_TITLE, _NARROWEST_TITLE, _BESIDE_TITLE = 58, 24, 40
_POINTS = ("earned", "public_points")


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
            for text in todo:
                reporter.write_line(text)
    rows = _rows(report for reports in reporter.stats.values() for report in reports)
    if rows:
        reporter.write_sep("=", "your points")
        _write_table(reporter, rows)


def _rows(reports: Iterable[Any]) -> list[dict[str, Any]]:
    """One record a task, in the order of the tasks' numbers, with the points `earned`."""
    rows: dict[str, dict[str, Any]] = {}
    for report in reports:
        record = record_of(report)
        if record is not None:
            row = rows.setdefault(record["task"], {**record, "earned": 0})
            row["earned"] += record["points"] if report.passed else 0
    return sorted(rows.values(), key=lambda row: natural(row["task"]))


def natural(name: str) -> list[tuple[int, str]]:
    """A key to sort by: numbers in a name count as numbers."""
    return [(int(part) if part.isdigit() else 0, part) for part in name.split("_")]


def _write_table(reporter: Any, rows: list[dict[str, Any]]) -> None:
    columns = shutil.get_terminal_size().columns
    widest = min(_WIDEST_TITLE, max(_NARROWEST_TITLE, columns - _BESIDE_TITLE))
    width = min(widest, max(len(_title(row, widest)) for row in rows))
    for row in rows:
        earned, possible = (row[key] for key in _POINTS)
        colour = "green" if earned == possible else "yellow" if earned else "red"
        reporter.write(f"{_title(row, width):<{width}}  ")
        reporter.write(f"{earned:>4g} of {possible:>4g}", **{colour: True})
        reporter.write_line(_hidden([row]))
    for name, bonus in (("Total", False), ("Bonus, beside the total", True)):
        summed = [row for row in rows if row["bonus"] is bonus]
        if summed:
            earned, possible = (sum(row[key] for row in summed) for key in _POINTS)
            told = f"{name:<{width}}  {earned:>4g} of {possible:>4g}{_hidden(summed)}"
            reporter.write_line(told, bold=True)
    kinds = Counter(name for row in rows for name in row["hidden_cases"])
    if kinds:
        reporter.write_line("Hidden cases are still to come, when you hand in. Their kinds:")
        listed = (f"{name} ({count})" if count > 1 else name for name, count in kinds.items())
        for line in textwrap.wrap("; ".join(listed), min(columns, 100) - 3):
            reporter.write_line(f"  {line}")


def _title(row: dict[str, Any], width: int) -> str:
    mark = " (bonus)" if row["bonus"] else ""
    title, room = str(row["title"]), width - len(mark)
    return (title if len(title) <= room else title[: room - 1] + "…") + mark


def _hidden(rows: list[dict[str, Any]]) -> str:
    cases = sum(len(row["hidden_cases"]) for row in rows)
    points = sum(row["hidden_points"] for row in rows)
    return f"  + {points:g} hidden ({cases} case{'' if cases == 1 else 's'})" if cases else ""
