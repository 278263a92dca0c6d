"""Each mistake of the catalogue loses marks in its own questions, only there, with its hint."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import Mistake, load_mistakes
from gradus.audit.bench import open_bench
from gradus.audit.marking import mark
from gradus.results import Record

COURSE = Path(__file__).resolve().parents[2]
# Rated tasks train several times for each submission, and have tests of their own.
ASSIGNMENTS = [load_assignment(COURSE, name).unrated() for name in assignment_names(COURSE)]
MISTAKES = [(each, mistake) for each in ASSIGNMENTS for mistake in load_mistakes(each)]

Grade = Callable[[Assignment, Path], Record]
each_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda each: each.name)


def write(
    assignment: Assignment, source: Path, folder: Path, provided: tuple[str, ...] = ()
) -> None:
    for name in (*assignment.modules, *provided):
        (folder / f"{name}.py").write_text((source / f"{name}.py").read_text("utf-8"), "utf-8")


def test_there_are_enough() -> None:
    assert len(MISTAKES) >= 500


@pytest.mark.parametrize(
    ("assignment", "mistake"), MISTAKES, ids=[mistake.id for _, mistake in MISTAKES]
)
def test_is_caught_once_and_named(assignment: Assignment, mistake: Mistake) -> None:
    marking = mark(open_bench(assignment), mistake)
    assert set(marking.lost) == set(mistake.fails)
    assert marking.hinted
    assert not marking.misnamed, marking.claims


@each_assignment
def test_reference_has_full_marks(assignment: Assignment, grade: Grade, tmp_path: Path) -> None:
    write(assignment, assignment.solutions, tmp_path)
    record = grade(assignment, tmp_path)
    assert record.possible == sum(task.points for task in assignment.tasks if not task.bonus)
    assert all(question.score == question.possible for question in record.questions)
    assert record.attention == ()


@each_assignment
def test_untouched_starter_has_none(assignment: Assignment, grade: Grade, tmp_path: Path) -> None:
    write(assignment, assignment.starter, tmp_path)
    record = grade(assignment, tmp_path)
    assert record.score == 0
    assert "is not written yet" in record.questions[0].cases[0].message
