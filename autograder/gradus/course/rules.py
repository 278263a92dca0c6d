"""What a course says of dates and of what is late: frozen, after `course.toml` was checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo


class Unit(StrEnum):
    """What lateness is counted in. One that has begun counts whole."""

    DAY = "day"
    HOUR = "hour"


class Share(StrEnum):
    """What a per cent is of: the points that are to be had, or those that were earned."""

    POSSIBLE = "possible"
    EARNED = "earned"


@dataclass(frozen=True)
class LateRule:
    """What being late costs: `points`, or `percent` of a `share`, for each `unit` begun.

    Both None: nothing. After `last_day` days nothing counts any more. `slip_days` is a budget a
    student over all assignments of this rule: each takes a day off; without a rate, work that they
    do not cover counts nothing.
    """

    points: float | None = None
    percent: float | None = None
    share: Share = Share.POSSIBLE
    unit: Unit = Unit.DAY
    last_day: int | None = None
    slip_days: int | None = None

    @property
    def has_rate(self) -> bool:
        """Whether a day or an hour costs something by itself."""
        return self.points is not None or self.percent is not None


@dataclass(frozen=True)
class AssignmentRules:
    """An assignment's dates, as instants in UTC: `due`, and others for some sections.

    Up to `grace` after it nothing is late. `late` is None where that costs nothing. The mark is at
    most `bonus_cap` above the full one, and `weight` is what it counts against others where slip
    days are spent.
    """

    name: str
    due: datetime | None = None
    sections: Mapping[str, datetime] = field(default_factory=dict)
    grace: timedelta = timedelta()
    late: LateRule | None = None
    bonus_cap: float | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Course:
    """`course.toml`: the zone of all times without one, and the rules of each assignment.

    `results` is the folder in which the results of each assignment lie under its name, and `roster`
    a CSV of the students, if there is one. `extensions` is the file beside it.
    """

    path: Path
    zone: ZoneInfo
    assignments: Mapping[str, AssignmentRules]
    results: Path
    sections: tuple[str, ...] = ()
    roster: Path | None = None

    @property
    def extensions(self) -> Path:
        """`extensions.csv`, which need not be there."""
        return self.path.with_name("extensions.csv")

    def rules(self, assignment: str) -> AssignmentRules:
        """The rules of an assignment; none where the course says nothing of it."""
        return self.assignments.get(assignment) or AssignmentRules(assignment)
