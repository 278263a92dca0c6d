"""Slip days of a class: who has handed in what over the whole term, and where days are spent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gradus.course import AssignmentRules
from gradus.marking.late import Lateness
from gradus.marking.mark import Basis, SlipDays, worth
from gradus.marking.slip_days import spend

_WHOLE = 10**9
"""What full marks are worth, in whole numbers, so that no choice hangs on a rounding."""

_FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Work:
    """One hand-in of somebody: what it is worth before lateness, and how late it is.

    `known` is what of its worth may be known by now, None where that is all. Slip days go by it:
    on which assignment they are spent is told with the marks of each, and would else tell what a
    rated task of another has earned, while that can still be handed in again.
    """

    rules: AssignmentRules
    base: Basis
    late: Lateness
    known: Basis | None = None


def slip_days_of(works: Iterable[Work]) -> Mapping[str, SlipDays]:
    """How one student's slip days are spent, by assignment, as favourably as can be.

    What counts is the share of each assignment's points, by its weight. An assignment of the course
    without the rule spends none. The order in which `works` are given does not matter.
    """
    counted = [one for one in works if one.rules.late and one.rules.late.slip_days is not None]
    ordered = sorted(counted, key=lambda one: (one.late.due or _FIRST, one.rules.name))
    if not ordered:
        return {}
    budget = max(_budget(one) for one in ordered)
    late = [one for one in ordered if one.late.days]
    spent = dict.fromkeys((one.rules.name for one in ordered), 0)
    days = spend(budget, [_gains(one, budget) for one in late]) if late else ()
    spent.update({one.rules.name: number for one, number in zip(late, days, strict=True)})
    total = sum(spent.values())
    return {name: SlipDays(budget, here, total - here) for name, here in spent.items()}


def _budget(work: Work) -> int:
    return (work.rules.late and work.rules.late.slip_days) or 0


def _gains(work: Work, budget: int) -> list[int]:
    """What the work counts for 0, 1, 2, … slip days."""
    base = work.known or work.base
    if base.is_set:
        return [0]
    possible = base.judged.possible or base.judged.most or 1.0
    unit = _WHOLE * work.rules.weight / possible
    most = min(budget, work.late.days)
    return [round(unit * worth(base, work.rules, work.late, days)) for days in range(most + 1)]
