"""Dates that count: late rules, extensions and slip days, from the files to what goes out."""

import csv
import io
import json
from pathlib import Path

import pytest
from cli.marked_class import gradus, make_course, write_class
from gradebook.fake_class import hand_in, make_source, run
from rich.console import Console

from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.cli.regrade import regrade_folder
from gradus.errors import MarkingError, UsageError
from gradus.gradebook import HandedIn, Listed, iter_records
from gradus.marking import known_names
from gradus.submission import Origin

SLIP_DAYS = """\
zone = "Europe/Berlin"
[late]
slip_days = 2
[assignments.hw1]
due = 2026-10-14
[assignments.hw2]
due = 2026-10-21
"""
HANDED_IN = HandedIn("ada_1", ("ada_1.zip",), Origin())
LATE = {"hw1": "2026-10-16T10:00:00", "hw2": "2026-10-23T10:00:00"}


def roster(folder: Path) -> Path:
    path = folder / "roster.csv"
    path.write_text("Name,Login\nAda,ada\nBob,bob\n")
    return path


def exported(results: Path, name: str) -> dict[str, str]:
    text = (results / "export" / "moodle-grades.csv").read_text("utf-8")
    return {row["Login"]: row[name] for row in csv.DictReader(io.StringIO(text))}


def test_slip_days_move_where_they_are_worth_most_and_export_says_whose(tmp_path: Path) -> None:
    course = make_course(tmp_path, SLIP_DAYS, "hw1", "hw2")
    first, second = (course / "results" / name for name in ("hw1", "hw2"))
    write_class(first, {"ada": 60, "bob": 90}, dict.fromkeys(("ada", "bob"), LATE["hw1"]), "hw1")
    words = ("--roster", roster(tmp_path))
    assert gradus(course, "export", "moodle", first, *words).exit_code == 0
    assert exported(first, "hw1") == {"ada": "60", "bob": "90"}
    feedback = (first / "students/ada/feedback.md").read_text("utf-8")
    assert "2 slip days of 2 spent here, 0 elsewhere, 0 left" in feedback
    write_class(second, {"ada": 80, "bob": 80}, dict.fromkeys(("ada", "bob"), LATE["hw2"]), "hw2")
    done = gradus(course, "export", "moodle", second, *words)
    assert done.exit_code == 1, "an exported mark has changed, and a person has to act"
    assert exported(second, "hw2") == {"ada": "80", "bob": "0"}
    told = done.stderr.replace("\n", "")
    assert "ada was exported with 60 for hw1 and has 0 there now" in told
    assert "bob was exported" not in told
    assert gradus(course, "export", "moodle", first, *words).exit_code == 0
    assert exported(first, "hw1") == {"ada": "0", "bob": "90"}
    assert gradus(course, "export", "moodle", second, *words).exit_code == 0


def test_an_extension_counts_and_nobodys_is_refused(tmp_path: Path) -> None:
    course = make_course(tmp_path, SLIP_DAYS.replace("slip_days = 2", "percent = 10"), "hw1", "hw2")
    results = course / "results" / "hw1"
    write_class(results, {"ada": 60, "bob": 90}, dict.fromkeys(("ada", "bob"), LATE["hw1"]), "hw1")
    words = ("export", "moodle", results, "--roster", roster(tmp_path))
    table = course / "extensions.csv"
    table.write_text("student;assignment;days;until;why\nada;*;1;;ill\nbbo;hw1;;2026-10-20;\n")
    done = gradus(course, *words)
    assert done.exit_code == 1
    assert f"{table}, line 3: nobody is called 'bbo'" in done.stderr
    assert not (results / "export").exists()
    table.write_text(table.read_text().replace("bbo", "Bob"))
    assert gradus(course, *words).exit_code == 0
    assert exported(results, "hw1") == {"ada": "50", "bob": "90"}


def test_who_has_handed_in_nothing_is_known_by_the_roster_of_the_course(tmp_path: Path) -> None:
    course = make_course(tmp_path, SLIP_DAYS, "hw1", "hw2")
    results = course / "results" / "hw1"
    write_class(results, {"bob": 90}, {"bob": "2026-10-14T10:00:00"}, "hw1")
    (course / "extensions.csv").write_text("student,assignment,days\nAda,hw1,2\n")
    words = ("export", "moodle", results, "--roster", roster(tmp_path))
    assert "nobody is called 'Ada'" in gradus(course, *words).stderr
    (course / "course.toml").write_text(f"roster = '{roster(tmp_path)}'\n{SLIP_DAYS}")
    assert gradus(course, *words).exit_code == 0


def test_somebody_whom_two_lists_know_by_other_numbers_is_one_person() -> None:
    people = known_names(
        [{"ada_1": HandedIn("ada_1", (), Origin(), (Listed("Ada", "S1"),))}, {"ada_1": HANDED_IN}],
        [[Listed("Ada", "ada"), Listed("Bob", "b1"), Listed("Bob", "b2")]],
    )
    assert len(people["ada"]) == len(people["ada_1"]) == len(people["s1"]) == 1
    assert people["bob"] == {"b1", "b2"}


@pytest.mark.parametrize("fault", ["due = 2026-02-30", "due = 2026-10-25T02:30:00", "dew = 1"])
def test_a_rule_that_was_not_understood_marks_nobody(tmp_path: Path, fault: str) -> None:
    course = make_course(tmp_path, f'zone = "Europe/Berlin"\n[assignments.hw1]\n{fault}\n', "hw1")
    results = course / "results" / "hw1"
    write_class(results, {"ada": 60}, {"ada": LATE["hw1"]}, "hw1")
    done = gradus(course, "export", "moodle", results, "--roster", roster(tmp_path))
    assert done.exit_code == 1
    assert f"{course / 'course.toml'}, line 3: " in done.stderr
    assert not (results / "export").exists()
    assert not (results / "grades.csv").exists()


def test_the_rules_are_found_from_elsewhere_or_the_export_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks without the course's rules would be too high."""
    from click.testing import CliRunner

    from gradus.cli import main

    course = make_course(tmp_path, SLIP_DAYS.replace("slip_days = 2", "percent = 10"), "hw1", "hw2")
    results = tmp_path / "out"
    write_class(results, {"ada": 60}, {"ada": LATE["hw1"]}, "hw1")
    words = ("hw1", results, "ada", "--add", "0", "--why", "seen", "--who", "mia")
    assert gradus(course, "mark", *words).exit_code == 0
    monkeypatch.chdir(tmp_path)
    line = ["export", "moodle", str(results), "--roster", str(roster(tmp_path))]
    assert CliRunner().invoke(main, line).exit_code == 0
    assert exported(results, "hw1") == {"ada": "40"}
    course.rename(tmp_path / "moved")
    done = CliRunner().invoke(main, line)
    assert done.exit_code == 2
    assert "name it with --course" in done.stderr


@pytest.fixture
def consoles() -> Consoles:
    return Consoles(Console(file=io.StringIO(), width=150), Console(file=io.StringIO(), width=300))


def test_a_class_is_graded_by_its_dates(tmp_path: Path, consoles: Consoles) -> None:
    source = make_source(tmp_path)
    (source.assignment.course / "course.toml").write_text(
        'zone = "Europe/Berlin"\n[late]\npercent = 10\n[assignments.hw]\ndue = 2026-10-14\n'
    )
    hand_in(tmp_path, ada="8")
    brightspace = tmp_path / "class" / "1234-567 - Bob Bach - Oct 16, 2026 1000 AM"
    brightspace.mkdir()
    (brightspace / "losses.py").write_text("9")
    grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles)
    with (tmp_path / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["submitted as"]: row for row in csv.DictReader(file)}
    bob = rows[brightspace.name]
    assert (bob["score"], bob["judged"], bob["late"]) == ("7", "9", "late")
    assert "2 days late, 10 % of 10 for each" in bob["steps"]
    assert rows["ada"]["score"] == "8"
    assert "time of hand-in is not known" in rows["ada"]["attention"]
    folder = tmp_path / "out" / "students" / bob["student"]
    assert "**7 of 10 points**" in (folder / "feedback.md").read_text("utf-8")
    assert json.loads((folder / "results.json").read_text("utf-8"))["score"] == 7
    assert "2 days late" in (folder / "feedback.html").read_text("utf-8")
    (source.assignment.course / "course.toml").write_text("zone = 1\n")
    with pytest.raises(MarkingError, match="line 1: zone must be a text"):
        grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles)


def test_a_drop_is_accepted_of_one_student(tmp_path: Path, consoles: Consoles) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10", bob="7")
    run(tmp_path, source=source, processes=False)
    for student in ("ada", "bob"):
        (source.notes / f"order-{student}").write_text("1")
    test = source.assignment.folder / "tests" / "task_1_1.py"
    test.write_text("# changed\n")
    places = (source, tmp_path / "class", tmp_path / "out", 1, consoles)
    with pytest.raises(UsageError, match="nobody called adda"):
        regrade_folder(*places, accepted=frozenset({"adda"}))
    assert regrade_folder(*places, accepted=frozenset({"ada"})) == 1
    assert {one.student: one.score for one in iter_records(tmp_path / "out")} == {
        "ada": 1,
        "bob": 7,
    }
