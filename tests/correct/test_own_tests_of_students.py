"""Task 3.8 asks for a test: what it is worth is the wrong functions that it finds, run by run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gradus.assignment import Assignment
from gradus.results import QuestionResult, Record

pytestmark = pytest.mark.slow

Grade = Callable[[Assignment, Path], Record]


def question(hw1: Assignment, grade: Grade, folder: Path, code: str) -> QuestionResult:
    """How Task 3.8 ends for the reference with `code` after its own test."""
    for name in hw1.modules:
        source = (hw1.solutions / f"{name}.py").read_text("utf-8")
        more = f"\n\n_reference_test = test_accuracy\n\n{code}" if name == "own_tests" else ""
        (folder / f"{name}.py").write_text(source + more, "utf-8")
    return next(q for q in grade(hw1, folder).questions if q.name == "task_3_8")


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "return True",
        "raise AssertionError",
        "return False",
        "raise ValueError('never right')",
        "accuracy(0, 0)",
        "accuracy(np.zeros((2, 2)), np.array([0, 1]))",
        "return accuracy",
    ],
)
def test_what_tells_nothing_apart_earns_nothing(
    body: str, hw1: Assignment, grade: Grade, tmp_path: Path
) -> None:
    code = f"def test_accuracy(accuracy):\n    {body}\n"
    assert question(hw1, grade, tmp_path, code).score == 0


def test_numbers_of_functions_tell_nothing(hw1: Assignment, grade: Grade, tmp_path: Path) -> None:
    """By chance, the order being random, one case in seventy is passed so."""
    code = "def test_accuracy(accuracy):\n    assert accuracy.number % 2\n"
    assert question(hw1, grade, tmp_path, code).score <= 0.5


def test_what_one_run_leaves_behind_decides_no_other(
    hw1: Assignment, grade: Grade, tmp_path: Path
) -> None:
    code = (
        "runs = []\n\n\ndef test_accuracy(accuracy):\n    runs.append(accuracy)\n"
        "    assert len(runs) == 1\n"
    )
    assert question(hw1, grade, tmp_path, code).score == 0


def test_a_run_that_ends_the_process_costs_its_own_group_only(
    hw1: Assignment, grade: Grade, tmp_path: Path
) -> None:
    code = (
        "def test_accuracy(accuracy):\n    import os\n\n"
        "    if accuracy(np.array([[9.0, 1.0]]), np.array([0])) > 60:\n        os._exit(1)\n"
        "    _reference_test(accuracy)\n"
    )
    result = question(hw1, grade, tmp_path, code)
    assert [case.name for case in result.cases if not case.score] == ["A share, not a count"]


def test_hidden_groups_name_the_mistake_and_no_number(
    hw1: Assignment, grade: Grade, tmp_path: Path
) -> None:
    code = (
        "def test_accuracy(accuracy):\n"
        "    assert np.isclose(accuracy(np.array([[9.0, 1.0]] * 3), np.array([0, 0, 1])), 2 / 3)\n"
    )
    hidden = [case for case in question(hw1, grade, tmp_path, code).cases if case.hidden]
    assert all(
        case.message.startswith("Your test finds nothing wrong")
        for case in hidden
        if not case.score
    )
    assert any(not case.score for case in hidden)
