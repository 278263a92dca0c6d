"""A training that a wrong part breaks is made once more with the reference's, for most points."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rating.rated_course import SOLUTION, write_course

from gradus.assignment import load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import QuestionResult, Status
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

PART = "def centred(x, mean):\n    return x - mean\n"
USES_IT = SOLUTION.replace("(x - self.mean) / self.std", "centred(x, self.mean) / self.std")
TRAINING = f"from parts import centred\n{USES_IT}"
TASK = """
[[tasks]]
number = "3.1"
title = "A part"
functions = ["parts.centred"]
points = 73
"""
TEST = '''"""Task 3.1: a part."""

from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_3_1"


@test_case(name="Centred", points=73)
def centred(parts):
    check_close(parts.centred(3.0, 1.0), 2.0)
'''


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Judge, Calibration]]:
    """A judge of the rated course, whose training has a part in a module of its own."""
    course = write_course(tmp_path_factory.mktemp("course"))
    home = course / "assignments/rated"
    spec = (home / "assignment.toml").read_text("utf-8") + TASK
    spec = spec.replace('modules = ["training"]', 'modules = ["training", "parts"]')
    leaning = 'upstream = ["parts.centred"]\nshare = 0.9\nrating = {'
    (home / "assignment.toml").write_text(spec.replace("rating = {", leaning), "utf-8")
    (home / "tests/task_3_1.py").write_text(TEST, "utf-8")
    (course / "solutions/training.py").write_text(TRAINING, "utf-8")
    (course / "solutions/parts.py").write_text(PART, "utf-8")
    with closing(open_judge(load_assignment(course, "rated"), isolation="none")) as judge:
        yield judge, judge.calibrate()


def graded(
    bench: tuple[Judge, Calibration], folder: Path, part: str, training: str = TRAINING
) -> dict[str, QuestionResult]:
    (folder / "training.py").write_text(training, "utf-8")
    (folder / "parts.py").write_text(part, "utf-8")
    judge, calibration = bench
    record = judge.grade(one_submission(folder, judge.assignment.modules), calibration)
    return {question.number: question for question in record.questions}


@pytest.mark.parametrize(
    "wrong",
    [
        "return 0 * x",
        pytest.param("raise ValueError('nothing')", marks=pytest.mark.exhaustive),
    ],
)
def test_the_training_counts_in_part(
    bench: tuple[Judge, Calibration], tmp_path: Path, wrong: str
) -> None:
    questions = graded(bench, tmp_path, PART.replace("return x - mean", wrong))
    assert questions["3.1"].score == 0
    for number in ("1.1", "1.2"):
        *_, hidden = questions[number].cases
        assert hidden.status is Status.PARTIAL
        assert hidden.score == pytest.approx(0.9 * hidden.points, rel=0.1)
        assert "With a right centred your work reaches more: 90% of what" in hidden.message


@pytest.mark.exhaustive
def test_who_learns_nothing_gets_nothing_back(
    bench: tuple[Judge, Calibration], tmp_path: Path
) -> None:
    still = TRAINING.replace("EPOCHS, RATE = 48, 25, 0.5", "EPOCHS, RATE = 48, 2, 0.0")
    questions = graded(bench, tmp_path, PART.replace("x - mean", "0 * x"), still)
    assert all(questions[number].cases[-1].score == 0 for number in ("1.1", "1.2"))
