"""One message for many cases, as of a zip that does not open: said once, not under each of them."""

from collections.abc import Iterable

from gradus.results import CaseResult, QuestionResult, Status


def message_of_all(questions: tuple[QuestionResult, ...]) -> str:
    """The one message under which every case of all questions failed; "" if there is none."""
    if len(questions) < 2:
        return ""
    return _common(case for question in questions for case in question.cases)


def message_of(question: QuestionResult) -> str:
    """The one message under which every case of a question failed; "" if there is none."""
    return _common(question.cases) if len(question.cases) > 1 else ""


def _common(cases: Iterable[CaseResult]) -> str:
    messages = {"" if case.status is Status.PASSED else case.message for case in cases}
    return messages.pop() if len(messages) == 1 else ""
