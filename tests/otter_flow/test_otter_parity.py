"""`gradus grade` and `otter run` give one submission the same score and visibility, by question.

The whole demo class of every assignment: `python -m tests.benchmarks.otter_parity`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from otter_flow.otter_helpers import otter_run, questions, text_of, write_zip

from gradus.assignment import Assignment
from gradus.audit import apply_mistake, load_mistakes
from gradus.judge import Calibration, Judge
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

Files = dict[str, str | bytes]


def right(solution: Files, _: Assignment) -> Files:
    return solution


def one_mistake_that_others_inherit(solution: Files, hw1: Assignment) -> Files:
    """Its gradient earns part of its points, by follow-through."""
    mistake = next(each for each in load_mistakes(hw1) if each.module == "softmax")
    source = text_of(solution["softmax.py"])
    return {**solution, "softmax.py": apply_mistake(mistake, source)}


def one_module_and_a_crash(solution: Files, _: Assignment) -> Files:
    broken = text_of(solution["losses.py"]) + "\n\ndef mae(*_):\n    import os; os._exit(0)\n"
    return {"losses.py": broken}


@pytest.mark.parametrize(
    "hand_in",
    [
        pytest.param(right, marks=pytest.mark.exhaustive),
        one_mistake_that_others_inherit,
        pytest.param(one_module_and_a_crash, marks=pytest.mark.exhaustive),
    ],
)
def test_the_same_marks(
    hand_in: Callable[[Files, Assignment], Files],
    solution: Files,
    hw1: Assignment,
    autograder: Path,
    bench: Callable[[str], tuple[Judge, Calibration]],
    tmp_path: Path,
) -> None:
    submission = write_zip(tmp_path / "submission.zip", hand_in(solution, hw1))
    judge, calibration = bench(hw1.name)
    record = judge.grade(one_submission(submission, hw1.modules), calibration)
    ran = otter_run(autograder, submission, tmp_path / "out")
    assert ran.results is not None, ran.said
    assert questions(ran.results) == questions(record.gradescope)
    assert ran.results["output"] == record.gradescope["output"]
    assert ran.score == pytest.approx(record.score)
