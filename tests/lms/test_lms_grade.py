"""A class is graded with its roster: who is late, who is missing, who is unknown."""

import csv
import io
import shutil
from pathlib import Path

from gradebook.fake_class import hand_in, make_source, resume_source
from lms.results import write_results
from rich.console import Console

from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.cli.missing import tell_missing
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
    assert standing["bob"] == "marked by other tasks or points than the assignment's"


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
