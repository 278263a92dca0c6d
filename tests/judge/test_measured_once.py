"""What the judge measures of the reference is measured once; nothing is learned of a student."""

from dataclasses import replace
from pathlib import Path

import pytest

from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge
from gradus.results import QuestionResult
from gradus.submission import one_submission

WRONG = {
    "losses.py": "\n\n_right = mse_grad\ndef mse_grad(y_pred, y_true):\n"
    "    return 2 * _right(y_pred, y_true)\n",
    "softmax.py": "\n\n_right = softmax_cross_entropy_grad\n"
    "def softmax_cross_entropy_grad(logits, labels):\n"
    "    return len(labels) * _right(logits, labels)\n",
}


@pytest.fixture(params=["right", "wrong"])
def folder(request: pytest.FixtureRequest, hw1: Assignment, tmp_path: Path) -> Path:
    for module in hw1.modules:
        source = (hw1.solutions / f"{module}.py").read_text("utf-8")
        added = WRONG.get(f"{module}.py", "") if request.param == "wrong" else ""
        (tmp_path / f"{module}.py").write_text(source + added, "utf-8")
    return tmp_path


def test_the_results_are_those_of_measuring_each_time(
    judge: Judge, calibration: Calibration, folder: Path
) -> None:
    def judged(calibration: Calibration) -> list[QuestionResult]:
        submission = one_submission(folder, judge.assignment.modules)
        questions = judge.grade(submission, calibration).questions
        return [
            replace(each, cases=tuple(replace(case, seconds=0.0) for case in each.cases))
            for each in questions
        ]

    known = dict(calibration.slopes)
    assert len(known) > 10
    assert judged(calibration) == judged(replace(calibration, slopes={}))
    assert calibration.slopes == known
