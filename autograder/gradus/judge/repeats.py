"""The same mistake again and again costs its full points once, and then a quarter.

That holds within a question, and for habits from question to question. What is wrong with a result
in one case, and is named there, is what is wrong with it in the others, where only its traces are
seen. Who has made mistakes in half of a task loses at least half of its points: what defeats a
function's purpose is never cheap.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

from gradus.results import CaseResult, QuestionResult, Status
from gradus_checks.diagnosis import DESCRIPTIONS

REPEATED = 0.75
"""The share of a case's points that is kept where its mistake has been charged in full before."""

LEAST = 0.5
"""Of a question's points, lost at least where cases worth so much of it fail."""

_STEP = 0.05
"""Shares that are told are rounded to it, down, so that half of the points is lost at least."""

HABITS = frozenset(
    {
        *("summed", "divided", "doubled", "halved", "log2", "log10", "sign"),
        *("sign summed", "sign divided", "sign doubled", "sign halved"),
        *("transposed", "in place", "whole numbers", "wraps", "no ValueError", "borders"),
    }
)
"""Diagnoses of which one wrong idea makes many mistakes. A function that gives zeros is none."""

_TRACES = frozenset(
    {"scaled", "sign scaled", "shifted", "not zero", "rows", "entries", "shape", "unknown"}
)
"""What a mistake leaves behind where its numbers do not tell it: no zeros, which anybody can give,
and nothing that has causes of its own, such as rounding and infinity."""

_SAME_FACTOR = {
    **dict.fromkeys(("doubled", "two", "summed"), "summed"),
    **dict.fromkeys(("halved", "divided"), "divided"),
    **dict.fromkeys(("sign doubled", "sign two", "sign summed"), "sign summed"),
    **dict.fromkeys(("sign halved", "sign divided"), "sign divided"),
}
"""Within a question: a missing 1/n is a factor 2 where n is 2."""


def charge_repeats_in_part(questions: tuple[QuestionResult, ...]) -> tuple[QuestionResult, ...]:
    """The questions, with three quarters of what a repeated mistake costs given back.

    From question to question only where all that fails in one fails by one and the same habit:
    whatever else is wrong there costs in full.
    """
    charged: dict[str, str] = {}
    result = []
    for question in questions:
        mistakes = _mistakes(question.cases)
        (habit,) = _habits(mistakes) if len(mistakes) == 1 else ("",)
        if habit in charged:
            cases = tuple(_in_part(case, f"in Task {charged[habit]}") for case in question.cases)
            question = replace(question, cases=cases)
        else:
            question = _charged_once(question, mistakes)
            if habit:
                charged[habit] = question.number
        result.append(question)
    return tuple(result)


def _mistakes(cases: Iterable[CaseResult]) -> dict[str, list[CaseResult]]:
    """The own failed cases by the mistake that they fail by; what has no name stands alone."""
    own = [case for case in cases if _is_own(case)]
    named = {case: _name(case) for case in own if _name(case)}
    mistakes: dict[str, list[CaseResult]] = {}
    for case in own:
        # Numbers that do not tell leave it to the cases about the same result that do.
        same = {
            name for other, name in named.items() if other is not case and _is_trace(case, other)
        }
        (name,) = same if len(same) == 1 else (named.get(case, f"case {case.name}"),)
        mistakes.setdefault(name, []).append(case)
    return mistakes


def _is_own(case: CaseResult) -> bool:
    """Whether it fails by a mistake that is made here, and not in what the function calls."""
    return case.status is Status.FAILED and not case.carried


def _name(case: CaseResult) -> str:
    if not case.diagnosis:
        # A test's own sentence, or the line that raises, the same in each of its cases.
        return case.about
    if case.diagnosis in DESCRIPTIONS:
        return ""
    return _SAME_FACTOR.get(case.diagnosis, case.diagnosis)


def _is_trace(case: CaseResult, named: CaseResult) -> bool:
    if not (named.diagnosis and named.about and case.about):
        return False
    # A factor is one, too, beside what a test knows better in its own example.
    is_factor = case.diagnosis in _SAME_FACTOR and named.diagnosis not in _SAME_FACTOR
    if case.diagnosis not in _TRACES and not (is_factor and named.diagnosis not in HABITS):
        return False
    one, other = case.about.split(), named.about.split()
    # "The first parameter" is "a parameter", and "y" is what "one row of y" is of.
    return one[-1] in other or other[-1] in one


def _habits(mistakes: dict[str, list[CaseResult]]) -> set[str]:
    (cases,) = mistakes.values()
    found = {case.diagnosis for case in cases} & HABITS
    return found if len(found) == 1 else {""}


def _charged_once(
    question: QuestionResult, mistakes: dict[str, list[CaseResult]]
) -> QuestionResult:
    """The question with each mistake charged in full in its most valuable case only."""
    works_somewhere = any(not _is_own(case) for case in question.cases)
    first = {}
    for same in mistakes.values():
        # Who gives nothing at all does so in each case, and has not made one mistake but no start.
        if len(same) > 1 and (same[0].diagnosis or works_somewhere) and not _is_constant(same):
            most = max(same, key=lambda case: case.points)
            first.update({case.name: most.name for case in same if case is not most})
    failed = [case for same in mistakes.values() for case in same]
    lost = sum(case.points for case in failed)
    given_back = REPEATED * sum(case.points for case in failed if case.name in first)
    if not given_back:
        return question
    kept = REPEATED
    if lost >= LEAST * question.possible:
        part = min(1.0, (lost - LEAST * question.possible) / given_back)
        kept = math.floor(part * REPEATED / _STEP) * _STEP
    cases = tuple(
        _in_part(case, f"in the case “{first[case.name]}”", kept) if case.name in first else case
        for case in question.cases
    )
    return replace(question, cases=cases)


def _is_constant(cases: list[CaseResult]) -> bool:
    """Whether one answer was given where several were expected: that computes nothing."""
    lines = [case.detail.split("\n") for case in cases]
    given, expected = (
        {next((line for line in each if line.startswith(word)), "") for each in lines}
        for word in ("yours:", "expected:")
    )
    return len(given) == 1 and "" not in given and len(expected) > 1


def _in_part(case: CaseResult, where: str, kept: float = REPEATED) -> CaseResult:
    carried = round(kept * case.points, 4)
    if not _is_own(case) or not carried:
        return case
    said = f"The same mistake as {where}: here it costs only {1 - kept:.0%}."
    return replace(case, carried=carried, message=f"{said}\n{case.message}")
