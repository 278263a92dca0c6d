"""Tasks get other numbers: in every place, or in none."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from gradus.assignment import check_assignment, load_assignment
from gradus.audit import load_mistakes
from gradus.cli import main
from gradus.errors import AssignmentError, UsageError
from gradus.scaffold import new_assignment, new_course, new_task, renumber


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Tasks 1.1, 1.2 and 2.1; some places say more than they need to."""
    folder = new_course(tmp_path / "sound", tmp_path / "settings").folder
    new_assignment(folder, "hw1", "signals.energy")
    new_task(folder, "hw1", "1.2", "signals.power")
    new_task(folder, "hw1", "2.1", "spectra.peak")
    edit(folder / "solutions/signals.py", '"""Twice', '"""Task 1.1: twice')
    test = folder / "assignments/hw1/tests/task_1_2.py"
    edit(test, "import numpy", '"""Task 1.2: Power."""\n\nimport numpy')
    edit(folder / "assignments/hw1/mistakes/signals.toml", "hint", 'fails = ["task_1_1"]\nhint')
    more = "\n# %% [markdown]\n# As Tasks 1.1, 1.2 and 2.1 show, 1.2 is no task but a number.\n"
    handout = folder / "assignments/hw1/hw1.py"
    handout.write_text(handout.read_text("utf-8") + more, "utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def read(course: Path) -> dict[str, bytes]:
    files = (path for path in course.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(course).as_posix(): path.read_bytes() for path in files}


def test_two_tasks_change_places_everywhere(course: Path) -> None:
    renumber(course, "hw1", {"1.1": "1.2", "1.2": "1.1"})

    assignment = load_assignment(course, "hw1")
    check_assignment(assignment)
    assert {task.number: task.functions for task in assignment.tasks} == {
        "1.2": ("signals.energy",),
        "1.1": ("signals.power",),
        "2.1": ("spectra.peak",),
    }
    assert "signals.power" in assignment.test_path(assignment.tasks[1]).read_text("utf-8")
    assert '"""Task 1.2: twice' in (course / "solutions/signals.py").read_text("utf-8")
    assert load_mistakes(assignment)[0].fails == ("task_1_2",)
    told = assignment.handout.read_text("utf-8")
    assert "As Tasks 1.2, 1.1 and 2.1 show, 1.2 is no task but a number." in told
    assert told.count('grader.check("task_1_1")') == told.count('grader.check("task_1_2")') == 1


def test_there_and_back_is_nothing(course: Path) -> None:
    before = read(course)
    renumber(course, "hw1", {"1.1": "3.7"})
    assert read(course) != before
    renumber(course, "hw1", {"3.7": "1.1"})
    assert read(course) == before


def test_without_numbers_gaps_close_in_the_order_of_the_file(course: Path) -> None:
    renumber(course, "hw1", {"1.1": "1.4", "2.1": "2.3"})
    new, _ = renumber(course, "hw1")
    assert new == {"1.4": "1.1", "2.3": "2.1"}
    assert renumber(course, "hw1") == ({}, ())


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"1.1": "1.2"}, "Two tasks of hw1 would be 1.2"),
        ({"1.9": "1.3"}, "hw1 has no task 1.9. It has 1.1, 1.2, 2.1"),
        ({"1.1": "1.0"}, "'1.0' is not the number of a task"),
    ],
)
def test_a_number_that_cannot_be_changes_nothing(
    course: Path, wanted: dict[str, str], told: str
) -> None:
    before = read(course)
    with pytest.raises(UsageError, match=re.escape(told)):
        renumber(course, "hw1", wanted)
    assert read(course) == before


def test_what_is_left_of_a_dropped_task_does_not_pass_for_another(course: Path) -> None:
    edit(course / "assignments/hw1/assignment.toml", 'number = "1.2"', 'number = "1.3"')
    with pytest.raises(AssignmentError, match=r"Task 1\.2 is there, but no such task"):
        renumber(course, "hw1")


def test_the_command_tells_what_changed(course: Path) -> None:
    said = CliRunner().invoke(main, ["renumber", "2.1", "3.1", "--course", str(course)])
    assert said.exit_code == 0
    assert "2.1 is 3.1 now. Written:" in said.stderr
    assert "tests/task_3_1.py" in said.stdout
    odd = CliRunner().invoke(main, ["renumber", "2.1", "--course", str(course)])
    assert odd.exit_code == 2
    assert "Numbers come in pairs" in odd.stderr
