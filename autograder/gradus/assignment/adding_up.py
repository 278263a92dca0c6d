"""Do the points of an assignment add up: of cases, of tasks, of what is hidden?"""

import math
from collections.abc import Iterator, Mapping

from gradus.assignment.cases import TestSource
from gradus.assignment.spec import Assignment, Task
from gradus_checks.module_names import spoken

MOST_BONUS = 0.1
"""Of the total: a bonus rewards what is beyond the course, and must not stand in for it."""

MOST_ELSEWHERE = 6.0
"""Points that a mistake may cost in all tasks but its own: as much as in a task of its own."""

_ROUNDING = 1e-9
"""Points such as 0.1 do not add up exactly."""


def wrong_points(task: Task, source: TestSource) -> Iterator[str]:
    """Cases that do not add up to what the task is worth."""
    total = sum(case.points for case in source.cases)
    if not math.isclose(total, task.points):
        yield (
            f"{source.path}: the cases add up to {total:g} points, but assignment.toml gives task "
            f"{task.number} {task.points:g}."
        )


def wrong_totals(assignment: Assignment) -> Iterator[str]:
    """Tasks that do not add up to the total, and too much bonus."""
    path = assignment.folder / "assignment.toml"
    total = sum(task.points for task in assignment.tasks if not task.bonus)
    bonus = sum(task.points for task in assignment.tasks if task.bonus)
    full = assignment.total
    if not math.isclose(total, full):
        yield (
            f"{path}: the tasks without bonus add up to {total:g} points, not {full:g}. Change "
            f"their points, or write total = {total:g}."
        )
    if bonus > MOST_BONUS * full + _ROUNDING:
        yield (
            f"{path}: the bonus tasks add up to {bonus:g} points; at most {MOST_BONUS * full:g} "
            "are allowed."
        )


def too_much_hidden(assignment: Assignment, loaded: Mapping[Task, TestSource]) -> Iterator[str]:
    """Hidden cases that are worth more than their share."""
    hidden = sum(
        case.points
        for task, source in loaded.items()
        for case in source.cases
        if case.hidden and not task.bonus
    )
    full = assignment.total
    most_hidden = assignment.hidden_share * full
    if hidden > most_hidden + _ROUNDING:
        yield (
            f"{assignment.folder / 'assignment.toml'}: hidden cases are worth {hidden:g} of "
            f"{full:g} points; at most {most_hidden:g} are allowed. Make some of them public, or "
            "raise hidden_share."
        )


def too_costly_elsewhere(assignment: Assignment) -> Iterator[str]:
    """What follow-through leaves of a mistake's cost, in all tasks downstream, is bounded."""
    path = assignment.folder / "assignment.toml"
    for function in dict.fromkeys(each for task in assignment.tasks for each in task.upstream):
        tasks = [
            task
            for task in assignment.tasks
            if function in task.upstream and function not in task.functions
        ]
        most = sum((1 - assignment.share_of(task)) * task.points for task in tasks)
        if most > MOST_ELSEWHERE + _ROUNDING:
            numbers = ", ".join(task.number for task in tasks)
            points = sum(task.points for task in tasks)
            yield (
                f"{path}: a mistake in {spoken(function)} can cost {most:g} points in the tasks "
                f"that lean on it ({numbers}), though follow-through is to leave "
                f"{MOST_ELSEWHERE:g} at most. Raise their share, to "
                f"{1 - MOST_ELSEWHERE / points:.2f} for all of them, or the assignment's "
                "follow_through."
            )
