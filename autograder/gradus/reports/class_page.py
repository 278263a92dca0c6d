"""A class as one HTML page, for people who would rather look than read."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from gradus.gradebook import Change
from gradus.reports.changes import in_order, why
from gradus.reports.class_details import ClassDetails
from gradus.reports.items import Item
from gradus.reports.oddities import oddities
from gradus.reports.page import rendered
from gradus.reports.rated_rows import rated_tasks
from gradus.reports.summary import ClassSummary, Row, TaskSummary
from gradus.reports.text import printable

_BINS = 10  # of ten percent each, as marks are thought of


@dataclass(frozen=True)
class Bin:
    """A tenth of the scale: how many marks lie in it, and its height beside the highest's."""

    label: str
    count: int
    height: float


@dataclass(frozen=True)
class TaskRow:
    """A task: the mean share of its points, and the mean points lost in each kind of case."""

    summary: TaskSummary
    share: float | None
    lost_public: float
    lost_hidden: float


@dataclass(frozen=True)
class CaseRow:
    """A case: its analysis, what is odd about it, the causes with counts, last year's facility."""

    item: Item
    odd: tuple[str, ...]
    causes: tuple[tuple[str, int], ...]
    before: float | None


@dataclass(frozen=True)
class Reason:
    """A reason to look, and whose work it is about."""

    text: str
    students: tuple[str, ...]


def class_page(
    summary: ClassSummary,
    details: ClassDetails,
    *,
    changes: Iterable[Change] = (),
    missing: Sequence[str] = (),
    unread: Sequence[str] = (),
    hide_names: bool = False,
) -> str:
    """The page. With `hide_names` no name and no id is anywhere in it.

    `missing` are the names of those who handed in nothing, `unread` the students whose record
    cannot be read.
    """
    if hide_names:
        summary, missing, unread = without_names(summary), (), ()
    final = [row.percent for row in summary.present if row.percent is not None]
    return rendered(
        "class_page.html.j2",
        summary=summary,
        details=details,
        hide_names=hide_names,
        mean=fmean(final) if final else None,
        median=median(final) if final else None,
        final=len(final),
        bins=_bins(final),
        tasks=_tasks(summary, details),
        cases=[
            CaseRow(item, oddities(item), details.causes.of(item.task, item.name), before)
            for item in details.analysis.items
            for before in (details.before(item),)
        ],
        rated=list(rated_tasks(summary)),
        reasons=_reasons(summary),
        late=[row for row in summary.present if row.late],
        superseded=[row for row in summary.present if row.superseded],
        missing=[printable(name) for name in missing],
        unread=[printable(name) for name in unread],
        changes=[(change, why(change)) for change in in_order(changes)] if not hide_names else [],
    )


def without_names(summary: ClassSummary) -> ClassSummary:
    """The class in an order that nobody knows, each under a number."""
    rows = list(summary.rows)
    # A number must not lead back to a place in the alphabet: the order is another each time.
    random.SystemRandom().shuffle(rows)
    named = (
        replace(
            row,
            student=f"Student {place}",
            name="",
            id="",
            submitted_as="",
            superseded=(),
            # Markers have names, too.
            attention=tuple(reason for reason in row.attention if reason not in row.marking),
        )
        for place, row in enumerate(rows, 1)
    )
    return replace(summary, rows=tuple(named))


def _bins(final: Sequence[float]) -> list[Bin]:
    counts = [0] * _BINS
    for value in final:
        counts[min(_BINS - 1, max(0, int(value * _BINS / 100)))] += 1
    most = max(counts) or 1
    step = 100 // _BINS
    return [
        Bin(f"{place * step}–{(place + 1) * step} %", count, count / most)
        for place, count in enumerate(counts)
    ]


def _tasks(summary: ClassSummary, details: ClassDetails) -> list[TaskRow]:
    rows = []
    for task in summary.tasks:
        number = task.heading.partition(" ")[0]
        items = [item for item in details.analysis.items if item.task == number]
        lost = [
            sum(_lost(item) for item in items if item.hidden is hidden) for hidden in (False, True)
        ]
        share = task.mean / task.possible if task.checked and task.possible else None
        rows.append(TaskRow(task, share, *lost))
    return rows


def _lost(item: Item) -> float:
    return 0.0 if item.facility is None else item.points * (1 - item.facility)


def _reasons(summary: ClassSummary) -> list[Reason]:
    by_reason: dict[str, list[str]] = {}
    for row in summary.rows:
        for reason in row.attention:
            by_reason.setdefault(printable(reason), []).append(_shown(row))
    ordered = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Reason(text, tuple(students)) for text, students in ordered]


def _shown(row: Row) -> str:
    return printable(row.name or row.student)
