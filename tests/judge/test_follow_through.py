"""A mistake in an earlier function costs its own task in full, and a later one only in part."""

from pathlib import Path

import pytest

from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge
from gradus.results import QuestionResult, Record, Status
from gradus.submission import one_submission

WRONG_SOFTMAX = """

def softmax(logits):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)
"""
WRONG_GRADIENT = """

def softmax_cross_entropy_grad(logits, labels):
    logits, labels = _checked(logits, labels)
    return np.eye(logits.shape[1])[labels] - softmax(logits)
"""


@pytest.fixture
def grade(hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path):
    def grade_softmax(extra: str) -> dict[str, QuestionResult]:
        for name in hw1.modules:
            source = (hw1.solutions / f"{name}.py").read_text("utf-8")
            (tmp_path / f"{name}.py").write_text(source, "utf-8")
        with (tmp_path / "softmax.py").open("a", encoding="utf-8") as module:
            module.write(extra)
        record: Record = judge.grade(one_submission(tmp_path, hw1.modules), calibration)
        return {question.number: question for question in record.questions}

    return grade_softmax


def test_only_the_earlier_function_is_wrong(grade, hw1: Assignment) -> None:
    questions = grade(WRONG_SOFTMAX)
    failed = [case for case in questions["2.4"].cases if case.status is Status.FAILED]
    assert failed
    for case in failed:
        assert case.score == pytest.approx(hw1.follow_through * case.points)
        assert "With a right softmax this passes" in case.message
    assert all(case.carried == 0 for case in questions["2.2"].cases)


def test_wrong_in_itself_gets_nothing_back(grade) -> None:
    alone = grade(WRONG_GRADIENT)["2.4"]
    both = grade(WRONG_SOFTMAX + WRONG_GRADIENT)["2.4"]
    assert alone.score < alone.possible
    assert both.score <= alone.score
    assert all(case.carried == 0 for case in alone.cases)


def test_a_right_gradient_that_does_not_use_softmax_keeps_everything(grade) -> None:
    own = WRONG_SOFTMAX + WRONG_GRADIENT.replace(
        "np.eye(logits.shape[1])[labels] - softmax(logits)",
        "(np.exp(log_softmax(logits)) - np.eye(logits.shape[1])[labels]) / len(labels)",
    )
    question = grade(own)["2.4"]
    assert question.score == question.possible
