"""Until when work that counts can be handed in, by anybody in the class."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gradus.course import AssignmentRules, Extension, LateRule, Share, Unit
from gradus.gradebook.judged import Judged
from gradus.marking.due import days_later

_HOUR = timedelta(hours=1)
_ROUNDING = 1e-9  # of a unit of lateness
_LONGEST = 10_000  # days or hours, so that a rate of next to nothing still gives a date


def last_deadline(
    rules: AssignmentRules, extensions: Sequence[Extension], zone: ZoneInfo, work: Judged
) -> datetime | None:
    """The last moment at which something may be handed in that can still earn a point.

    That is the latest due date, with the longest of the `extensions` for this assignment, the
    grace, and as many days as the late rule leaves something of the points of `work`. In UTC; None
    where there is no due date.
    """
    dates = [date for date in (rules.due, *rules.sections.values()) if date is not None]
    if not dates:
        return None
    latest = max(dates)
    granted = days_later(latest, max((one.days for one in extensions), default=0), zone)
    until = (one.until for one in extensions if one.until is not None)
    start = max(latest, granted, *until) + rules.grace
    if rules.late is None:
        return start
    days, hours = _late(rules.late, work)
    return days_later(start, days, zone) + hours * _HOUR


def _late(rule: LateRule, work: Judged) -> tuple[int, int]:
    """So many days, and hours after these, late work is still worth something."""
    if rule.last_day is not None:
        return rule.last_day, 0
    days = rule.slip_days or 0
    units = _until_nothing_is_left(rule, work) if rule.has_rate else 0
    return (days + units, 0) if rule.unit is Unit.DAY else (days, units)


def _until_nothing_is_left(rule: LateRule, work: Judged) -> int:
    """After how many days or hours the next takes the last point of the best work."""
    each, most = rule.points, work.most
    if each is None:
        whole = work.most if rule.share is Share.EARNED else work.possible
        each = (rule.percent or 0.0) / 100 * whole
    if not each:
        return 0
    return max(0, math.ceil(min(most / each, _LONGEST) - _ROUNDING) - 1)
