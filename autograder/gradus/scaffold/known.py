"""What somebody who took a course before still knows of it, when it is given again."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gradus.assignment import Assignment, load_cases, readable_assignments
from gradus.errors import AssignmentError
from gradus_checks import Case


def still_known(course: Path) -> tuple[str, ...]:
    """A sentence for each thing that is the same for all who ever take the course.

    What depends on the secret is not: the inputs of hidden cases that draw them from `rng`.
    """
    return tuple(told for each in readable_assignments(course) for told in _known(each))


def _known(assignment: Assignment) -> Iterator[str]:
    name = assignment.name
    cases = list(_cases(assignment))
    public = sum(not case.hidden for _, case in cases)
    tasks = len(assignment.tasks)
    yield f"{name}: the solutions of {tasks} tasks, and {public} public cases with their numbers"
    fixed = [where for where, case in cases if case.hidden and "rng" not in case.parameters()]
    if fixed:
        yield f"{name}: hidden cases that draw nothing from rng: {'; '.join(fixed)}"
    for path in assignment.hidden_files():
        yield f"{name}: the hidden data {path.relative_to(assignment.course)}: render it anew"
    if assignment.rating and assignment.rating.still_known:
        yield f"{name}: {assignment.rating.still_known}"


def _cases(assignment: Assignment) -> Iterator[tuple[str, Case]]:
    for task in assignment.tasks:
        with suppress(AssignmentError):  # a draft, which nobody has seen yet
            source = load_cases(assignment.test_path(task))
            yield from ((f"{task.name}, {case.name}", case) for case in source.cases)
