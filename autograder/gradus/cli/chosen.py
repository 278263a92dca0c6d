"""Which tasks a run judges: `--task` and `--without-rated`."""

from collections.abc import Collection
from dataclasses import dataclass

from gradus.assignment import Assignment
from gradus.errors import UsageError


@dataclass(frozen=True)
class Chosen:
    """What was asked for: `tasks` by number (1.3) or name (task_1_3), none meaning all of them."""

    tasks: tuple[str, ...] = ()
    without_rated: bool = False

    def left_out(self, assignment: Assignment) -> frozenset[str]:
        """The names of the tasks that are not judged.

        Raises UsageError for a task that does not exist, or if no task would be judged.
        """
        known = {task.number: task.name for task in assignment.tasks}
        unknown = [each for each in self.tasks if each not in (*known, *known.values())]
        if unknown:
            raise UsageError(
                f"{assignment.name} has no task {' and no task '.join(unknown)}. It has "
                f"{', '.join(known)}."
            )
        wanted = {known.get(each, each) for each in self.tasks} or set(known.values())
        if self.without_rated:
            wanted -= rated(assignment)
        if not wanted:
            numbers = ", ".join(task.number for task in assignment.tasks if task.rating)
            raise UsageError(
                f"Nothing is left to judge: rated tasks of {assignment.name} are {numbers}. Name "
                "another with --task, or leave out --without-rated."
            )
        return frozenset(known.values()) - wanted


def rated(assignment: Assignment) -> frozenset[str]:
    """The names of the tasks that take a training."""
    return frozenset(task.name for task in assignment.tasks if task.rating)


def needs_no_training(assignment: Assignment, left_out: Collection[str]) -> bool:
    """Whether every task that takes a training is left out."""
    return rated(assignment) <= set(left_out)


def numbers_of(assignment: Assignment, names: Collection[str]) -> str:
    """The numbers of these tasks, for a sentence."""
    return ", ".join(task.number for task in assignment.tasks if task.name in names)


ALL = Chosen()
