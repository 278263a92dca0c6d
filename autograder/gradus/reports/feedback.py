"""What a student may know of a record: the one place that decides it."""

from dataclasses import dataclass

from gradus.reports.text import excerpt, printable
from gradus.results import CaseResult, QuestionResult, Record, Status

_OUTPUT_LINES = 12
_OUTPUT_WIDTH = 120


@dataclass(frozen=True)
class CaseFeedback:
    """One case. `printed` is what the student's code wrote in a public case, told only once."""

    name: str
    hidden: bool
    status: Status
    score: float
    points: float
    message: str
    printed: str


@dataclass(frozen=True)
class TaskFeedback:
    """One task with its cases."""

    heading: str
    bonus: bool
    score: float
    possible: float
    cases: tuple[CaseFeedback, ...]

    def passed(self, *, hidden: bool) -> str:
        """How many of the public or hidden cases passed: `2/3`; nothing if there are none."""
        cases = [case for case in self.cases if case.hidden is hidden]
        passed = sum(case.status is Status.PASSED for case in cases)
        return f"{passed}/{len(cases)}" if cases else ""


@dataclass(frozen=True)
class Feedback:
    """A record as its student reads it: safe to print, without anything meant for staff."""

    student: str
    assignment: str
    score: float
    possible: float
    tasks: tuple[TaskFeedback, ...]
    notes: tuple[str, ...]

    @property
    def unchecked(self) -> int:
        """How many cases could not be checked: the mark is not final while there are any."""
        cases = (case for task in self.tasks for case in task.cases)
        return sum(case.status is Status.UNCHECKED for case in cases)


def student_view(record: Record) -> Feedback:
    """Take from a record what the student may read: never a `detail`, nor a hidden case's output.

    `message` is what the judge has declared safe.
    """
    notes = [*record.notes]
    if record.superseded:
        notes.append(
            f"graded is {record.submitted_as}; what you handed in before does not count: "
            f"{', '.join(record.superseded)}"
        )
    told: set[str] = set()
    return Feedback(
        student=printable(record.student),
        assignment=record.assignment,
        score=record.score,
        possible=record.possible,
        tasks=tuple(_task(question, told) for question in record.questions),
        notes=tuple(map(printable, notes)),
    )


def _task(question: QuestionResult, told: set[str]) -> TaskFeedback:
    return TaskFeedback(
        heading=f"Task {question.number}: {question.title}",
        bonus=question.bonus,
        score=question.score,
        possible=question.possible,
        cases=tuple(_case(case, told) for case in question.cases),
    )


def _case(case: CaseResult, told: set[str]) -> CaseFeedback:
    return CaseFeedback(
        name=printable(case.name),
        hidden=case.hidden,
        status=case.status,
        score=case.score,
        points=case.points,
        message="" if case.status is Status.PASSED else printable(case.message).strip(),
        printed=_printed(case, told),
    )


def _printed(case: CaseResult, told: set[str]) -> str:
    """The output of a public case that failed, unless the same was `told` before."""
    if case.hidden or case.status is not Status.FAILED or case.output in told:
        return ""
    told.add(case.output)
    return excerpt(case.output, _OUTPUT_LINES, _OUTPUT_WIDTH)
