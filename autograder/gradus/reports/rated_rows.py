"""Rated tasks of a class: how well each student's model does, how sure that is, and the gap."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from gradus.reports.summary import ClassSummary, Row, TaskSummary
from gradus_checks import Measured


@dataclass(frozen=True)
class RatedRow:
    """A student's model: what was measured of it, and the points for that."""

    row: Row
    measured: Measured
    points: float | None


@dataclass(frozen=True)
class RatedTask:
    """A rated task: the models that there are, the best first, and the middle ones' figures."""

    task: TaskSummary
    rows: tuple[RatedRow, ...]
    accuracy: float
    gap: float


def rated_tasks(summary: ClassSummary) -> Iterator[RatedTask]:
    """Those of which somebody's model was measured."""
    for task in summary.tasks:
        rows = [
            RatedRow(row, row.measured[task.name], row.tasks.get(task.name))
            for row in summary.present
            if task.name in row.measured
        ]
        if rows:
            rows.sort(key=lambda each: (-each.measured.accuracy, each.row.student))
            yield RatedTask(
                task,
                tuple(rows),
                median(each.measured.accuracy for each in rows),
                median(each.measured.gap for each in rows),
            )
