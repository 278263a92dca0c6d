"""Rated tasks in Otter's flow: the hidden data ride in the autograder.zip, unseen by students."""

from pathlib import Path

import pytest
from otter_flow.otter_helpers import unpack_autograder
from rating.rated_course import SOLUTION, write_course

from gradus.assignment import load_assignment
from gradus.otter_plugin import grading
from gradus.otter_plugin.places import Places
from gradus.release.autograder_zip import autograder_zip

pytestmark = pytest.mark.slow


def test_a_rated_assignment_is_graded_from_its_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADUS_ISOLATION", "none")
    assignment = load_assignment(write_course(tmp_path / "course"), "rated")
    packed = tmp_path / "autograder.zip"
    packed.write_bytes(autograder_zip(assignment, b"a secret for the tests only"))
    places = Places(unpack_autograder(packed, tmp_path / "autograder"))
    (places.submission / "training.py").write_text(SOLUTION, "utf-8")
    record = grading.grade(places)
    assert record.attention == ()
    assert record.score == record.possible
