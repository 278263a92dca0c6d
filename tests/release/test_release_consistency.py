"""The specification, the tests, the hand-out and the reference have to agree."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from release.mini_course import Course

from gradus.assignment.consistency import check_assignment
from gradus.errors import AssignmentError


def test_the_parts_of_the_mini_course_agree(course: Course) -> None:
    assert [source.name for source in check_assignment(course.assignment)] == [
        "task_1_1",
        "task_1_2",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("task_1_1.py", "Task 1.1:", "Task 1.2:", "docstring must begin with 'Task 1.1:'"),
        ("task_1_1.py", "points=30", "points=31", "add up to 61 points"),
        (
            "assignment.toml",
            "points = 40",
            "points = 40\nbonus = true",
            "assignment.toml: the tasks without bonus add up to 60 points",
        ),
        ("mini.py", "## Task 1.2:", "## Task 1.20:", "no heading '## Task 1.2: …'"),
        ("mini.py", "all entries", "most entries", "the hand-out does not say"),
        ("mini.py", "# %% [markdown]\n# # Mini", "# %%\n# # Mini", "no heading '## Task 1.1: …'"),
        ("losses.py", "Task 1.1:", "Task 1.11:", "docstring of mse must mention 'Task 1.1'"),
        ("losses.py", "def mse(", "def mean_squared_error(", "no function or class mse"),
        ("losses.py", "def mse(", "def mse((", "line 6: this is not valid Python"),
        ("task_1_1.py", "def zero(losses)", "def zero(nowhere)", "not a module of this assignment"),
    ],
)
def test_a_disagreement_is_named(course: Course, file: str, old: str, new: str, says: str) -> None:
    course.edit(file, old, new)
    with pytest.raises(AssignmentError, match=re.escape(says)) as error:
        check_assignment(course.assignment)
    assert str(course.root) in str(error.value)


def test_limits_are_by_default_what_the_guide_says(course: Course) -> None:
    guide = (Path(__file__).resolve().parents[2] / "assignments/README.md").read_text("utf-8")
    section = guide.split("## Change limits")[1].split("\n## ")[0]
    told: dict[str, object] = {}
    for names, values in re.findall(r"^\| (`.*?`) \| (.*?) \|", section, re.MULTILINE):
        defaults = map(json.loads, values.replace("`", "").split(", "))
        told.update(zip(re.findall(r"`(\w+)`", names), defaults, strict=True))
    assert asdict(course.assignment.limits) == told


def test_too_many_hidden_points_are_refused(course: Course) -> None:
    course.edit("task_1_1.py", "points=10)", "points=10, hidden=True)")
    course.edit("task_1_1.py", "    check_close(losses.mse(SONG, SONG), 0.0)", '    """Mini"""')
    with pytest.raises(AssignmentError, match="hidden cases are worth 45 of 100"):
        check_assignment(course.assignment)


def test_too_much_bonus_is_refused(course: Course) -> None:
    course.edit("assignment.toml", "points = 60", "points = 60\nbonus = true")
    course.edit("assignment.toml", "points = 40", "points = 100")
    course.edit("task_1_2.py", "points=25", "points=85")
    with pytest.raises(AssignmentError, match="bonus tasks add up to 60 points; at most 10"):
        check_assignment(course.assignment)


def test_a_share_that_cannot_keep_its_bound_is_refused(course: Course) -> None:
    course.edit("assignment.toml", "points = 40", 'points = 40\nupstream = ["losses.mse"]')
    says = r"mistake in losses.mse can cost 12 points .* \(1.2\).* share, to 0.85 for all of them"
    with pytest.raises(AssignmentError, match=says):
        check_assignment(course.assignment)
    course.edit("assignment.toml", "points = 40", "points = 40\nshare = 0.85")
    check_assignment(course.assignment)


def test_a_test_named_like_a_module_is_refused(course: Course) -> None:
    (course.path("task_1_1.py").parent / "losses.py").write_text("")
    with pytest.raises(AssignmentError, match=r"named like a module.*losses\.py"):
        check_assignment(course.assignment)


@pytest.mark.parametrize("name", ["conftest.py", "task_9_9.py", "notes.txt"])
def test_a_stray_file_among_the_tests_is_refused(course: Course, name: str) -> None:
    (course.path("task_1_1.py").parent / name).write_text("")
    with pytest.raises(AssignmentError, match=rf"{name} belongs to no task"):
        check_assignment(course.assignment)


@pytest.mark.parametrize("file", ["task_1_2.py", "mini.py", "losses.py"])
def test_a_missing_file_is_named(course: Course, file: str) -> None:
    course.path(file).unlink()
    with pytest.raises(AssignmentError, match=file):
        check_assignment(course.assignment)
