"""Questions of one submission, judged one by one or all with what follows from one another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gradus.assignment import Assignment, Task
from gradus.judge.follow_through import follow_through
from gradus.judge.question import Bench, each_result, run_question
from gradus.judge.repeats import HABITS, charge_repeats_in_part
from gradus.results import CaseResult, QuestionResult
from gradus_checks import Case


@dataclass(frozen=True)
class Sitting:
    """One submission on the bench. Questions are numbered as the assignment's tasks, from 0."""

    assignment: Assignment
    bench: Bench
    cases_of: Callable[[int], tuple[Case, ...]]

    def questions(
        self, numbers: Iterable[int], kept: Mapping[str, QuestionResult] = MappingProxyType({})
    ) -> tuple[QuestionResult, ...]:
        """These questions, each mistake among them charged once.

        Of those in `kept`, judged before, what stands for itself is taken over: what a mistake
        costs that may repeat hangs on the other questions.
        """
        numbers = tuple(numbers)
        kept = {name: question for name, question in kept.items() if not _has_a_habit(question)}
        tasks = tuple(self.assignment.tasks[number] for number in numbers)
        cases = tuple(self.cases_of(number) for number in numbers)
        questions = tuple(
            kept.get(task.name) or question_result(task, run_question(self.bench, each))
            for task, each in zip(tasks, cases, strict=True)
        )
        share = self.assignment.follow_through
        followed = follow_through(tasks, share, questions, self.bench, cases, kept)
        return charge_repeats_in_part(followed)

    def results(self, number: int, which: Callable[[Case], bool]) -> Iterator[CaseResult]:
        """The results of those of a question's cases, each as soon as it is judged."""
        cases = tuple(filter(which, self.cases_of(number)))
        return (result for _, result in each_result(self.bench, cases))


def question_result(task: Task, cases: tuple[CaseResult, ...]) -> QuestionResult:
    """The results of a task's cases as a question's."""
    return QuestionResult(task.name, task.title, task.number, task.bonus, cases)


def _has_a_habit(question: QuestionResult) -> bool:
    return any(case.diagnosis in HABITS for case in question.cases)
