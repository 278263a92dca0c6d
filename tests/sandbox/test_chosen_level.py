"""The level that is chosen is the one in each result, and the assignment's minimum is kept."""

import re
from pathlib import Path

import pytest
from release.mini_course import Course, write_course

from gradus.assignment import load_assignment
from gradus.errors import CouldNotCheck, SandboxError
from gradus.judge import Calibration, open_judge
from gradus.sandbox import available_levels, levels, strongest_level
from gradus.submission import one_submission
from gradus.worker.confinement import Confinement

pytestmark = pytest.mark.slow


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path / "course")


def asking_for(course: Course, minimum: str) -> None:
    provided = 'provided = ["numerical"]'
    course.edit("assignment.toml", provided, f'{provided}\n\n[limits]\nisolation = "{minimum}"')


def test_it_is_recorded_in_each_result(level: str, course: Course) -> None:
    asking_for(course, level)
    assignment = load_assignment(course.root, "mini")
    judge = open_judge(assignment, isolation=level)
    try:
        calibration = judge.calibrate()
        record = judge.grade(one_submission(assignment.solutions, assignment.modules), calibration)
    finally:
        judge.close()
    assert (judge.isolation, record.isolation) == (level, level)
    assert record.score == record.possible > 0


def test_below_the_minimum_nothing_is_graded(course: Course) -> None:
    asking_for(course, "confined")
    with pytest.raises(SandboxError, match=re.escape("you ask for none. ")) as refused:
        open_judge(load_assignment(course.root, "mini"), isolation="none")
    cure = "Use --isolation confined" if "confined" in available_levels() else "Landlock"
    assert cure in str(refused.value)


def test_the_default_is_enough_where_it_can_be(course: Course) -> None:
    asking_for(course, strongest_level())
    judge = open_judge(load_assignment(course.root, "mini"))
    assert judge.isolation == strongest_level()
    judge.close()


def test_what_no_probe_has_found_is_one_message(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that cannot confine itself ends before any of the student's code runs."""
    if "confined" not in available_levels():
        pytest.skip("this machine does not offer the isolation level confined")
    no_path = "/usr\0"
    monkeypatch.setattr(levels, "_confinement", lambda _level: Confinement((no_path,), None))
    assignment = load_assignment(course.root, "mini")
    judge = open_judge(assignment, isolation="confined")
    try:
        with pytest.raises(CouldNotCheck) as told:
            judge.calibrate()
        one = one_submission(assignment.solutions, assignment.modules)
        record = judge.grade(one, Calibration())
    finally:
        judge.close()
    assert "The reference cannot be run at isolation level confined" in str(told.value)
    assert "could not make itself ready (ValueError" in str(told.value)
    assert "gradus doctor" in str(told.value)
    assert record.score == 0
    assert "could not be checked" in record.attention[0]
