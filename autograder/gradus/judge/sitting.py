"""Questions of one submission, judged one by one or all with what follows from one another."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from gradus.assignment import Assignment, Task
from gradus.judge.bench import Bench
from gradus.judge.examples import point_to_examples
from gradus.judge.follow_through import Mended, follow_through, mended_in_public
from gradus.judge.question import each_result
from gradus.judge.repeats import HABITS, charge_repeats_in_part
from gradus.judge.two_sittings import judge_in_two_sittings
from gradus.results import CaseResult, Known, QuestionResult
from gradus_checks import Case

NOTHING = Known()


@dataclass(frozen=True)
class Sitting:
    """One submission on the bench. Questions are numbered as the assignment's tasks, from 0.

    `strict`: each of them has workers of its own.
    """

    assignment: Assignment
    bench: Bench
    cases_of: Callable[[int], tuple[Case, ...]]
    strict: bool = False

    def every_question(self, known: Known, *, rated: bool) -> tuple[QuestionResult, ...]:
        """All questions, but without what rates them no rated one of which nothing is known."""
        numbers = (
            number
            for number, task in enumerate(self.assignment.tasks)
            if rated or task.rating is None or task.name in known.left_out
        )
        return self.questions(numbers, known)

    def questions(
        self, numbers: Iterable[int], known: Known = NOTHING
    ) -> tuple[QuestionResult, ...]:
        """These questions, each mistake among them charged once."""
        numbers, kept = tuple(numbers), _standing(known)
        tasks = tuple(self.assignment.tasks[number] for number in numbers)
        cases = tuple(self.cases_of(number) for number in numbers)
        pairs = [pair for pair in zip(tasks, cases, strict=True) if pair[0].name not in kept]
        share = self.assignment.follow_through
        mended: dict[str, Mended] = {}

        def before_hidden(results: list[tuple[CaseResult, ...]]) -> None:
            if share:
                public = {name: question.public for name, question in kept.items()}
                public |= {task.name: each for (task, _), each in zip(pairs, results, strict=True)}
                mended.update(mended_in_public(tasks, public, self.bench, pairs))

        with closing(self.bench.mender):
            judged = self._judged(pairs, before_hidden)
            questions = tuple(kept.get(task.name) or judged[task.name] for task in tasks)
            again = {task.name: each for task, each in pairs}
            followed = tuple(follow_through(tasks, share, questions, self.bench, again, mended))
        return charge_repeats_in_part(followed)

    def _judged(
        self,
        pairs: list[tuple[Task, tuple[Case, ...]]],
        before_hidden: Callable[[list[tuple[CaseResult, ...]]], None],
    ) -> dict[str, QuestionResult]:
        results = judge_in_two_sittings(self.bench, pairs, before_hidden, strict=self.strict)
        return {
            task.name: question_result(task, point_to_examples(each))
            for (task, _), each in zip(pairs, results, strict=True)
        }

    def results(self, number: int, which: Callable[[Case], bool]) -> Iterator[CaseResult]:
        """The results of those of a question's cases, each as soon as it is judged."""
        cases = tuple(filter(which, self.cases_of(number)))
        return (result for _, result in each_result(self.bench, cases))


def question_result(task: Task, cases: tuple[CaseResult, ...]) -> QuestionResult:
    """The results of a task's cases as a question's."""
    return QuestionResult(task.name, task.title, task.number, task.bonus, cases)


def _standing(known: Known) -> dict[str, QuestionResult]:
    """The results that need no judging. What a mistake costs that may repeat hangs on others."""
    kept = {name: each for name, each in known.kept.items() if not _has_a_habit(each)}
    return {**kept, **known.left_out}


def _has_a_habit(question: QuestionResult) -> bool:
    return any(case.diagnosis in HABITS for case in question.cases)
