"""Judged work, entries and rules, put together in a line each."""

import hashlib
from datetime import UTC, datetime, timedelta

from gradus.course import AssignmentRules, LateRule
from gradus.gradebook.entries import Entry, Kind
from gradus.gradebook.judged import Judged, JudgedTask
from gradus.marking import Lateness

START = datetime(2026, 10, 1, tzinfo=UTC)


def judged(*scores: float, possible: float = 10.0, unchecked: int = 0) -> Judged:
    """Tasks 1.1, 1.2, … with these scores; the last one has so many unchecked cases."""
    tasks = [
        JudgedTask(f"task_1_{place}", f"1.{place}", False, possible, score)
        for place, score in enumerate(scores, 1)
    ]
    if unchecked:
        last = tasks[-1]
        tasks[-1] = JudgedTask(last.name, last.number, False, possible, last.score, unchecked)
    return Judged("ada", "hw1", tuple(tasks))


def entry(
    kind: Kind,
    points: float = 0.0,
    task: str = "1.1",
    who: str = "mia",
    minute: int = 0,
    judged: float | None = None,
    undoes: str = "",
) -> Entry:
    when = START + timedelta(minutes=minute)
    own = hashlib.sha256(repr((kind, points, task, who, minute)).encode()).hexdigest()
    return Entry(
        *(when, who, "hw1", "ada", task, kind, points, judged, "because", undoes, "", own),
        file=f"marks-{who}.jsonl",
        line=minute + 1,
    )


def late(days: int, hours: int | None = None) -> Lateness:
    return Lateness(START, START, days, 24 * days if hours is None else hours)


def rules(
    rule: LateRule | None = None, cap: float | None = None, name: str = "hw1"
) -> AssignmentRules:
    return AssignmentRules(name, START, late=rule, bonus_cap=cap)
