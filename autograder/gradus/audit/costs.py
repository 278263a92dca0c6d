"""What one mistake costs: in the tasks that ask for its function, and in all others."""

from collections.abc import Iterable
from dataclasses import dataclass

from gradus.assignment import Assignment
from gradus.assignment.adding_up import MOST_ELSEWHERE
from gradus.results import QuestionResult

LEAST_WHERE_DEFEATED = 0.5
"""Of its task's points, for a mistake after which the function is of no use."""

_ROUNDING = 1e-6
"""Shares of points, which are told to four digits, do not add up exactly."""


@dataclass(frozen=True)
class Cost:
    """Points lost in the mistake's own tasks, and `other` ones.

    `own_share` is the largest part that one of its own tasks has lost.
    """

    own: float = 0.0
    other: float = 0.0
    own_share: float = 0.0

    @property
    def is_bounded(self) -> bool:
        """Whether it costs no more elsewhere than a mistake may."""
        return self.other <= MOST_ELSEWHERE + _ROUNDING

    @property
    def defeats(self) -> bool:
        """Whether it costs at least half of one of its own tasks."""
        return self.own_share >= LEAST_WHERE_DEFEATED - _ROUNDING


def cost_of(
    assignment: Assignment, module: str, function: str, questions: Iterable[QuestionResult]
) -> Cost:
    """What a mistake in `function` ("Linear.forward") has cost in these questions."""
    questions = tuple(questions)
    lost = {each.name: (each.possible - each.score, each.possible) for each in questions}
    own = own_questions(assignment, module, function, questions)
    return Cost(
        own=sum(points for name, (points, _) in lost.items() if name in own),
        other=sum(points for name, (points, _) in lost.items() if name not in own),
        own_share=max(
            (points / possible for name, (points, possible) in lost.items() if name in own),
            default=0.0,
        ),
    )


def own_questions(
    assignment: Assignment, module: str, function: str, questions: Iterable[QuestionResult]
) -> set[str]:
    """The names of those questions that are about a function and see what is wrong with it.

    Where none does, as with a helper that no task asks for, it is the one in which it costs most.
    """
    lost = {each.name: each.possible - each.score for each in questions}
    named = {task.name for task in assignment.own_tasks(f"{module}.{function}")}
    seen_in = {name for name in named if lost.get(name)}
    return seen_in or {max(lost, key=lost.__getitem__, default="")}
