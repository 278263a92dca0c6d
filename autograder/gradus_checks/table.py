"""The end of a student's `pytest`: what is still to be written, and a table of points."""

import textwrap
from collections.abc import Iterable
from typing import Any

PROPERTY = "gradus"
"""Under this name a case's record travels with its report, also from one process to another."""

_WIDEST_TITLE, _WIDEST_LINE = 58, 94
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
    return sorted(rows.values(), key=lambda row: _natural(row["task"]))


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else 0, part) for part in name.split("_")]


def _write_table(reporter: Any, rows: list[dict[str, Any]]) -> None:
    width = min(_WIDEST_TITLE, max(len(row["title"]) for row in rows))
    for row in rows:
        _write_row(reporter, row, width)
    for name, bonus in (("Total", False), ("Bonus", True)):
        summed = [row for row in rows if row["bonus"] is bonus]
        if summed:
            earned, possible = (sum(row[key] for row in summed) for key in _POINTS)
            told = f"{name:<{width}}  {earned:>4g} of {possible:>3g} points"
            reporter.write_line(told, bold=True)
    hidden = _hidden(rows)
    if hidden:
        reporter.write_line(f"{hidden} still to come, when you hand in. They are about:")
        kinds = dict.fromkeys(name for row in rows for name in row["hidden_cases"])
        for line in textwrap.wrap("; ".join(kinds), _WIDEST_LINE):
            reporter.write_line(f"  {line}")


def _write_row(reporter: Any, row: dict[str, Any], width: int) -> None:
    earned, possible = (row[key] for key in _POINTS)
    colour = "green" if earned == possible else "yellow" if earned else "red"
    title = row["title"]
    if len(title) > width:
        title = title[: width - 1] + "…"
    reporter.write(f"{title:<{width}}  ")
    reporter.write(f"{earned:>4g} of {possible:>3g} points", **{colour: True})
    hidden = _hidden([row])
    reporter.write(f"  + {hidden}" if hidden else "")
    reporter.write_line("  (bonus)" if row["bonus"] else "")


def _hidden(rows: list[dict[str, Any]]) -> str:
    cases = sum(len(row["hidden_cases"]) for row in rows)
    points = sum(row["hidden_points"] for row in rows)
    if not cases:
        return ""
    plural = "" if cases == 1 else "s"
    return f"{cases} hidden case{plural} ({points:g} point{'' if points == 1 else 's'})"
