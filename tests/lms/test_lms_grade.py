"""A class is graded with its roster: who is late, who is missing, who is unknown."""

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from gradebook.fake_class import hand_in, make_source, resume_source
from lms.results import write_results
from rich.console import Console

from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.cli.missing import tell_missing
from gradus.errors import UsageError
from gradus.gradebook import read_handed_in
from gradus.lms import read_roster


def consoles() -> Consoles:
    return Consoles(Console(file=io.StringIO(), width=200), Console(file=io.StringIO(), width=200))


def text(console: Console) -> str:
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


def test_late_and_who_handed_in_are_kept(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10", submission_7="8")
    (tmp_path / "class" / "bach_LATE_12_34_losses.txt").write_text("")
    terminal = consoles()
    grade_folder(source, tmp_path / "class", tmp_path / "out", 1, terminal)
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        late = {row["student"]: row["late"] for row in csv.DictReader(file)}
    assert late == {"ada": "", "bach_12": "late", "submission_7": ""}
    bach = read_handed_in(tmp_path / "out")["bach_12"]
    assert bach.files == ("bach_LATE_12_34_losses.txt",)
    assert "There is no submission_metadata.yml" in text(terminal.err)


def test_a_held_mark_is_told_in_the_table(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10", bob="8")
    grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles())
    test = tmp_path / "course" / "assignments" / "hw" / "tests" / "task_1_1.py"
    test.write_text("# another test\n")
    (source.notes / "order-ada").write_text("4")
    assert grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles()) == 1
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        rows = {row["student"]: (row["score"], row["standing"]) for row in csv.DictReader(file)}
    assert rows == {"ada": ("10", "a newer mark is held back: 4"), "bob": ("8", "")}


def test_a_mark_by_other_points_is_told_in_the_table(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10", bob="8")
    grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles())
    toml = tmp_path / "course" / "assignments" / "hw" / "assignment.toml"
    toml.write_text(toml.read_text().replace("points = 10", "points = 20"))
    shutil.rmtree(tmp_path / "class" / "bob")
    grade_folder(resume_source(tmp_path), tmp_path / "class", tmp_path / "out", 1, consoles())
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        standing = {row["student"]: row["standing"] for row in csv.DictReader(file)}
    assert standing["bob"] == "marked with other tasks or points than the assignment's"


def rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_grades_have_the_rosters_names_and_the_worksheets_times(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    folder = "Zoë Ek_41_assignsubmission_file"
    hand_in(tmp_path, **{folder: "10", "Bo Ek_42_assignsubmission_file": "8"})
    (tmp_path / "roster.csv").write_text(
        "Identifier,Full name,ID number,Section,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade)\n"
        "Participant 41,Zoë Ek,901,A,Submitted for grading - 2 days 3 hours late,,10.00,Yes,"
        '"Wednesday, 1 October 2025, 11:59 PM",-\n'
        "Participant 42,Bo Ek,902,B,Submitted for grading,,10.00,Yes,-,-\n",
        "utf-8",
    )
    students = read_roster(tmp_path / "roster.csv")
    for roster in (students, None):
        # Graded again without the roster, what it told is still known.
        grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles(), roster)
        zoe = rows(tmp_path / "out")["Zoë Ek_41"]
        told = [zoe[name] for name in ("name", "id", "section", "late", "handed in", "by its")]
        assert told == ["Zoë Ek", "901", "A", "late", "2025-10-01T23:59:00", "worksheet"]
    assert rows(tmp_path / "out")["Bo Ek_42"]["late"] == ""


def test_a_list_that_is_damaged_is_written_again(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "handed-in.json").write_text("[{")
    assert grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles()) == 0
    assert list(read_handed_in(tmp_path / "out")) == ["ada"]


def test_a_roster_of_another_course_stops_before_anything_is_graded(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10")
    (tmp_path / "roster.csv").write_text("Name,Seat\nZed,1\n")
    roster = read_roster(tmp_path / "roster.csv")
    with pytest.raises(UsageError, match=r"Its headings are: Name, Seat"):
        grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles(), roster)
    assert not (tmp_path / "out" / "students").exists()


def test_a_platforms_zip_is_graded_as_it_is(tmp_path: Path) -> None:
    source = make_source(tmp_path)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.writestr("ekbo_21_30_losses.py", "7")
        archive.writestr("royann_LATE_22_31_losses.py", "9")
    terminal = consoles()
    grade_folder(source, tmp_path / "submissions.zip", tmp_path / "out", 1, terminal)
    found = rows(tmp_path / "out")
    assert {name: row["late"] for name, row in found.items()} == {
        "ekbo_21": "",
        "royann_22": "late",
    }
    assert "gradus check" not in text(terminal.out)


def test_the_roster_tells_who_is_missing(tmp_path: Path) -> None:
    files = {"ada": ("ada",), "stranger": ("stranger",)}
    results = write_results(tmp_path / "out", {"ada": 1.0, "stranger": 1.0}, files)
    path = tmp_path / "roster.csv"
    path.write_text("Name,Login\nAda Lovelace,ada\nBob B,bob\nCy C,cy\n")
    terminal = consoles()
    tell_missing(read_roster(path), results, "hw", terminal)
    assert "2 students handed in nothing: Bob B; Cy C." in text(terminal.err)
    assert "1 submission of nobody on the roster: stranger." in text(terminal.err)
    assert (results / "not-handed-in.txt").read_text() == "Bob B\nCy C\n"
