"""Rated tasks of a class: how well each student's work does, how sure that is, and the gap."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from gradus.reports.summary import ClassSummary, Row, TaskSummary
from gradus_checks import Measured

_FARTHEST = 30.0  # dB: a picture ends about where silence is


@dataclass(frozen=True)
class RatedRow:
    """A student's model or codec: what was measured of it, and the points for that."""

    row: Row
    measured: Measured
    points: float | None


@dataclass(frozen=True)
class RatedTask:
    """A rated task: what was measured of each, the best first, and the middle ones' figures."""

    task: TaskSummary
    rows: tuple[RatedRow, ...]
    value: float
    gap: float

    @property
    def what(self) -> str:
        """What was measured: an accuracy, or a distance."""
        return self.rows[0].measured.what

    @property
    def things(self) -> str:
        """What has been made, for a number of them."""
        return "codec" if self.what == "distance" else "model"

    def told(self, figure: float) -> str:
        """A figure of these, in words."""
        return self.rows[0].measured.told(figure)

    def place(self, figure: float) -> float:
        """Where on a rail from 0 to 100 a figure stands."""
        full = _FARTHEST if self.what == "distance" else 1.0
        return min(100 * figure / full, 100.0)


def rated_tasks(summary: ClassSummary) -> Iterator[RatedTask]:
    """Those of which somebody's work was measured."""
    for task in summary.tasks:
        rows = [
            RatedRow(row, row.measured[task.name], row.tasks.get(task.name))
            for row in summary.present
            if task.name in row.measured
        ]
        if rows:
            rows.sort(key=lambda each: (each.measured.loss, each.row.student))
            yield RatedTask(
                task,
                tuple(rows),
                median(each.measured.value for each in rows),
                median(each.measured.gap for each in rows),
            )
