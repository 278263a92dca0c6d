"""Error carried forward: one mistake costs marks once.

A case that fails because of an earlier function (a gradient that uses a wrong softmax) is judged
again with the reference's in its place. If it passes then, a published share of its points counts.
"""

from collections.abc import Collection
from dataclasses import replace

from gradus.assignment import Task
from gradus.judge.question import Bench, run_question
from gradus.results import CaseResult, QuestionResult, Status
from gradus_checks import Case


def follow_through(
    tasks: tuple[Task, ...],
    share: float,
    questions: tuple[QuestionResult, ...],
    bench: Bench,
    cases: tuple[tuple[Case, ...], ...],
    kept: Collection[str] = (),
) -> tuple[QuestionResult, ...]:
    """The questions, with what the mistakes of other questions have cost given back in part.

    Those called as in `kept` have been through this before.
    """
    wrong = {
        function
        for task, question in zip(tasks, questions, strict=True)
        for function in task.functions
        if question.score < question.possible or any(case.carried for case in question.cases)
    }
    followed = []
    for task, question, its_cases in zip(tasks, questions, cases, strict=True):
        mended = _to_mend(task, wrong)
        if mended and question.score < question.possible and task.name not in kept:
            again = run_question(bench, its_cases, mended)
            pairs = zip(question.cases, again, strict=True)
            better = tuple(_better(*pair, mended, share) for pair in pairs)
            question = replace(question, cases=better)
        followed.append(question)
    return tuple(followed)


def _to_mend(task: Task, wrong: set[str]) -> tuple[str, ...]:
    """What is wrong upstream; of a class all, as its methods lean on one another.

    But not of a class that the task itself is about: there each method stands for itself.
    """
    classes = set(map(_class_of, wrong)) - set(map(_class_of, task.functions)) - {""}
    return tuple(
        function
        for function in task.upstream
        if function in wrong or _class_of(function) in classes
    )


def _class_of(function: str) -> str:
    """Of "backprop.Linear.forward" it is "backprop.Linear", of a function of a module ""."""
    owner = function.rpartition(".")[0]
    return owner if "." in owner else ""


def _better(
    first: CaseResult, again: CaseResult, mended: tuple[str, ...], share: float
) -> CaseResult:
    if first.status is not Status.FAILED or again.status is not Status.PASSED or not share:
        return first
    names = " and ".join(function.split(".", 1)[1] for function in mended)
    said = (
        f"With a right {names} this passes: the mistake is made there and not here, so "
        f"{share:.0%} of the points count."
    )
    return replace(
        first, carried=round(share * first.points, 4), message=f"{said}\n{first.message}"
    )
