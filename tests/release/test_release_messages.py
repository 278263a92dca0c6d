"""What an instructor is told: in words of their own files, with the right exit code."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from release.mini_course import Course

from gradus.assignment import check_assignment, check_tests
from gradus.cli import main
from gradus.errors import AssignmentError

LIBRARIES = ("pydantic", "TypeError", "Field required", "keyword-only", "Input should")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("points = 40", "", "points of task 1.2 is missing"),
        ("points = 40", "pionts = 40", "pionts of task 1.2 is not a known entry"),
        ("points = 40", "points = 0", "points of task 1.2 must be above 0.0, and is 0"),
        ("points = 40", 'points = "many"', "points of task 1.2 must be a number, and is 'many'"),
        ('number = "1.2"', "number = 1.2", "number of [[tasks]] entry 2 must be a text in quotes"),
        ('number = "1.2"', "", "number of [[tasks]] entry 2 is missing"),
        ('title = "Mini"', "", "title is missing"),
        (
            'modules = ["losses"]',
            'modules = ["losses"]\n[limits]\nsource_kb = 64\ndata_kb = 20',
            "limits: data_kb is gone, as one limit holds for all files together, source and "
            "data: write files_kb = 84 in its place",
        ),
        ('modules = ["losses"]', 'modules = "losses"', "modules must be a list in [brackets]"),
    ],
)
def test_wrong_entries_are_told_in_words(course: Course, old: str, new: str, told: str) -> None:
    course.edit("assignment.toml", old, new)
    with pytest.raises(AssignmentError) as raised:
        _ = course.assignment
    message = str(raised.value)
    assert told in message
    assert not [word for word in LIBRARIES if word in message]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ('@test_case(name="Zero")', "this case has no points. Write @test_case(name=…, points=…)"),
        ("@test_case(hidden=True)", "this case has no name and points. Write"),
        ('@test_case(name="Zero", points=10, hiden=True)', "has no setting called hiden. Write"),
        ('@test_case("Zero", 10)', "the settings of a case are given by name. Write"),
    ],
)
def test_a_wrong_case_is_told_in_words(course: Course, new: str, told: str) -> None:
    course.edit("task_1_1.py", '@test_case(name="Zero", points=10)', new)
    with pytest.raises(AssignmentError, match=r"task_1_1\.py, line \d+: ") as raised:
        check_tests(course.assignment)
    assert told in str(raised.value)
    assert not [word for word in LIBRARIES if word in str(raised.value)]


def test_an_upstream_function_that_is_not_there_is_told(course: Course) -> None:
    course.edit("assignment.toml", "points = 40", 'points = 40\nupstream = ["losses.ms"]')
    with pytest.raises(AssignmentError, match=r"no function or class ms, which task 1\.2 asks for"):
        check_assignment(course.assignment)


@pytest.mark.parametrize("place", ["file", "file/below", "/dev/null/dist"])
def test_an_impossible_place_is_a_wrong_call(course: Course, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    output = tmp_path / place
    done = CliRunner().invoke(
        main, ["build", "mini", "--course", str(course.root), "-o", str(output)]
    )
    assert done.exit_code == 2
    assert "is a file" in done.stderr
