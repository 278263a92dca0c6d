"""The judge's verdicts as Otter's `GradingResults`, and so as Gradescope's `results.json`."""

from functools import cache
from typing import Any

from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import ExceptionTestFile, GradingResults
from otter.test_files.abstract_test import TestCaseResult

from gradus.results import CaseResult, QuestionResult, Status

_SYMBOLS = {Status.PASSED: "✅", Status.FAILED: "❌", Status.UNCHECKED: "⚠️"}


def to_gradescope(
    test_files: tuple[ExceptionTestFile, ...],
    questions: tuple[QuestionResult, ...],
    notes: tuple[str, ...],
) -> dict[str, Any]:
    """What Otter would write for Gradescope had it come to these verdicts itself."""
    graded = []
    for test_file, question in zip(test_files, questions, strict=True):
        graded.append(_graded(test_file, question))
    results = GradingResults(graded)
    if notes:
        results.set_output("\n".join(notes))
    gradescope: dict[str, Any] = results.to_gradescope_dict(_settings())
    return gradescope


@cache
def _settings() -> AutograderConfig:
    """Otter's defaults."""
    return AutograderConfig()


def _graded(test_file: ExceptionTestFile, question: QuestionResult) -> ExceptionTestFile:
    """A copy of the test file that carries the verdicts; the original serves the next student."""
    copy = ExceptionTestFile(
        test_file.name, test_file.path, test_file.test_cases, test_file.all_or_nothing
    )
    copy.test_case_results = [
        TestCaseResult(test_case, _message(case), case.status is Status.PASSED)
        for test_case, case in zip(test_file.test_cases, question.cases, strict=True)
    ]
    if any(case.carried for case in question.cases):
        copy.update_score(question.score)
    return copy


def _message(case: CaseResult) -> str:
    # Otter prints the case's failure message itself, above this one.
    said = case.message.split("\nHint: ")[0]
    return f"{_SYMBOLS[case.status]} Test case {case.status.value}" + (f"\n{said}" if said else "")
