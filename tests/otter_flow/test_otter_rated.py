"""Rated tasks in Otter's flow: the hidden data ride in the autograder.zip, unseen by students."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from otter_flow.otter_helpers import otter_run, questions, unpack_autograder, write_zip
from rating.rated_course import SOLUTION, write_course

from gradus.assignment import Assignment, load_assignment
from gradus.audit import write_models
from gradus.judge import Calibration, Judge, open_judge
from gradus.otter_plugin import grading
from gradus.otter_plugin.places import Places
from gradus.release.autograder_zip import autograder_zip
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]

DRAWS_GLOBALLY = SOLUTION.replace("np.random.default_rng(seed)", "np.random").replace(
    "EPOCHS, RATE = 48, 25, 0.5", "EPOCHS, RATE = 48, 4, 0.2"
)


def test_a_rated_assignment_is_graded_from_its_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADUS_ISOLATION", "none")
    assignment = load_assignment(write_course(tmp_path / "course"), "rated")
    packed = tmp_path / "autograder.zip"
    packed.write_bytes(autograder_zip(assignment, b"a secret for the tests only"))
    places = Places(unpack_autograder(packed, tmp_path / "autograder"))
    (places.submission / "training.py").write_text(DRAWS_GLOBALLY, "utf-8")
    record = grading.grade(places)
    assert record.attention == ()
    assert 5 < record.score < record.possible

    with closing(open_judge(assignment, isolation="none")) as judge:
        submission = one_submission(places.submission, assignment.modules)
        assert judge.grade(submission, judge.calibrate()).questions == record.questions


CLASS = {
    "reference": SOLUTION,
    "half trained": SOLUTION.replace("EPOCHS, RATE = 48, 25, 0.5", "EPOCHS, RATE = 48, 4, 0.2"),
    "drawing globally": DRAWS_GLOBALLY,
    "too small": SOLUTION.replace("HIDDEN, EPOCHS, RATE = 48", "HIDDEN, EPOCHS, RATE = 1"),
    "diverging": SOLUTION.replace("EPOCHS, RATE = 48, 25, 0.5", "EPOCHS, RATE = 48, 25, 1e9"),
    "labels apart": SOLUTION.replace("y_train[batch]", "y_train[order[::-1][start : start + 32]]"),
    "on validation": SOLUTION.replace(
        "    model = Model(", "    x_train, y_train = x_val, y_val\n    model = Model("
    ),
    "no model": SOLUTION.replace("    return model\n", "    return None\n"),
    "raising late": SOLUTION.replace(
        "def predict(self, x):", "def predict(self, x):\n        len(x) > 400 and 1 / 0"
    ),
    "other rows": SOLUTION.replace(
        "np.argmax(self.forward(x), axis=1)", "np.argmax(self.forward(x - x.mean(axis=0)), axis=1)"
    ),
    "not begun": "def train(*_):\n    raise NotImplementedError('Task 1.1: train')\n",
    "a syntax error": "def train(:\n",
}
"""What a class hands in, by what it does."""


@pytest.fixture(scope="module")
def rated_class(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Assignment, Path, Judge, Calibration]]:
    """The course, its autograder.zip, and a judge of the same secret."""
    folder, secret = tmp_path_factory.mktemp("rated"), b"a secret for the tests only"
    assignment = load_assignment(write_course(folder / "course"), "rated")
    (folder / "autograder.zip").write_bytes(autograder_zip(assignment, secret))
    with closing(open_judge(assignment, isolation="none", secret=secret)) as judge:
        yield assignment, folder / "autograder.zip", judge, judge.calibrate()


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CLASS)
def test_a_whole_rated_class_has_the_same_marks_by_otter_run(
    name: str,
    rated_class: tuple[Assignment, Path, Judge, Calibration],
    tmp_path: Path,
) -> None:
    assignment, autograder, judge, calibration = rated_class
    assert name == "reference" or CLASS[name] != SOLUTION
    submission = write_zip(tmp_path / "submission.zip", {"training.py": CLASS[name]})
    record = judge.grade(one_submission(submission, assignment.modules), calibration)
    ran = otter_run(autograder, submission, tmp_path / "out", GRADUS_ISOLATION="none")
    assert ran.results is not None, ran.said
    assert record.unchecked == 0
    assert questions(ran.results) == questions(record.gradescope)
    assert ran.results["output"] == record.gradescope["output"]
    assert ran.score == pytest.approx(record.score)


MODELS = (
    *("carried-along", "diverges", "labels-shuffled-apart", "no-augmentation"),
    *("no-early-stopping", "reference", "too-small-a-network", "trained-on-the-validation-part"),
)
"""The class of models that `gradus demo` has hw3 rate."""


@pytest.fixture(scope="module")
def models(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, Path, Judge, Calibration]]:
    """The demo's models, hw3's autograder.zip, and a judge of the same secret."""
    folder, secret = tmp_path_factory.mktemp("models"), b"a secret for the tests only"
    hw3 = load_assignment(REPOSITORY, "hw3-generalization")
    assert write_models(hw3, folder / "class")
    (folder / "autograder.zip").write_bytes(autograder_zip(hw3, secret))
    with closing(open_judge(hw3, secret=secret)) as judge:
        yield folder / "class", folder / "autograder.zip", judge, judge.calibrate()


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", MODELS)
def test_the_demos_class_of_models_has_the_same_marks_by_otter_run(
    name: str, models: tuple[Path, Path, Judge, Calibration], tmp_path: Path
) -> None:
    """All of hw3's tasks, the rated ones included: half a minute a model."""
    folder, autograder, judge, calibration = models
    assert sorted(each.name for each in folder.iterdir()) == sorted(MODELS)
    handed_in = {each.name: each.read_bytes() for each in (folder / name).iterdir()}
    submission = write_zip(tmp_path / "submission.zip", handed_in)
    record = judge.grade(one_submission(submission, judge.assignment.modules), calibration)
    ran = otter_run(autograder, submission, tmp_path / "out")
    assert ran.results is not None, ran.said
    assert record.unchecked == 0
    assert questions(ran.results) == questions(record.gradescope)
    assert ran.score == pytest.approx(record.score)
