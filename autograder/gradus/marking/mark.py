"""The Mark of one hand-in: what was judged, changed by people, minus what is late, capped.

The order is fixed. Entries for tasks change the points of these; what is late is taken from their
sum; the cap comes next; and an entry for the whole mark stands as it is, after all else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gradus.course import AssignmentRules
from gradus.gradebook.entries import Entry, Kind
from gradus.gradebook.judged import Judged, JudgedTask
from gradus.marking.entered import WHOLE, Change, contradictions, doubts, followed, holding
from gradus.marking.late import Lateness, penalty

_LEAST = 1e-9  # points: less is rounding


class What(StrEnum):
    """What a step is."""

    TASK = "task"
    DUE = "due"
    LATE = "late"
    SLIP_DAYS = "slip days"
    CAP = "cap"
    WHOLE = "mark"


@dataclass(frozen=True)
class Step:
    """What changed a mark after it was judged: by `points`, to `total`. Students read the `why`.

    Of an entry `task` is the number of its task, "" for the whole mark, and `who` entered it, which
    is for staff; `is_set` says that what people entered before counts no more. `total` is that of
    the whole mark, of a task's entries that of the task.
    """

    what: What
    points: float
    total: float
    why: str
    task: str = ""
    who: str = ""
    is_set: bool = False


@dataclass(frozen=True)
class TaskMark:
    """The points of one task, after entries; None while it is open."""

    name: str
    number: str
    score: float | None
    possible: float
    bonus: bool
    judged: float


@dataclass(frozen=True)
class SlipDays:
    """Of a budget, the days that are spent on this hand-in, and those on all others."""

    budget: int
    here: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class Mark:
    """What stands in the gradebook, each step from what was judged with its reason.

    `score` counts open tasks as nothing; `is_final` says whether there are none, or a person has
    settled the mark. `attention` is for staff: what a person should look at. `so_far` is what
    students may know of it by now, None where that is all.
    """

    student: str
    assignment: str
    score: float
    possible: float
    is_final: bool
    tasks: tuple[TaskMark, ...]
    steps: tuple[Step, ...] = ()
    attention: tuple[str, ...] = ()
    late: Lateness = field(default_factory=Lateness)
    slip_days: SlipDays | None = None
    so_far: "SoFar | None" = None

    @property
    def is_judged_alone(self) -> bool:
        """Whether nothing but the judge has had a say."""
        return not self.steps

    @property
    def scores(self) -> Mapping[str, float | None]:
        """The points of each task, by name."""
        return {task.name: task.score for task in self.tasks}


@dataclass(frozen=True)
class SoFar:
    """What of a Mark may be known while work can still be handed in: that of the other tasks.

    Points of `rated` tasks, by name, come from hidden data, and who could hand in again after each
    of them would learn these. `until` is the last deadline, in words.
    """

    mark: Mark
    rated: tuple[str, ...]
    until: str


@dataclass(frozen=True)
class Basis:
    """A hand-in before lateness: the tasks with what people entered, and entries for the whole."""

    judged: Judged
    tasks: tuple[TaskMark, ...]
    steps: tuple[Step, ...]
    attention: tuple[str, ...]
    whole: tuple[Entry, ...]

    @property
    def points(self) -> float:
        """The sum of the tasks; open ones count nothing yet."""
        return sum(task.score or 0.0 for task in self.tasks)

    @property
    def is_set(self) -> bool:
        """Whether the whole mark is what somebody has set, whatever is late."""
        return any(entry.kind is Kind.SET for entry in self.whole)


def basis(judged: Judged, entries: Iterable[Entry]) -> Basis:
    """Follow the entries for tasks. `entries` are those of this hand-in, in any order."""
    held = holding(entries)
    by_task: dict[str, list[Entry]] = {}
    for entry in held:
        by_task.setdefault(entry.task, []).append(entry)
    whole = tuple(by_task.pop(WHOLE, ()))
    tasks, steps, attention = [], [], list(contradictions(held))
    for task in judged.tasks:
        now = None if task.unchecked else task.score
        own = by_task.pop(task.number, None)
        if own is None:
            tasks.append(_task_mark(task, now))
            continue
        score, changes = followed(now, task.possible, own)
        tasks.append(_task_mark(task, score))
        steps += [_entered(What.TASK, change) for change in changes]
        attention += doubts(task.possible, now, changes)
    attention += [
        f"{entry.place}: an entry for task {entry.task}, which this hand-in has not; it counts "
        "nothing"
        for entries in by_task.values()
        for entry in entries
    ]
    return Basis(judged, tuple(tasks), tuple(steps), tuple(attention), whole)


def worth(base: Basis, rules: AssignmentRules, late: Lateness, spent: int) -> float:
    """The points of a hand-in on which so many slip days are spent."""
    possible = base.judged.possible
    lost = penalty(rules, late, base.points, possible, spent).points
    return _capped(base.points - lost, possible, rules)


def finished(
    base: Basis,
    rules: AssignmentRules,
    late: Lateness = Lateness(),  # noqa: B008 - frozen
    slip_days: SlipDays | None = None,
) -> Mark:
    """The Mark: late, capped, and then the entries for the whole of it."""
    possible, total = base.judged.possible, base.points
    steps, attention = list(base.steps), list(base.attention)
    if late.extended:
        steps.append(Step(What.DUE, 0.0, total, late.extended))
    if slip_days and slip_days.here:
        steps.append(Step(What.SLIP_DAYS, 0.0, total, _told(slip_days)))
    lost = penalty(rules, late, total, possible, slip_days.here if slip_days else 0)
    if lost.why:
        total -= lost.points
        steps.append(Step(What.LATE, -lost.points, total, lost.why))
    capped = _capped(total, possible, rules)
    if capped < total - _LEAST:
        told = f"not more than {capped:g}, bonus included"
        steps.append(Step(What.CAP, capped - total, capped, told))
        total = capped
    is_open = any(task.score is None for task in base.tasks)
    judged = None if is_open else sum(task.judged for task in base.tasks)
    score, changes = followed(total, base.judged.most, base.whole)
    steps += [_entered(What.WHOLE, change) for change in changes]
    attention += doubts(base.judged.most, judged, changes)
    if late.doubt:
        attention.append(late.doubt)
    return Mark(
        base.judged.student,
        base.judged.assignment,
        total if score is None else score,
        possible,
        base.is_set or not (is_open or late.is_stale),
        base.tasks,
        tuple(steps),
        tuple(attention),
        late,
        slip_days,
    )


def _task_mark(task: JudgedTask, score: float | None) -> TaskMark:
    return TaskMark(task.name, task.number, score, task.possible, task.bonus, task.score)


def _entered(what: What, change: Change) -> Step:
    entry, before = change.entry, change.before or 0.0
    after = before if change.after is None else change.after
    is_set = entry.kind is Kind.SET
    return Step(what, after - before, after, entry.why, entry.task, entry.who, is_set)


def _capped(points: float, possible: float, rules: AssignmentRules) -> float:
    return points if rules.bonus_cap is None else min(points, possible + rules.bonus_cap)


def _told(slip_days: SlipDays) -> str:
    left = slip_days.budget - slip_days.here - slip_days.elsewhere
    noun = "slip day" if slip_days.here == 1 else "slip days"
    return (
        f"{slip_days.here} {noun} of {slip_days.budget} spent here, {slip_days.elsewhere} "
        f"elsewhere, {left} left"
    )
