"""All questions of a submission in two sittings: public cases first, and then the hidden ones.

Until the last public case is done, no process of the submission has met a hidden input: so nothing
hidden can be in anything that is shown of it, by whatever way a process might tell another. What
hidden cases print is shown to nobody.

In a sitting one worker answers the cases of all questions. Where one case is not passed, its
question is judged again alone, in a fresh worker, and that stands: nobody's question suffers by
another's crash, patch or leftover state. A worker stays for the second sitting if every public case
has passed, so that nothing else is started meanwhile, and if it keeps nothing of the first.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from gradus.assignment import Task
from gradus.judge.bench import Bench
from gradus.judge.examples import point_to_examples
from gradus.judge.follow_through import follow_through, mended_in_public
from gradus.judge.repeats import HABITS, charge_repeats_in_part
from gradus.judge.run import Run
from gradus.judge.verdict import case_result
from gradus.results import CaseResult, Known, QuestionResult, Status
from gradus_checks import Case

NOTHING = Known()

_MOST_STOPS = 2
"""In a sitting. Each costs time that the submission is not charged for: who stops more often is
judged question by question."""


def judge_questions(
    bench: Bench, numbers: Iterable[int], known: Known = NOTHING
) -> tuple[QuestionResult, ...]:
    """The questions of these `numbers`, from 0, each mistake among them charged once.

    Rated tasks are judged alone, always: a training is one of its own worker's. They come between,
    so that the first of them has met nothing hidden either.
    """
    chosen = [(bench.assignment.tasks[number], bench.cases[number]) for number in numbers]
    kept, assignment = _standing(known), bench.assignment
    again = {task.name: cases for task, cases in chosen if task.name not in kept}
    opened = [_Open(*each, Run(bench, each[1])) for each in chosen if each[0].name in again]
    rated = [each for each in opened if each.task.rating]
    others = [each for each in opened if not each.task.rating]
    tasks = tuple(task for task, _ in chosen)
    with closing(bench.mender), closing(_Together(bench, others)) as together:
        together.sit(hidden=False)
        if rated or not together.may_stay():
            together.close()
        _sit(others, hidden=False)
        _sit(rated, hidden=False)
        # Here, while this still holds of all: nothing has met a hidden input.
        public = {name: question.public for name, question in kept.items()}
        public |= {each.task.name: each.results_of(hidden=False) for each in opened}
        followed = [(o.task, o.cases) for o in opened if assignment.share_of(o.task)]
        mended = mended_in_public(tasks, public, bench, followed)
        _sit(rated, hidden=True)
        together.sit(hidden=True)
        together.close()
        _sit(others, hidden=True)
        results = {each.task.name: each.result() for each in opened}
        questions = tuple(kept.get(task.name) or results[task.name] for task in tasks)
        result = tuple(follow_through(assignment, tasks, questions, bench, again, mended))
    return charge_repeats_in_part(result)


def question_result(task: Task, cases: tuple[CaseResult, ...]) -> QuestionResult:
    """The results of a task's cases as a question's."""
    is_rated = task.rating is not None
    return QuestionResult(task.name, task.title, task.number, task.bonus, cases, is_rated)


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

    def is_open(self, hidden: bool) -> bool:
        """Whether a case of this half has no result yet."""
        return any(case not in self.results for case in self.half(hidden))

    def results_of(self, hidden: bool) -> tuple[CaseResult, ...]:
        """Those of one half, in its order."""
        return tuple(self.results[case] for case in self.half(hidden))

    def result(self) -> QuestionResult:
        """That of the whole question."""
        cases = tuple(self.results[case] for case in self.cases)
        return question_result(self.task, point_to_examples(cases))


class _Together:
    """The worker that answers for all questions, unless they are judged strictly."""

    def __init__(self, bench: Bench, questions: Sequence[_Open]) -> None:
        self._questions = () if bench.strict else questions
        cases = tuple(case for question in self._questions for case in question.cases)
        self._run = Run(bench, cases, together=True)

    def sit(self, *, hidden: bool) -> None:
        """Judge one half of the questions, and leave open in which something is not settled."""
        stops = 0
        for question in self._questions:
            if stops >= _MOST_STOPS or question.alone.is_stopped:
                continue
            settled = {}
            for case in question.half(hidden):
                judged = self._run.judge(case)
                if not judged.verdict.settled:
                    stops += judged.verdict.stopped
                    break
                settled[case] = case_result(case, *judged)
            else:
                question.results.update(settled)

    def may_stay(self) -> bool:
        """Whether the second sitting can go on where the first has ended."""
        every = (each.results.get(case) for each in self._questions for case in each.half(False))
        passed = all(result and result.status is Status.PASSED for result in every)
        return passed and self._run.is_as_new()

    def close(self) -> None:
        """End the worker. The next case gets a new one."""
        self._run.close()


def _sit(questions: Sequence[_Open], *, hidden: bool) -> None:
    """Judge alone, one after the other, what is open in one half of these questions."""
    for question in questions:
        if question.is_open(hidden):
            with closing(question.alone) as alone:
                for case in question.half(hidden):
                    question.results[case] = case_result(case, *alone.judge(case))


def _standing(known: Known) -> dict[str, QuestionResult]:
    """The results that need no judging. What a mistake costs that may repeat hangs on others."""
    kept = {name: each for name, each in known.kept.items() if not _has_a_habit(each)}
    return {**kept, **known.left_out}


def _has_a_habit(question: QuestionResult) -> bool:
    return any(case.diagnosis in HABITS for case in question.cases)
