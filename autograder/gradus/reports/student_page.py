"""One student's work as an HTML page: what the student reads, and for staff what lies behind it."""

from dataclasses import dataclass
from functools import lru_cache
from textwrap import dedent
from typing import TYPE_CHECKING

from gradus.marking import Mark
from gradus.reports.feedback import KEPT, Feedback, TaskFeedback, student_view
from gradus.reports.page import piece, rendered
from gradus.reports.text import printable
from gradus.results import CaseResult, QuestionResult, Record, Status

if TYPE_CHECKING:
    from markupsafe import Markup

_PIECES = "student_tasks.html.j2"
_HINT = "Hint: "
_SIGNS = {
    Status.PASSED: "✓ passed",
    Status.PARTIAL: "◐ in part",
    Status.FAILED: "✗ failed",
    Status.UNCHECKED: "? could not be checked",
}


@dataclass(frozen=True)
class _Behind:
    """What only staff read of a case."""

    name: str
    status: str
    explained: str
    output: str
    cause: str
    seconds: float


def student_pages(record: Record, mark: Mark | None = None) -> tuple[str, str]:
    """The student's page, in which nothing is for staff only; and staff's, with all details.

    Without a `mark` it is what was judged.
    """
    feedback = whole = student_view(record, mark)
    if mark and mark.so_far:
        whole = student_view(record, mark, for_staff=True)
    behind = {
        f"Task {question.number}: {question.title}": _behind(question)
        for question in record.questions
    }
    return _page(feedback), _page(whole, record, behind, feedback.later)


def _page(
    feedback: Feedback,
    record: Record | None = None,
    behind: dict[str, list[_Behind]] | None = None,
    later: str = "",
) -> str:
    return rendered(
        "student_page.html.j2",
        feedback=feedback,
        signs=_SIGNS,
        rows=map(_row, feedback.tasks),
        clean=[_clean_task(task) for task in feedback.tasks if task.is_clean],
        parts=_parts,
        behind=behind,
        record=record,
        later=later,
    )


@lru_cache(KEPT)
def _row(task: TaskFeedback) -> "Markup":
    """The task in the table of points. Half of a class may share it, so it is made once."""
    return piece(_PIECES, "row")(task)


@lru_cache(KEPT)
def _clean_task(task: TaskFeedback) -> "Markup":
    """The cases of a task without a fault, made once, too."""
    return piece(_PIECES, "clean_task")(task, _SIGNS)


@dataclass(frozen=True)
class _Message:
    """The parts of a case's message: the cause, what was seen, and what helps on."""

    cause: str
    seen: str
    hint: str


def _parts(message: str) -> _Message:
    told, _, hint = f"\n{message}".partition(f"\n{_HINT}")
    cause, _, seen = told.strip("\n").partition("\n")
    return _Message(cause, dedent(seen), hint)


def _behind(question: QuestionResult) -> list[_Behind]:
    return [
        _case_behind(case)
        for case in question.cases
        if case.status is not Status.PASSED or case.detail
    ]


def _case_behind(case: CaseResult) -> _Behind:
    return _Behind(
        name=printable(case.name),
        status=str(case.status),
        explained=printable(case.explained),
        output=printable(case.output),
        cause=printable(case.cause.text) if case.cause else case.diagnosis,
        seconds=case.seconds,
    )
