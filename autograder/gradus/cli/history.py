"""The history of the marks in a folder of results: what was known of them last, and what is new."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gradus.gradebook import Change, Entry, Kind, as_json, write_atomically
from gradus.gradebook.written import OWN
from gradus.marking import Mark, entry_in_words
from gradus.reports.history import Moved, case_rows, extended, mark_rows
from gradus.reports.text import points
from gradus.results import Record

CHANGES = "changes.csv"
_KNOWN = "marks.json"
_SHORT = 8
"""Characters of a fingerprint: enough to tell the versions of one test apart."""

_Known = dict[str, Any]


class History:
    """Gathers the Marks of a class, to tell those that have changed since they were told last."""

    def __init__(self, output: Path, entries: Mapping[str, tuple[Entry, ...]]) -> None:
        self._output = output
        self._entries = entries
        self._before = _read(output / OWN / _KNOWN)
        self._now: dict[str, _Known] = {}
        self._moved: list[Moved] = []

    def add(self, record: Record, mark: Mark) -> None:
        """One student's record and Mark."""
        student = record.student
        entries = self._entries.get(student, ())
        now: _Known = {
            "mark": mark.score if mark.is_final else None,
            "work": record.work,
            "judged": {task.number: task.judged for task in mark.tasks},
            "by": {name: version[:_SHORT] for name, version in record.judged_by.items()},
            "entries": [entry.hash[:_SHORT] for entry in entries],
        }
        self._now[student] = now
        before = self._before.get(student)
        if before is None or _differ(before["mark"], now["mark"]):
            causes = list(_causes(before, now, entries)) or [("dates", _dates(mark))]
            by, why = ("; ".join(dict.fromkeys(words)) for words in zip(*causes, strict=True))
            was = before["mark"] if before else None
            self._moved.append(Moved(student, was, now["mark"], by, why))

    def write(self, changes: Iterable[Change] = ()) -> None:
        """Add to `changes.csv` what has changed, also in single cases. Raises GradusError."""
        when = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        rows = [*case_rows(changes, when), *mark_rows(self._moved, when)]
        if rows or not (self._output / CHANGES).exists():
            append_history(self._output / CHANGES, rows)
        write_atomically(self._output / OWN / _KNOWN, as_json({**self._before, **self._now}))


def append_history(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Add rows to a history. One that is not as Gradus writes it is put aside, never lost."""
    rows = list(rows)
    text = path.read_text("utf-8", "replace") if path.exists() else ""
    try:
        content = extended(text, rows)
    except ValueError:
        path.replace(path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S}.csv"))
        content = extended("", rows)
    write_atomically(path, content.encode("utf-8", "replace"))


def _causes(
    before: _Known | None, now: _Known, entries: Iterable[Entry]
) -> Iterator[tuple[str, str]]:
    """By whom or what a mark has changed, and why."""
    if before is None:
        yield "gradus grade", "graded"
    elif before["work"] != now["work"]:
        yield "hand-in", "other work was handed in"
    else:
        for number, judged in now["judged"].items():
            name = "task_" + number.replace(".", "_")
            was = before["judged"].get(number, 0.0)
            if _differ(was, judged):
                version = now["by"].get(name, "")
                yield f"{name} {version}".strip(), f"{number}: {points(was)} → {points(judged)}"
    known = set(before["entries"]) if before else set()
    for entry in entries:
        if entry.hash[:_SHORT] not in known:
            done = "taken back" if entry.kind is Kind.UNDO else entry_in_words(entry)
            yield entry.who, f"{entry.task or 'mark'} {done}: {entry.why}"


def _dates(mark: Mark) -> str:
    """What is left as a reason: dates, extensions and slip days, as they count now."""
    told = [step.why for step in mark.steps if not step.who]
    return "; ".join(told) or "in time, by the dates and extensions of now"


def _differ(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is not second
    return abs(first - second) > 1e-9


def _read(path: Path) -> dict[str, _Known]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
