"""Outputs that somebody has edited are not written over, and every change of a mark is kept."""

import csv
import shlex
import shutil
from pathlib import Path

import pytest
from cli.marked_class import RULES, grades, gradus, make_course, mark, write_a_late_class
from click.testing import CliRunner

from gradus.cli import main


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path, RULES)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_a_late_class(tmp_path / "out")


def test_edited_cells_are_told_and_the_lines_that_say_the_same_work(
    course: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(course, out, "cy", "--set", "40", "--why", "read")
    table = out / "grades.csv"
    edited = table.read_text("utf-8").replace("ada,80,", "ada,85,").replace("bob,60,", "bob,66,")
    table.write_text(edited, "utf-8")
    roster = out.parent / "roster.csv"
    roster.write_text("Name,Login\nAda,ada\nBob,bob\nCy,cy\n")
    done = gradus(course, "export", "moodle", out, "--roster", roster)
    assert done.exit_code == 1
    assert "grades.csv, ada, score: 80 → 85" in done.stderr
    assert "Nothing was done" in done.stderr
    assert not (out / "export").exists()
    assert table.read_text("utf-8") == edited
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    monkeypatch.setenv("GRADUS_MARKER", "mia")
    first = CliRunner().invoke(main, shlex.split(lines[0])[1:])
    assert first.exit_code == 1, "the other cell is still to be entered"
    assert table.read_text("utf-8") == edited
    assert CliRunner().invoke(main, shlex.split(lines[1])[1:]).exit_code == 0
    assert [grades(out)[student]["score"] for student in ("ada", "bob")] == ["85", "66"]
    assert gradus(course, "export", "moodle", out, "--roster", roster).exit_code == 0


def test_an_edited_feedback_is_told_and_discarded_when_asked(course: Path, out: Path) -> None:
    mark(course, out, "cy", "--set", "40", "--why", "read")
    feedback = out / "students/ada/feedback.md"
    own = feedback.read_text("utf-8")
    feedback.write_text(own.replace("**80 of", "**83 of"), "utf-8")
    done = mark(course, out, "bob", "--add", "1", "--why", "read")
    assert done.exit_code == 1
    assert "ada/feedback.md, the mark: 80 → 83" in done.stderr
    assert "ada --set 83 --why" in done.stdout
    assert mark(course, out, "bob", "--add", "1", "--why", "x", "--discard-edits").exit_code == 0
    assert mark(course, out, "bob", "--add", "1", "--why", "x").exit_code == 0
    assert grades(out)["bob"]["score"] == "63"


def test_a_table_that_a_spreadsheet_saved_anew_is_no_edit(course: Path, out: Path) -> None:
    mark(course, out, "cy", "--set", "40", "--why", "read")
    table = out / "grades.csv"
    table.write_text("\ufeff" + table.read_text("utf-8").replace(",80,", ",80.00,"), "utf-8")
    assert mark(course, out, "bob", "--add", "1", "--why", "read").exit_code == 0


def test_every_change_is_told_by_whom_and_why(course: Path, out: Path) -> None:
    mark(course, out, "cy", "1.1", "--set", "40", "--why", "read by hand")
    mark(course, out, "ada", "1.1", "--set", "8", "--why", "a slip")
    mark(course, out, "ada", "1.1", "--undo", "--why", "meant 80", who="tom")
    (course / "course.toml").write_text(RULES.replace("10-14", "10-15"))
    assert mark(course, out, "cy", "--add", "0", "--why", "well done").exit_code == 0
    with (out / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["before"]]
    assert [(row["student"], row["before"], row["after"], row["by"]) for row in rows] == [
        ("ada", "80", "8", "mia"),
        ("ada", "8", "80", "tom"),
        ("bob", "60", "70", "dates"),
    ]
    assert [row["why"] for row in rows[:2]] == ["1.1 = 8: a slip", "1.1 taken back: meant 80"]
    assert all(row["when"] for row in rows)
    told = CliRunner().invoke(main, ["diff", str(out)])
    assert told.exit_code == 0
    assert "meant 80" in told.stdout
    assert "No mark is held back" in told.stdout
    assert "changed:" not in told.stdout


def test_two_folders_differ_by_what_people_entered(course: Path, out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "old")
    mark(course, out, "ada", "--set", "70", "--why", "copied")
    told = CliRunner().invoke(main, ["diff", str(tmp_path / "old"), str(out)])
    assert told.exit_code == 1
    assert "1 mark changed: 1 lower, 0 higher" in told.stdout
