"""How late a hand-in is, and what that costs."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gradus.course import AssignmentRules, LateRule, Share, Unit, told

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Lateness:
    """How late something is: `days` and `hours` begun after the due date and the grace.

    `due` and `handed_in` are instants, None where they are not known, and `times` says them in
    words. `extended` tells, where that helped, of a later due date, and why. `doubt`, for staff,
    says why lateness could not be told. `is_stale`: there is no time of the work that was judged,
    and the next run will tell it.
    """

    due: datetime | None = None
    handed_in: datetime | None = None
    days: int = 0
    hours: int = 0
    times: str = ""
    extended: str = ""
    doubt: str = ""
    is_stale: bool = False


@dataclass(frozen=True)
class Penalty:
    """The points that are lost, and how they are counted, in words."""

    points: float
    why: str


def lateness(
    due: datetime, handed_in: datetime, grace: timedelta, zone: ZoneInfo, extended: str = ""
) -> Lateness:
    """Count it by the clocks of `zone`: a day ends at the same time the next day.

    So a day on which the clocks are put back is one day, though it has 25 hours.
    """
    # In UTC: of two times in one zone Python takes what the clocks show for what has passed.
    due, handed_in = due.astimezone(UTC), handed_in.astimezone(UTC)
    start = due + grace
    over = handed_in - start
    if over <= timedelta():
        return Lateness(due, handed_in, extended=extended)
    local = start.astimezone(zone).replace(tzinfo=None)

    def after(days: int) -> datetime:
        # Of a time that a clock shows twice the later one, which favours the student.
        return (local + days * _DAY).replace(tzinfo=zone, fold=1).astimezone(UTC)

    days = max(1, math.ceil(over / _DAY))
    while days > 1 and handed_in <= after(days - 1):
        days -= 1
    while handed_in > after(days):
        days += 1
    times = f"due {told(due, zone)}, handed in {told(handed_in, zone)}"
    return Lateness(due, handed_in, days, math.ceil(over / _HOUR), times, extended)


def penalty(
    rules: AssignmentRules, late: Lateness, base: float, possible: float, spent: int = 0
) -> Penalty:
    """What is lost of `base` points where `spent` slip days are taken off."""
    rule = rules.late
    if rule is None or not late.days:
        return Penalty(0.0, "")
    if rule.last_day is not None and late.days > rule.last_day:
        days = _counted(rule.last_day, "day")
        said = (
            f"more than {days} late, after which nothing counts"
            if rule.last_day
            else "late, and nothing counts after the due date"
        )
        return Penalty(base, _with_times(said, late))
    if not rule.has_rate:
        if rule.slip_days is None or spent >= late.days:
            return Penalty(0.0, "")
        said = f"{_counted(late.days, 'day')} late, which the slip days do not cover"
        return Penalty(base, _with_times(said, late))
    units = _units(rule, late, spent)
    each, of = _each(rule, base, possible)
    said = f"{_counted(units, rule.unit)} late, {of} for each"
    return Penalty(min(base, units * each), _with_times(said, late) if units else "")


def _with_times(said: str, late: Lateness) -> str:
    return f"{said}; {late.times}" if late.times else said


def _units(rule: LateRule, late: Lateness, spent: int) -> int:
    if rule.unit is Unit.DAY:
        return max(0, late.days - spent)
    return 0 if spent >= late.days else max(0, late.hours - 24 * spent)


def _each(rule: LateRule, base: float, possible: float) -> tuple[float, str]:
    if rule.points is not None:
        return rule.points, f"{rule.points:g} points"
    percent = rule.percent or 0.0
    whole = base if rule.share is Share.EARNED else possible
    what = "what was earned" if rule.share is Share.EARNED else f"{possible:g}"
    return percent / 100 * whole, f"{percent:g} % of {what}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
