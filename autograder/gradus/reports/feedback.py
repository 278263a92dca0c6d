"""What a student may know of a record: the one place that decides it."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from gradus.marking import Mark, SoFar, unmarked
from gradus.reports.repeated import message_of, message_of_all
from gradus.reports.steps import steps_in_words
from gradus.reports.text import excerpt, printable
from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus_checks import Curves

_OUTPUT_LINES = 12  # enough to recognize one's own prints
_OUTPUT_WIDTH = 120  # a wide terminal's line
KEPT = 512
"""Pieces of feedback and pages that are made once: of a class' tasks, as most have solved them."""


@dataclass(frozen=True)
class CaseFeedback:
    """One case. `printed` is what the student's code wrote in a public case, told only once.

    `curves` show how a training went, told once, too.
    """

    name: str
    hidden: bool
    status: Status
    score: float
    points: float
    message: str
    printed: str
    curves: Curves = ()


@dataclass(frozen=True)
class TaskFeedback:
    """One task with its cases.

    `message` if it is the same for all of them; `listed` are those of which there is more to say.
    `score` is None, and no hidden case is there, until the points may be told; `curves` are of
    these cases.
    """

    heading: str
    bonus: bool
    score: float | None
    possible: float
    cases: tuple[CaseFeedback, ...]
    listed: tuple[CaseFeedback, ...]
    message: str
    curves: Curves = ()

    @property
    def is_clean(self) -> bool:
        """Whether every case passed, and there is nothing more to say."""
        if self.score is None:
            return False
        passed = all(case.status is Status.PASSED for case in self.cases)
        more = any(case.message or case.curves for case in self.cases)
        return passed and not self.message and not more

    def passed(self, *, hidden: bool) -> str:
        """How many of the public or hidden cases passed: `2/3`; nothing if there are none."""
        cases = [case for case in self.cases if case.hidden is hidden]
        passed = sum(case.status is Status.PASSED for case in cases)
        return f"{passed}/{len(cases)}" if cases else ""


@dataclass(frozen=True)
class Feedback:
    """A record as its student reads it: safe to print, without anything meant for staff.

    `message` if it is the same for all cases of all tasks, which then bear none. `judged` are the
    points that the judge gave, and `steps` those from there to the score, in words. `later` says
    which tasks all of these leave out, and until when; "" where it is none.
    """

    student: str
    assignment: str
    score: float
    possible: float
    tasks: tuple[TaskFeedback, ...]
    notes: tuple[str, ...]
    message: str
    judged: float
    steps: tuple[str, ...]
    is_final: bool
    later: str = ""

    @property
    def unchecked(self) -> int:
        """How many cases could not be checked, where nobody has settled the mark by now."""
        if self.is_final:
            return 0
        cases = (case for task in self.tasks for case in task.cases)
        return sum(case.status is Status.UNCHECKED for case in cases)


def student_view(record: Record, mark: Mark | None = None, *, for_staff: bool = False) -> Feedback:
    """Take from a record what the student may read: never a `detail`, nor a hidden case's output.

    `message` is what the judge has declared safe. Until the last deadline that is nothing of what a
    rating goes by, points included, as each answer tells who hands in again something of the
    hidden data, however it is rounded; `for_staff` it is there. Without a `mark` it is what was
    judged.
    """
    mark = mark or unmarked(record)
    if mark.so_far and not for_staff:
        return _until_the_deadline(record, mark.so_far)
    notes = [*record.notes]
    if record.superseded:
        notes.append(
            f"graded is {record.submitted_as}; what you handed in before does not count: "
            f"{', '.join(record.superseded)}"
        )
    told = _Told(whole=message_of_all(record.questions))
    entered = mark.scores
    return Feedback(
        student=printable(record.student),
        assignment=record.assignment,
        score=mark.score,
        possible=mark.possible,
        tasks=tuple(
            _task(question, told, entered.get(question.name)) for question in record.questions
        ),
        notes=tuple(map(printable, notes)),
        message=_readable(told.whole),
        judged=record.score,
        steps=steps_in_words(mark),
        is_final=mark.is_final,
    )


def _until_the_deadline(record: Record, so_far: SoFar) -> Feedback:
    """The view of the record without any hidden case of a rated task, and without its points."""
    rated = {one.name: one for one in record.questions if one.name in so_far.rated}
    questions = (
        replace(one, cases=one.public) if one.name in rated else one for one in record.questions
    )
    view = student_view(replace(record, questions=tuple(questions)), so_far.mark)
    told: set[Curves] = set()

    def task(question: QuestionResult, shown: TaskFeedback) -> TaskFeedback:
        if question.name not in rated:
            return shown
        # The code told these before it met anything hidden.
        curves = next((own for case in question.cases if (own := _curves(case, told))), ())
        return replace(shown, score=None, possible=question.possible, curves=curves)

    numbers = ", ".join(one.number for one in rated.values())
    return replace(
        view,
        tasks=tuple(map(task, record.questions, view.tasks)),
        judged=sum(one.score for one in record.questions if one.name not in rated),
        later=f"Not in these points: {numbers}. They are rated on hidden data, and what they have "
        f"earned is told after the last deadline, {so_far.until}.",
    )


@dataclass(frozen=True)
class _Told:
    """What the student has read so far: once is enough."""

    whole: str
    tasks: dict[str, str] = field(default_factory=dict)
    outputs: set[str] = field(default_factory=set)
    curves: set[Curves] = field(default_factory=set)


def _task(question: QuestionResult, told: _Told, entered: float | None) -> TaskFeedback:
    score = question.score if entered is None else entered
    if not told.whole and all(map(_is_clean, question.cases)):
        return _clean_task(question, score)
    return _task_of(question, told, score)


def _is_clean(case: CaseResult) -> bool:
    """Whether it passed, and there is nothing to say of it."""
    return case.status is Status.PASSED and not (case.message or case.curves)


@lru_cache(KEPT)
def _clean_task(question: QuestionResult, score: float) -> TaskFeedback:
    """One of which every case is clean. Half of a class may share it, so it is made once."""
    return _task_of(question, _Told(whole=""), score)


def _task_of(question: QuestionResult, told: _Told, score: float) -> TaskFeedback:
    common = message_of(question)
    shared = bool(common or told.whole)
    said: set[str] = set()
    cases = tuple(_case(case, "" if shared else _new(case, said), told) for case in question.cases)
    return TaskFeedback(
        heading=f"Task {question.number}: {question.title}",
        bonus=question.bonus,
        score=score,
        possible=question.possible,
        cases=cases,
        listed=tuple(case for case in cases if case.printed or not shared),
        message="" if told.whole else _of_task(common, question, told),
    )


def _of_task(message: str, question: QuestionResult, told: _Told) -> str:
    """The message of all cases of a task, or where it stands already."""
    if not message:
        return ""
    first = told.tasks.setdefault(message, question.number)
    return _readable(message) if first == question.number else f"The same as in Task {first}."


def _new(case: CaseResult, said: set[str]) -> str:
    """The message of a case, unless a case before it in the task had the same."""
    if not case.message:
        return ""
    if case.message in said:
        return "The same."
    said.add(case.message)
    return _readable(case.message)


def _case(case: CaseResult, message: str, told: _Told) -> CaseFeedback:
    return CaseFeedback(
        name=printable(case.name),
        hidden=case.hidden,
        status=case.status,
        score=case.score,
        points=case.points,
        message=message,
        printed=_printed(case, told.outputs),
        curves=_curves(case, told.curves),
    )


def _readable(message: str) -> str:
    return printable(message).strip()


def _curves(case: CaseResult, told: set[Curves]) -> Curves:
    """Those of a case, unless the same were `told` before."""
    if case.curves in told:
        return ()
    told.add(case.curves)
    return case.curves


def _printed(case: CaseResult, told: set[str]) -> str:
    """The output of a public case that failed, unless the same was `told` before."""
    if case.hidden or case.status is not Status.FAILED or case.output in told:
        return ""
    told.add(case.output)
    return excerpt(case.output, _OUTPUT_LINES, _OUTPUT_WIDTH)
