"""Error carried forward: one mistake costs marks once.

A case that fails because of an earlier function (a gradient that uses a wrong softmax) is judged
again with the reference's in its place. If it passes then, a published share of its points counts.

Public cases, which students read at once, are judged again before the submission has met a hidden
input. Which functions fail hidden cases is not known then: where those that are known to be wrong
do not explain a failure, all upstream are taken out, which counts if one of them proves wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from gradus.assignment import Assignment, Task
from gradus.judge.bench import Bench
from gradus.judge.causes import NOT_WRITTEN
from gradus.judge.mended_runs import MendedRuns
from gradus.judge.question import each_result
from gradus.results import CaseResult, QuestionResult, Status
from gradus_checks import Case

Question = tuple[Task, tuple[Case, ...]]


@dataclass(frozen=True)
class Again:
    """A failed case, once functions upstream are `mended`: its `result` then."""

    mended: tuple[str, ...]
    result: CaseResult

    @property
    def passes(self) -> bool:
        """Whether nothing but these functions made it fail."""
        return self.result.status is Status.PASSED


Retried = dict[str, Again]
"""By the names of the cases."""


def mended_in_public(
    tasks: Iterable[Task],
    public: Mapping[str, tuple[CaseResult, ...]],
    bench: Bench,
    questions: Iterable[Question],
) -> dict[str, Retried]:
    """By task: the failed public cases of these questions, once others' mistakes are gone.

    `public` are the results by task, of all `tasks` of which there are any.
    """
    judged = {function for task in tasks for function in task.functions}
    wrong = {
        function
        for task in tasks
        for function in task.functions
        if any(each.score < each.points for each in public.get(task.name, ()))
    }

    def sets_of(task: Task) -> Iterable[tuple[str, ...]]:
        # Where none of them is judged, as where only some tasks are, none can prove wrong.
        every = task.upstream if task.leans_on(judged) else ()
        return dict.fromkeys((task.leans_on(wrong), every))

    retried: dict[str, Retried] = {}
    with closing(MendedRuns(bench)) as runs:
        for task, cases in questions:
            failed = _can_be_mended(task, public[task.name])
            sets = sets_of(task) if failed else ()
            retried[task.name] = _mended_in_public(failed, runs, cases, sets)
    return retried


def _mended_in_public(
    failed: set[str],
    runs: MendedRuns,
    cases: tuple[Case, ...],
    sets: Iterable[tuple[str, ...]],
) -> Retried:
    retried: Retried = {}
    for mended in sets:
        if mended and failed:
            public = tuple(case for case in cases if not case.hidden and case.name in failed)
            again = _retried(runs, public, mended)
            # What remains is told by the smallest set: the first.
            retried = again | retried | {n: a for n, a in again.items() if a.passes}
            failed -= {name for name, each in again.items() if each.passes}
    return retried


def follow_through(
    assignment: Assignment,
    tasks: tuple[Task, ...],
    questions: tuple[QuestionResult, ...],
    bench: Bench,
    cases: Mapping[str, tuple[Case, ...]],
    in_public: Mapping[str, Retried],
) -> Iterator[QuestionResult]:
    """The questions of `tasks`, with what mistakes of other questions have cost given back in part.

    `cases` and `in_public` are those of the tasks that have not been through this before.
    """
    wrong = {
        function
        for task, question in zip(tasks, questions, strict=True)
        for function in task.functions
        if question.score < question.possible or any(case.carried for case in question.cases)
    }
    with closing(MendedRuns(bench)) as runs:
        for task, question in zip(tasks, questions, strict=True):
            mended, share = task.leans_on(wrong), assignment.share_of(task)
            if share and mended and task.name in cases:
                hidden = (each for each in question.cases if each.hidden)
                failed = _can_be_mended(task, hidden)
                again = (each for each in cases[task.name] if each.hidden and each.name in failed)
                retried = in_public[task.name] | _retried(runs, tuple(again), mended)
                question = replace(
                    question, cases=tuple(_carried(question.cases, retried, mended, share))
                )
                if task.rating:
                    question = _rated_again(question, bench, cases[task.name], mended, share)
            yield question


def _rated_again(
    question: QuestionResult,
    bench: Bench,
    cases: tuple[Case, ...],
    mended: tuple[str, ...],
    share: float,
) -> QuestionResult:
    """The better of its rating and a share of what it reaches with `mended` functions.

    Nobody reads what the code says then: the submission has met hidden inputs.
    """
    low = {case.name for case in question.cases if case.hidden and case.score < share * case.points}
    again = tuple(case for case in cases if case.name in low)
    if not again or bench.rated_with is None:
        return question
    reached = {
        each.name: share * each.score for each in each_result(bench.rated_with(mended), again)
    }
    better = (
        _rated_higher(case, round(reached[case.name], 4), mended, share)
        if reached.get(case.name, 0) > case.score
        else case
        for case in question.cases
    )
    return replace(question, cases=tuple(better))


def _rated_higher(
    case: CaseResult, points: float, mended: tuple[str, ...], share: float
) -> CaseResult:
    said = (
        f"With a right {_names(mended)} your work reaches more: "
        f"{_part(share)} it earns then counts."
    )
    message = f"{said}\n{case.message}"
    return replace(case, status=Status.PARTIAL, rated=points, carried=0.0, message=message)


def _part(share: float) -> str:
    return "all that" if share >= 1 else f"{share:.0%} of what"


def _names(mended: Iterable[str]) -> str:
    return " and ".join(each.split(".", 1)[1] for each in mended)


def _can_be_mended(task: Task, results: Iterable[CaseResult]) -> set[str]:
    """The names of the cases that failed by something else than that the task is not begun.

    A stub says its own task's number, and raises that whatever the functions upstream do.
    """
    begun = (
        each
        for each in results
        if each.cause != NOT_WRITTEN or not each.detail.startswith(f"Task {task.number}: ")
    )
    return {each.name for each in begun if each.status is Status.FAILED}


def _retried(runs: MendedRuns, cases: tuple[Case, ...], mended: tuple[str, ...]) -> Retried:
    """Nobody reads what they print."""
    results = runs.each_result(cases, mended) if cases else ()
    return {result.name: Again(mended, result) for result in results}


def _carried(
    cases: Iterable[CaseResult], retried: Retried, wrong: tuple[str, ...], share: float
) -> Iterator[CaseResult]:
    """With what passes then carried, and what fails then as the mistake that remains.

    `wrong` are those functions upstream that have proved to be.
    """
    for case in cases:
        again = retried.get(case.name)
        if case.status is Status.FAILED and again:
            blamed = again.mended if set(again.mended) <= set(wrong) else wrong
            with_right = f"With a right {_names(blamed)}"
            if again.passes:
                case = replace(
                    case,
                    carried=round(share * case.points, 4),
                    message=f"{with_right} this passes: the mistake is made there and not here, so "
                    f"{_part(share)} it is worth counts.\n{case.message}",
                )
            elif again.result.diagnosis not in ("", case.diagnosis):
                remains, _, _ = again.result.message.partition("\n")
                case = replace(
                    case,
                    diagnosis=again.result.diagnosis,
                    about=again.result.about,
                    message=f"{with_right} another mistake remains: {remains}\n{case.message}",
                )
        yield case
