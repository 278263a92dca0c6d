"""A run that judges some tasks only: the others keep what they have, and no mark suffers."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from gradebook.fake_class import on_threads
from rating.rated_course import SOLUTION, write_course

from gradus.assignment import load_assignment
from gradus.cli.chosen import Chosen
from gradus.errors import UsageError
from gradus.gradebook import (
    ClassRun,
    LocalJudge,
    grade_class,
    held_records,
    iter_records,
    standing,
    worker,
)
from gradus.gradebook.standing import scheme_of
from gradus.lms.export import class_marks
from gradus.reports import grades_csv, summarize
from gradus.results import Record
from gradus.submission import find_submissions

pytestmark = pytest.mark.slow

Grade = Callable[..., tuple[ClassRun, Record]]
WRONG = "\n\ndef double(x):\n    return 3 * x\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two rated tasks, 1.1 and 1.2, and 2.1."""
    return write_course(tmp_path / "course")


@pytest.fixture
def grade(course: Path, tmp_path: Path) -> Grade:
    """Grades the class, Ada, without some tasks."""

    def grade_ada(*, tasks: tuple[str, ...] = (), without_rated: bool = False, out: str = "out"):
        assignment = load_assignment(course, "rated")
        left_out = Chosen(tasks, without_rated).left_out(assignment)
        source = LocalJudge(assignment, "none", b"s", without_rated="task_1_1" in left_out)
        worker._judge.cache_clear()  # a run of its own would have processes of its own
        found = find_submissions(tmp_path / "class", assignment.modules)
        output = tmp_path / out
        done = grade_class(source, found, output, left_out=left_out, pools=on_threads)
        (record,) = iter_records(output)
        return done, record

    hand_in(tmp_path, SOLUTION)
    return grade_ada


def hand_in(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "training.py").write_text(source, "utf-8")


def change_test(course: Path) -> None:
    """Task 2.1 has another test, which asks the same."""
    test = course / "assignments" / "rated" / "tests" / "task_2_1.py"
    test.write_text(test.read_text().replace("double(2) == 4", "double(3) == 6"))


def test_a_task_that_was_never_judged_leaves_the_mark_open(grade: Grade) -> None:
    done, record = grade(without_rated=True)
    assert done.graded == 1
    assert record.unjudged == ("1.1", "1.2")
    assert record.questions[2].score == 5
    assert record.attention == ()
    assert "no mark yet" in class_marks([record], {}).withheld["ada"]
    summary = summarize([record], standing=lambda one: standing(one, None, scheme_of(one)))
    (row,) = csv.DictReader(grades_csv(summary).splitlines())
    assert (row["score"], row["2.1 Something else"]) == ("", "5")
    assert row["standing"] == "not judged yet: 1.1, 1.2"
    again, _ = grade(without_rated=True)
    assert (again.graded, again.already) == (0, 1)


def test_the_rest_is_judged_later_to_the_mark_of_a_whole_run(grade: Grade) -> None:
    grade(without_rated=True)
    done, completed = grade()
    assert done.tasks == ("task_1_1", "task_1_2")
    _, whole = grade(out="whole")
    assert completed.questions == whole.questions
    assert completed.gradescope == whole.gradescope
    assert completed.judged_by == whole.judged_by
    assert completed.fingerprint == whole.fingerprint
    assert not completed.unchecked


def test_what_is_left_out_keeps_its_record(grade: Grade, course: Path, tmp_path: Path) -> None:
    hand_in(tmp_path, SOLUTION.replace('PSEUDONYM = ""', 'PSEUDONYM = "Ada"'))
    _, before = grade()
    change_test(course)
    done, after = grade(tasks=("2.1",))
    assert (done.graded, done.tasks, done.changes) == (1, ("task_2_1",), ())
    assert after.questions == before.questions
    assert after.board == before.board is not None
    assert after.suspicions == before.suspicions
    assert not after.unchecked
    assert grade()[0].graded == 0, "all of it is by this version now"
    assert held_records(tmp_path / "out") == {}


def test_a_task_that_is_left_out_stays_to_be_judged(grade: Grade, course: Path) -> None:
    _, before = grade()
    change_test(course)
    done, after = grade(tasks=("1.1",))
    assert done.graded == 0
    assert after == before
    assert grade()[0].graded == 1, "the other run judges it"


def test_other_work_has_another_record(grade: Grade, tmp_path: Path) -> None:
    """What was handed in before is no record of what is handed in now."""
    grade()
    hand_in(tmp_path, SOLUTION + WRONG)
    _, after = grade(tasks=("2.1",))
    assert after.unjudged == ("1.1", "1.2")
    assert after.questions[2].score == 0


def test_a_submission_that_cannot_be_judged_now_loses_nothing(
    grade: Grade, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = grade()
    change_test(course)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("gradus.judge.judge.scratch_folder", fail)
        grade(tasks=("2.1",))
    _, after = grade(tasks=("2.1",))
    assert after.questions == before.questions


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (Chosen(("9.9",)), "no task 9.9. It has 1.1, 1.2, 2.1"),
        (Chosen(("2.1", "task_9")), "no task task_9"),
        (Chosen(("1.1",), without_rated=True), "Nothing is left to judge"),
    ],
)
def test_a_wrong_name_is_told_with_what_there_is(course: Path, chosen: Chosen, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        chosen.left_out(load_assignment(course, "rated"))


def test_names_and_numbers_both_do(course: Path) -> None:
    assignment = load_assignment(course, "rated")
    expected = frozenset({"task_1_1", "task_1_2"})
    for tasks in (("2.1",), ("task_2_1",), ("2.1", "task_2_1")):
        assert Chosen(tasks).left_out(assignment) == expected
    assert Chosen(without_rated=True).left_out(assignment) == expected
    assert Chosen().left_out(assignment) == frozenset()
