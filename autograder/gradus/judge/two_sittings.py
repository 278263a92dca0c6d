"""All questions of a submission in two sittings: public cases first, and then the hidden ones.

Until the last public case is done, no process of the submission has met a hidden input: so nothing
hidden can be in anything that is shown of it, by whatever way a process might tell another. What
hidden cases print is shown to nobody.

In a sitting one worker answers the cases of all questions. Where one case is not passed, its
question is judged again alone, in a fresh worker, and that stands: nobody's question suffers by
another's crash, patch or leftover state.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gradus.assignment import Task
from gradus.judge.bench import Bench
from gradus.judge.run import Run
from gradus.results import CaseResult
from gradus_checks import Case

_MOST_STOPS = 2
"""In a sitting. Each costs time that the submission is not charged for: who stops more often is
judged question by question."""


def judge_in_two_sittings(
    bench: Bench,
    questions: Sequence[tuple[Task, tuple[Case, ...]]],
    before_hidden: Callable[[list[tuple[CaseResult, ...]]], None],
    *,
    strict: bool,
) -> list[tuple[CaseResult, ...]]:
    """The results of each question's cases, in their order. `strict`: each question is alone.

    Rated tasks are, always: a training is one of its own worker's. They come between, so that the
    first of them has met nothing hidden either. `before_hidden` gets each question's public results
    while that still holds of all.
    """
    all_open = [_Open(task, cases, Run(bench, cases)) for task, cases in questions]
    rated = [each for each in all_open if each.task.rating]
    others = [each for each in all_open if not each.task.rating]
    _sit(bench, others, hidden=False, strict=strict)
    for question in rated:
        question.judge_alone(hidden=False)
    before_hidden([each.results_of(each.half(hidden=False)) for each in all_open])
    for question in rated:
        question.judge_alone(hidden=True)
    _sit(bench, others, hidden=True, strict=strict)
    return [each.results_of(each.cases) for each in all_open]


@dataclass(frozen=True)
class _Open:
    """A question under way. `alone` judges it by itself, and remembers how often that stopped."""

    task: Task
    cases: tuple[Case, ...]
    alone: Run
    results: dict[Case, CaseResult] = field(default_factory=dict)

    def half(self, hidden: bool) -> Iterator[Case]:
        """Its public or its hidden cases."""
        return (case for case in self.cases if case.hidden == hidden)

    def results_of(self, cases: Iterable[Case]) -> tuple[CaseResult, ...]:
        """In their order."""
        return tuple(self.results[case] for case in cases)

    def judge_alone(self, hidden: bool) -> None:
        """Judge one half in a fresh worker."""
        try:
            for case in self.half(hidden):
                self.results[case] = self.alone.judge(case).result
        finally:
            self.alone.finish()


def _sit(bench: Bench, questions: Sequence[_Open], *, hidden: bool, strict: bool) -> None:
    """Judge one half of all these questions."""
    if not strict:
        _judge_together(bench, questions, hidden)
    for question in questions:
        if not all(case in question.results for case in question.half(hidden)):
            question.judge_alone(hidden)


def _judge_together(bench: Bench, questions: Sequence[_Open], hidden: bool) -> None:
    """Judge one half of them in one worker, and keep what is settled as a whole."""
    cases = tuple(case for question in questions for case in question.half(hidden))
    run = Run(bench, cases, together=True)
    stops = 0
    try:
        for question in questions:
            if stops < _MOST_STOPS and not question.alone.is_stopped:
                stops += _is_stopped_in(run, question, hidden)
    finally:
        run.finish()


def _is_stopped_in(run: Run, question: _Open, hidden: bool) -> bool:
    """Judge a question as far as it is settled, and say whether it ended the worker."""
    results = {}
    for case in question.half(hidden):
        judgement = run.judge(case)
        if not judgement.settled:
            return judgement.stopped
        results[case] = judgement.result
    question.results.update(results)
    return False
