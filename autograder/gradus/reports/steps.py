"""The steps from what was judged to the Mark, in words."""

from collections.abc import Sequence
from dataclasses import replace

from gradus.marking import Mark, Step, What
from gradus.reports.text import points, printable


def steps_in_words(mark: Mark, *, for_staff: bool = False) -> tuple[str, ...]:
    """A line for each step; none where nothing but the judge has had a say.

    Only staff read who has entered what, and what somebody has replaced since.
    """
    steps = mark.steps if for_staff else _holding(mark.steps)
    return tuple(_step(step, for_staff) for step in steps)


def reasons_in_words(mark: Mark) -> tuple[str, ...]:
    """Why it is another mark than what was judged, where that tells nothing of the points."""
    # That a mark is capped tells that it is high.
    dates = (What.DUE, What.SLIP_DAYS, What.LATE)
    return tuple(printable(step.why) for step in mark.steps if step.what in dates)


def _holding(steps: Sequence[Step]) -> list[Step]:
    """Without what a later entry has replaced: that one goes from where the first began."""
    found: list[Step] = []
    for place, step in enumerate(steps):
        later = [one for one in steps[place + 1 :] if _is_for_the_same(one, step)]
        if any(one.is_set for one in later):
            continue
        if step.is_set:
            first = next(one for one in steps if _is_for_the_same(one, step))
            step = replace(step, points=step.total - (first.total - first.points))
        found.append(step)
    return found


def _is_for_the_same(one: Step, other: Step) -> bool:
    return bool(one.who) and (one.what, one.task) == (other.what, other.task)


def _step(step: Step, for_staff: bool) -> str:
    why = printable(step.why)
    by = f" ({step.who})" if for_staff and step.who else ""
    if step.what in (What.DUE, What.SLIP_DAYS):
        return why
    if step.what in (What.TASK, What.WHOLE):
        what = f"Task {step.task}" if step.task else "The mark"
        return f"{what}: {points(step.total - step.points)} → {points(step.total)}{by}: {why}"
    return f"{signed(step.points)} → {points(step.total)}: {why}"


def signed(value: float) -> str:
    """`+2`, `−2.5`, `0`."""
    return f"+{points(value)}" if value > 0 else f"−{points(-value)}" if value < 0 else "0"
