"""A run that judges some tasks only: what becomes of the others."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from gradus.assignment import Assignment, Task
from gradus.gradebook.fingerprints import Grader
from gradus.results import NOT_JUDGED, CaseResult, QuestionResult, Record, Status

_TOLD = "Not judged yet: this task was left out when the others were graded."
IN_PART = "in part"
"""Stands in a record's fingerprint in the place of the grader's, where not all of it is by one."""


def standing_results(
    assignment: Assignment, left_out: Collection[str], record: Record | None
) -> dict[str, QuestionResult]:
    """The results of the tasks that are left out: those of a record of the same work, as they are.

    Without one a task is not judged yet, so that the mark is not final: never a zero.
    """
    known = {question.name: question for question in record.questions} if record else {}
    return {
        task.name: known.get(task.name) or _unjudged(task)
        for task in assignment.tasks
        if task.name in left_out
    }


def stale(
    assignment: Assignment,
    judged: Collection[str],
    judged_by: Mapping[str, str],
    record: Record | None,
    grader: Grader,
) -> frozenset[str]:
    """Of the tasks that are left out, those whose results a run of all tasks would judge anew.

    Those of another version, those downstream of what is `judged` now, and those whose points hang
    on whether the same mistake was made before.
    """
    others = [task for task in assignment.tasks if task.name not in judged]
    functions = {
        function for task in assignment.tasks if task.name in judged for function in task.functions
    }
    known = {question.name: question for question in record.questions} if record else {}

    def holds(task: Task) -> bool:
        question = known.get(task.name)
        return (
            question is not None
            and judged_by.get(task.name) == grader.tasks[task.name]
            and not task.leans_on(functions)
            and not any(case.diagnosis for case in question.cases)
        )

    return frozenset(task.name for task in others if not holds(task))


def with_left_out(
    record: Record, earlier: Record | None, left_out: Collection[str], assignment: Assignment
) -> Record:
    """The record with what an `earlier` one of the same work says of tasks that were left out."""
    if earlier is None:
        return record
    known = {one.name: one for one in earlier.questions if one.name in left_out}
    # A submission that could not be judged now has lost none of what was found out before.
    record = replace(record, questions=tuple(known.get(one.name, one) for one in record.questions))
    if not any(task.rating and task.name in left_out for task in assignment.tasks):
        return record
    # What a training gave besides points stands as these do.
    attention = (*record.attention, *earlier.suspicions)
    return replace(record, board=earlier.board, suspicions=earlier.suspicions, attention=attention)


def _unjudged(task: Task) -> QuestionResult:
    case = CaseResult(
        task.title, task.points, False, Status.UNCHECKED, _TOLD, _TOLD, cause=NOT_JUDGED
    )
    is_rated = task.rating is not None
    return QuestionResult(task.name, task.title, task.number, task.bonus, (case,), is_rated)
