"""Records to report on."""

from dataclasses import replace
from typing import Any

from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus_checks import Measured

HIDDEN_DETAIL = "expected 42.125"
HIDDEN_OUTPUT = "z is [3.75]"


def question(number: str, *cases: CaseResult, bonus: bool = False) -> QuestionResult:
    name = "task_" + number.replace(".", "_")
    return QuestionResult(name, f"Loss {number}", number, bonus, cases)


def passed(name: str, points: float = 4.0, *, hidden: bool = False) -> CaseResult:
    return CaseResult(name, points, hidden, Status.PASSED, output="noise")


def failed(name: str, points: float = 4.0, message: str = "It is 5 times too large.") -> CaseResult:
    return CaseResult(name, points, False, Status.FAILED, message, "detail", "loss is 3.5\n")


def failed_hidden(name: str, points: float = 2.0) -> CaseResult:
    return CaseResult(
        name, points, True, Status.FAILED, "It has the wrong shape.", HIDDEN_DETAIL, HIDDEN_OUTPUT
    )


def unchecked(name: str, points: float = 4.0) -> CaseResult:
    told = "The machine was too busy."
    return CaseResult(name, points, False, Status.UNCHECKED, told, "/grader/path")


MESSAGE = "Named right: about 76% (95% interval 72% to 80%)."
CURVES = (("training part", (0.25, 0.875)), ("validation part", (0.25, 0.625)))


def rated_question(number: str, points: float, accuracy: float = 0.7625) -> QuestionResult:
    """A public case, and a rated one with so many of 8 points."""
    status = Status.PASSED if points == 8 else Status.PARTIAL if points else Status.FAILED
    measured = Measured(accuracy, accuracy - 0.04, accuracy + 0.04, 0.125)
    rated = CaseResult(
        *("Unheard", 8.0, True, status, MESSAGE, HIDDEN_DETAIL, HIDDEN_OUTPUT),
        rated=points,
        measured=measured,
        curves=CURVES,
    )
    return replace(question(number, passed("Small", 2.0), rated), is_rated=True)


def record(student: str, *questions: QuestionResult, **more: Any) -> Record:
    return Record(
        student=student,
        assignment="hw1",
        fingerprint="f",
        submitted_as=str(more.pop("submitted_as", f"{student}.zip")),
        isolation="namespaces",
        questions=questions,
        **more,
    )


def typical(student: str = "ada", **more: Any) -> Record:
    """4 of 10 in task 1.1, 8 of 8 in task 1.2."""
    return record(
        student,
        question("1.1", passed("Worked"), failed("Table"), failed_hidden("Batches")),
        question("1.2", passed("Worked"), passed("Batches", hidden=True)),
        **more,
    )
