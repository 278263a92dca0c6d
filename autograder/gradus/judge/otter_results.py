"""The judge's verdicts as Otter's `GradingResults`, and so as Gradescope's `results.json`."""

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import ExceptionTestFile, GradingResults, TestCase
from otter.test_files.abstract_test import TestCaseResult

from gradus.results import CaseResult, QuestionResult, Status
from gradus.submission import printable

SETTINGS = {"show_hidden": True}
"""Otter's: students see the public cases at once, and the rest when the grades are published."""

_SYMBOLS = {
    Status.PASSED: "✅",
    Status.PARTIAL: "🔶",
    Status.FAILED: "❌",
    Status.UNCHECKED: "⚠️",
}


def to_gradescope(questions: tuple[QuestionResult, ...], notes: tuple[str, ...]) -> dict[str, Any]:
    """What Otter would write for Gradescope if these verdicts were its own.

    The student reads the `notes`.
    """
    results = GradingResults([])
    adopt(results, questions, "\n".join(_overview(questions, notes)))
    gradescope: dict[str, Any] = results.to_gradescope_dict(_settings())
    return gradescope


def adopt(results: GradingResults, questions: tuple[QuestionResult, ...], output: str) -> None:
    """Make `results` hold these verdicts, whatever they held, and `output` above them."""
    results.results = {question.name: _graded(question) for question in questions}
    results._catastrophic_error = None
    results.set_output(output)


@cache
def _settings() -> AutograderConfig:
    return AutograderConfig(SETTINGS)


def _graded(question: QuestionResult) -> ExceptionTestFile:
    """A test file of Otter's with the verdicts, and without the tests: it is pickled."""
    results = [_case_result(case) for case in question.cases]
    test_file = ExceptionTestFile(
        question.name, "", [result.test_case for result in results], all_or_nothing=False
    )
    test_file.test_case_results = results
    test_file.update_score(_clamped(question.score, question.possible))
    return test_file


def _case_result(case: CaseResult) -> TestCaseResult:
    # The case's hint is in its message already.
    test_case = TestCase(case.name, "", case.hidden, case.points, None, None)
    said = f"{_SYMBOLS[case.status]} Test case {case.status.value}" + (
        f"\n{printable(case.message)}" if case.message else ""
    )
    return TestCaseResult(test_case, said, case.status is Status.PASSED)


def _clamped(score: float, possible: float) -> float:
    """`score` as a plain float between 0 and `possible`: Otter takes whatever it is given."""
    return min(max(float(score), 0.0), float(possible)) if math.isfinite(score) else 0.0


def _overview(questions: tuple[QuestionResult, ...], notes: tuple[str, ...]) -> Iterator[str]:
    """What the student reads above everything: the public part, and what is still hidden."""
    yield from map(printable, notes)
    cases = [case for question in questions for case in question.cases]
    unchecked = sum(case.status is Status.UNCHECKED for case in cases)
    if unchecked:
        yield (
            f"⚠️ {unchecked} of {len(cases)} test cases could not be checked. That is not your "
            "fault; this is not your final mark, and a person will look at it."
        )
    public = [case for case in cases if not case.hidden]
    passed = sum(case.status is Status.PASSED for case in public)
    earned, possible = sum(case.score for case in public), sum(case.points for case in public)
    yield f"Public tests: {passed} of {len(public)} pass, {earned:g} of {possible:g} points."
    hidden = [case for case in cases if case.hidden]
    if hidden:
        worth = sum(case.points for case in hidden)
        yield (
            f"Hidden tests: {len(hidden)}, for {worth:g} points. How they went is shown when the "
            "grades are published. They look at:"
        )
    for question in questions:
        names = [case.name for case in question.cases if case.hidden]
        if names:
            yield f"  {question.number}: {', '.join(names)}"
