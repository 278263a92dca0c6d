"""Error carried forward: one mistake costs marks once.

A case that fails because of an earlier function (a gradient that uses a wrong softmax) is judged
again with the reference's in its place. If it passes then, a published share of its points counts.
"""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace

from gradus.assignment import Task
from gradus.judge.bench import Bench
from gradus.judge.question import run_question
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
    with closing(bench.mender):
        return tuple(_followed(tasks, share, questions, bench, cases, kept))


def _followed(
    tasks: tuple[Task, ...],
    share: float,
    questions: tuple[QuestionResult, ...],
    bench: Bench,
    cases: tuple[tuple[Case, ...], ...],
    kept: Collection[str],
) -> Iterator[QuestionResult]:
    wrong = {
        function
        for task, question in zip(tasks, questions, strict=True)
        for function in task.functions
        if question.score < question.possible or any(case.carried for case in question.cases)
    }
    for task, question, its_cases in zip(tasks, questions, cases, strict=True):
        mended = task.leans_on(wrong)
        if mended and question.score < question.possible and task.name not in kept:
            again = run_question(bench, its_cases, mended)
            pairs = zip(question.cases, again, strict=True)
            better = tuple(_better(*pair, mended, share) for pair in pairs)
            question = replace(question, cases=better)
        yield question


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
