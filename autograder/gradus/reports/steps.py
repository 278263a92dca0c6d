"""The steps from what was judged to the Mark, in words."""

from gradus.marking import Mark, Step, What
from gradus.reports.text import points, printable


def steps_in_words(mark: Mark, *, for_staff: bool = False) -> tuple[str, ...]:
    """A line for each step; none where nothing but the judge has had a say.

    Only staff read who has entered what.
    """
    return tuple(_step(step, for_staff) for step in mark.steps)


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
