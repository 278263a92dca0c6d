"""The same mistake again and again costs its full points once, and then a quarter."""

from dataclasses import replace

from gradus.results import CaseResult, QuestionResult, Status

REPEATED = 0.75
"""The share of a case's points that is kept where its mistake has been charged in full before."""

HABITS = frozenset(
    {
        *("summed", "divided", "doubled", "halved", "log2", "log10", "sign"),
        *("sign summed", "sign divided", "sign doubled", "sign halved"),
        *("transposed", "in place", "whole numbers", "wraps", "no ValueError"),
    }
)
"""Diagnoses of which one wrong idea makes many mistakes. A function that gives zeros is none."""


def charge_repeats_in_part(questions: tuple[QuestionResult, ...]) -> tuple[QuestionResult, ...]:
    """The questions, with three quarters of what a repeated mistake costs given back.

    Only where all that fails in a question fails by one and the same mistake: whatever else is
    wrong there costs in full.
    """
    charged: dict[str, str] = {}
    result = []
    for question in questions:
        found = {case.diagnosis for case in question.cases if _is_own(case)}
        (habit,) = found if len(found) == 1 else ("",)
        if habit in charged:
            cases = tuple(_in_part(case, charged[habit]) for case in question.cases)
            question = replace(question, cases=cases)
        elif habit in HABITS:
            charged[habit] = question.number
        result.append(question)
    return tuple(result)


def _is_own(case: CaseResult) -> bool:
    """Whether it fails by a mistake that is made here, and not in what the function calls."""
    return case.status is Status.FAILED and not case.carried


def _in_part(case: CaseResult, number: str) -> CaseResult:
    carried = round(REPEATED * case.points, 4)
    if not _is_own(case):
        return case
    said = f"The same mistake as in Task {number}: here it costs only {1 - REPEATED:.0%}."
    return replace(case, carried=carried, message=f"{said}\n{case.message}")
