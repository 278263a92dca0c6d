"""One student's work as an HTML page: what the student reads, and for staff what lies behind it."""

from dataclasses import dataclass

from gradus.reports.feedback import CaseFeedback, student_view
from gradus.reports.page import rendered
from gradus.reports.text import printable
from gradus.results import CaseResult, QuestionResult, Record, Status

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


def feedback_page(record: Record) -> str:
    """The student's page: nothing of it is for staff only."""
    return _page(record, None)


def staff_page(record: Record) -> str:
    """The same page with staff's details behind folds."""
    behind = {
        f"Task {question.number}: {question.title}": _behind(question)
        for question in record.questions
    }
    return _page(record, behind)


def _page(record: Record, behind: dict[str, list[_Behind]] | None) -> str:
    return rendered(
        "student_page.html.j2",
        feedback=student_view(record),
        signs=_SIGNS,
        first=_first,
        behind=behind,
        record=record if behind is not None else None,
    )


def _first(case: CaseFeedback) -> tuple[str, str]:
    """The cause, and after it what helps on: the rest of the message."""
    head, _, rest = case.message.partition("\n")
    return head, rest.strip("\n")


def _behind(question: QuestionResult) -> list[_Behind]:
    return [_case_behind(case) for case in question.cases if case.status is not Status.PASSED]


def _case_behind(case: CaseResult) -> _Behind:
    return _Behind(
        name=printable(case.name),
        status=str(case.status),
        explained=printable(case.explained),
        output=printable(case.output),
        cause=printable(case.cause.text) if case.cause else case.diagnosis,
        seconds=case.seconds,
    )
