"""A course that is given again: what it takes over, what it must not, and what is known of it."""

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from gradus.cli import main
from gradus.course import load_course
from gradus.scaffold import new_assignment, new_course, new_task
from gradus.scaffold.last_year import moved

RULES = """\
zone = "Europe/Berlin"
roster = "students.csv"
results = "results of 2026-10-14"

[assignments.hw1]
due = 2026-10-14  # not 2026-10-21, which is a holiday
[assignments.hw1.sections]
Tuesday = 2026-10-15T18:00:00
"""


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """A course that was given, with what a term leaves behind."""
    folder = new_course(tmp_path / "2026" / "sound", tmp_path / "settings").folder
    new_assignment(folder, "hw1", "signals.energy")
    new_task(folder, "hw1", "1.2", "signals.power")
    (folder / "course.toml").write_text(RULES, "utf-8")
    test = folder / "assignments/hw1/tests/task_1_2.py"
    fixed = (
        test.read_text("utf-8").replace(", rng)", ")").replace("rng.normal(size", "np.ones(shape")
    )
    test.write_text(fixed, "utf-8")
    left = ["students.csv", "extensions.csv", "results/hw1/grades.csv", "dist/hw1-autograder.zip"]
    for name in (*left, "assignments/hw1/tests/__pycache__/task.pyc", "solutions/old.zip"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("of 2026", "utf-8")
    return folder


@pytest.fixture
def again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "settings").rename(tmp_path / "gradus")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "2027" / "sound"


def given_again(last: Path, again: Path, *more: str) -> Result:
    words = ["new", "course", str(again), "--from", str(last), *more]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_the_course_is_taken_over_and_the_term_is_not(last: Path, again: Path) -> None:
    assert given_again(last, again).exit_code == 0
    files = {path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file()}
    kept = {
        "course.toml",
        "assignments/hw1/tests/task_1_2.py",
        "solutions/signals.py",
        ".gitignore",
    }
    assert files >= kept
    assert not [name for name in files if (again / name).read_bytes() == b"of 2026"]


def test_the_secret_is_new_though_the_name_is_not(last: Path, again: Path) -> None:
    said = given_again(last, again).stdout
    old, new = again.parents[1] / "gradus/sound.secret", again.parents[1] / "gradus/sound-2.secret"
    assert old.read_text() != new.read_text()
    assert f"export GRADUS_SECRET_FILE={new}" in said
    assert "sound-2.secret" in (again / "README.md").read_text("utf-8")


def test_dates_keep_their_day_of_the_week(last: Path, again: Path) -> None:
    told = given_again(last, again)
    rules, before = load_course(again), (last / "course.toml").read_text("utf-8")
    assert rules is not None
    due = rules.assignments["hw1"].due
    assert due is not None
    assert due.astimezone(rules.zone).strftime("%A %Y-%m-%d") == "Wednesday 2027-10-13"
    assert "hw1 is due Wednesday, 2027-10-13" in told.stderr
    text = (again / "course.toml").read_text("utf-8")
    assert "Tuesday = 2027-10-14T18:00:00" in text
    assert "# not 2026-10-21" in text
    assert '"results of 2026-10-14"' in text
    assert len(text.splitlines()) == len(before.splitlines())


def test_dates_move_by_the_weeks_that_are_asked_for(last: Path, again: Path) -> None:
    assert given_again(last, again, "--weeks", "26").exit_code == 0
    assert "due = 2027-04-14" in (again / "course.toml").read_text("utf-8")


@pytest.mark.parametrize("text", ["due = 9999-12-30\n", "due = 2026-13-45\n", ""])
def test_what_is_no_date_stays_for_its_reader(text: str) -> None:
    assert moved(text, 52) == text


def test_a_date_that_cannot_be_is_told_with_its_line(last: Path, again: Path) -> None:
    rules = RULES.replace("2026-10-14  #", "2026-03-29T02:30:00  #")
    (last / "course.toml").write_text(rules.replace("roster", "# roster"), "utf-8")
    told = given_again(last, again, "--weeks", "0")
    assert told.exit_code == 0
    assert re.search(r"Put right before you grade: .*course\.toml, line 6: ", told.stderr)


def test_what_a_student_of_last_year_still_knows_is_listed(last: Path, again: Path) -> None:
    folder = last / "solutions/data"
    folder.mkdir()
    np.savez(folder / "songs.npz", x=np.ones(3))
    toml = last / "assignments/hw1/assignment.toml"
    toml.write_text('hidden_data = "data"\n' + toml.read_text("utf-8"), "utf-8")

    listed = given_again(last, again).stdout

    assert "hw1: the solutions of 2 tasks, and 2 public cases with their numbers" in listed
    assert "hw1: hidden cases that draw nothing from rng: task_1_2, Random table\n" in listed
    assert "hw1: the hidden data solutions/data/songs.npz: render it anew" in listed


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--from", "."), "is no course: it has no assignments/ and solutions/"),
        (("--weeks", "3"), "--weeks moves the dates of a course that is named with --from"),
        (("--from", "nowhere"), "'nowhere' does not exist"),
    ],
)
def test_what_cannot_be_given_again_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    said = CliRunner().invoke(main, ["new", "course", "sound", *more])
    assert said.exit_code == 2
    assert told in " ".join(said.stderr.split())
    assert not list(tmp_path.iterdir())
