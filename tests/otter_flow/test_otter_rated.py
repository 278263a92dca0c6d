"""Rated tasks in Otter's flow: the hidden data ride in the autograder.zip, unseen by students."""

from contextlib import closing
from pathlib import Path

import pytest
from otter_flow.otter_helpers import unpack_autograder
from rating.rated_course import SOLUTION, write_course

from gradus.assignment import load_assignment
from gradus.judge import open_judge
from gradus.otter_plugin import grading
from gradus.otter_plugin.places import Places
from gradus.release.autograder_zip import autograder_zip
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

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
