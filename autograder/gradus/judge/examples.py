"""Where a hidden case fails and nothing names the cause: the public example to begin with."""

from dataclasses import replace

from gradus.results import CaseResult, Status
from gradus_checks.diagnosis import DESCRIPTIONS


def point_to_examples(cases: tuple[CaseResult, ...]) -> tuple[CaseResult, ...]:
    """The cases of one question, in which such hidden ones name the smallest public one that fails.

    The smallest is the one of which the least need be shown. If the public ones pass, that is said.
    """
    public = [case for case in cases if not case.hidden]
    failing = [case for case in public if case.status is Status.FAILED and case.detail]
    if failing:
        smallest = min(failing, key=lambda case: len(case.detail))
        told = f"The public case “{smallest.name}” fails too, and shows its numbers: begin there."
    elif all(case.status is Status.PASSED for case in public):
        told = "The public cases of this task pass: try other numbers than theirs."
    else:
        return cases
    return tuple(_told(case, told) if _unnamed(case) else case for case in cases)


def _unnamed(case: CaseResult) -> bool:
    return case.hidden and case.status is Status.FAILED and case.diagnosis in DESCRIPTIONS


def _told(case: CaseResult, told: str) -> CaseResult:
    return replace(case, message=f"{case.message}\n{told}")
