"""Each mistake of the catalogue loses marks in its own questions, only there, with its hint."""

from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.judge import Calibration, Judge
from gradus.results import Record
from gradus.submission import one_submission

COURSE = Path(__file__).resolve().parents[2]
MISTAKES = load_mistakes(load_assignment(COURSE, "hw1-losses"))


def grade(judge: Judge, calibration: Calibration, folder: Path) -> Record:
    return judge.grade(one_submission(folder, judge.assignment.modules), calibration)


def write(assignment: Assignment, source: Path, folder: Path) -> None:
    for name in assignment.modules:
        (folder / f"{name}.py").write_text((source / f"{name}.py").read_text("utf-8"), "utf-8")


def test_there_are_enough() -> None:
    assert len(MISTAKES) >= 25


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_is_caught_once_and_named(
    mistake: Mistake, hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    write(hw1, hw1.solutions, tmp_path)
    path = tmp_path / f"{mistake.module}.py"
    path.write_text(apply_mistake(mistake, path.read_text("utf-8")), "utf-8")
    record = grade(judge, calibration, tmp_path)
    lost = {question.name for question in record.questions if question.score < question.possible}
    said = "\n".join(
        case.message for question in record.questions for case in question.cases
    ).lower()
    assert lost == set(mistake.fails)
    assert mistake.hint.lower() in said


def test_reference_has_full_marks(
    hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    write(hw1, hw1.solutions, tmp_path)
    record = grade(judge, calibration, tmp_path)
    assert record.possible == 100
    assert all(question.score == question.possible for question in record.questions)
    assert record.attention == ()


def test_untouched_starter_has_none(
    hw1: Assignment, judge: Judge, calibration: Calibration, tmp_path: Path
) -> None:
    write(hw1, hw1.starter, tmp_path)
    record = grade(judge, calibration, tmp_path)
    assert record.score == 0
    assert "is not written yet" in record.questions[0].cases[0].message
