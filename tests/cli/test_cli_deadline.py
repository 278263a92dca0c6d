"""Pages that were written before the last deadline say more once it has passed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.marked_class import IN_TIME, RULES, gradus, make_course, mark
from click.testing import CliRunner
from reports.sample_records import MESSAGE, passed, question, rated_question, record

from gradus.cli import main
from gradus.gradebook import HandedIn, load_record, student_folder, write_handed_in
from gradus.gradebook.records import RECORD, record_json
from gradus.submission import Origin

BEFORE, AFTER = (datetime(2026, 10, day, 12, tzinfo=UTC) for day in (14, 25))
ROSTER = "Name,Login\nAda,ada\nBob,bob\n"
STUDENTS = {"ada": 6.25, "bob": 3.75}

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def is_at(moment: datetime) -> None:
        monkeypatch.setattr("gradus.cli.marks.now", lambda: moment)

    is_at(BEFORE)
    return is_at


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path, RULES)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "roster.csv").write_text(ROSTER)
    results = tmp_path / "out"
    for student, points in STUDENTS.items():
        questions = (question("1.1", passed("Worked", 95)), rated_question("1.2", points))
        own = student_folder(results, student)
        own.mkdir(parents=True)
        one = record(student, *questions)
        (own / RECORD).write_bytes(record_json(one).replace(b'"hw1"', b'"hw1-losses"'))
    listed = (HandedIn(one, (f"{one}.zip",), Origin(time=IN_TIME)) for one in STUDENTS)
    write_handed_in(results, tuple(listed))
    return results


def enter(course: Path, out: Path, student: str = "bob") -> None:
    assert mark(course, out, student, "1.1", "--add=-1", "--why", "read").exit_code == 0


def report(_course: Path, out: Path) -> None:
    assert CliRunner().invoke(main, ["report", str(out)]).exit_code == 0


def export(course: Path, out: Path) -> str:
    roster = out.parent / "roster.csv"
    return gradus(course, "export", "moodle", out, "--roster", roster).stderr


def texts(out: Path) -> list[str]:
    folder = student_folder(out, "ada")
    return [(folder / name).read_text("utf-8") for name in ("feedback.md", "feedback.html")]


@pytest.mark.usefixtures("clock")
def test_until_then_only_staff_read_the_points(course: Path, out: Path) -> None:
    enter(course, out)
    for text in texts(out):
        assert "Not in these points: 1.2." in text
        assert "2026-10-23 23:59" in text
        assert MESSAGE not in text
        assert "6.25" not in text
        assert "8.25" not in text
    folder = student_folder(out, "ada")
    assert MESSAGE in (folder / "staff.html").read_text("utf-8")
    assert "8.25" in (out / "grades.csv").read_text("utf-8")
    assert "8.25" in (out / "class.html").read_text("utf-8")
    kept = load_record(folder / RECORD)
    assert kept
    assert kept.score == 103.25


@pytest.mark.parametrize("renew", [enter, report, export])
def test_once_it_has_passed_the_next_command_writes_all(
    renew: Callable[[Path, Path], object],
    course: Path,
    out: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That time has passed is no edit by hand."""
    monkeypatch.chdir(course)
    enter(course, out)
    clock(AFTER)
    renew(course, out)
    for text in texts(out):
        assert MESSAGE in text
        assert "8.25" in text
        assert "deadline" not in text
    enter(course, out)


def test_a_later_due_date_takes_the_points_out_again(
    course: Path, out: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    clock(AFTER)
    enter(course, out)
    (course / "extensions.csv").write_text("student,assignment,days\nbob,*,14\n")
    assert "publish them after the last deadline, 2026-11-06 23:59" in export(course, out)
    for text in texts(out):
        assert "2026-11-06 23:59" in text
        assert "8.25" not in text


def test_an_edit_from_before_is_kept(
    course: Path, out: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    enter(course, out)
    feedback = student_folder(out, "ada") / "feedback.md"
    edited = feedback.read_text("utf-8").replace("| 95 of 95 |", "| 90 of 95 |")
    feedback.write_text(edited, "utf-8")
    for moment in (BEFORE, AFTER):
        clock(moment)
        done = mark(course, out, "bob", "1.1", "--add=-1", "--why", "read")
        assert done.exit_code == 1
        assert "ada/feedback.md, task 1.1: 95 → 90" in done.stderr
        report(course, out)
        assert feedback.read_text("utf-8") == edited
