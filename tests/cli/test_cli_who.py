"""`gradus who`: the table before grading, and when its exit code asks for a person."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradus.cli import main

ROSTER = 'Student,ID,Section\n"Ek, Bo",21,A\n"Roe, Ann",22,A\n'
MODULES = ("losses", "softmax", "concepts", "own_tests")


def who(folder: Path, *names: str, roster: str = ROSTER) -> Result:
    submissions = folder / "class"
    submissions.mkdir()
    for name in names:
        (submissions / name).write_text("x = 1\n")
    (folder / "roster.csv").write_text(roster, "utf-8")
    arguments = ["who", "hw1-losses", str(submissions), "--roster", str(folder / "roster.csv")]
    return CliRunner(env={**os.environ, "COLUMNS": "200"}).invoke(main, arguments)


def whole(prefix: str, first: int) -> list[str]:
    return [f"{prefix}_{first + place}_{module}.py" for place, module in enumerate(MODULES)]


def test_it_shows_where_each_file_goes(tmp_path: Path) -> None:
    done = who(tmp_path, *whole("ekbo_LATE_21", 30), "ekbo_LATE_21_40_old_losses.py")
    assert done.exit_code == 0, done.stderr
    assert "ekbo_LATE_21_30_losses.py -> losses.py" in done.stdout
    assert "beside them: ekbo_LATE_21_40_old_losses.py" in done.stdout
    assert "number and name" in done.stdout
    assert "late" in done.stdout
    assert "Roe, Ann has handed in nothing" in done.stderr
    assert not (tmp_path / "class" / "students").exists()


@pytest.mark.parametrize(
    ("names", "code", "told"),
    [
        (["ekbo_21_30_losses (1).py"], 0, "losses (1).py counts as losses.py"),
        (["ekbo_21_30_losses.py", "zed_77_31_losses.py"], 1, "zed_77 is not on the roster"),
        (["ekbo_21_30_losses.py", "royann_22_text.html"], 1, "royann_22: nothing can be graded"),
        (["ekbo_21_30_losses.py", "ekbo_22_31_losses.py"], 1, "the number 22 is Roe, Ann's there"),
        (["ekbo_21_30_losses.py", "photo.jpg"], 0, "photo.jpg: not taken for a submission"),
        (["zed_77_31_losses.py"], 2, "Its headings are: Student, ID, Section"),
    ],
)
def test_the_exit_code_is_1_where_a_person_must_act(
    tmp_path: Path, names: list[str], code: int, told: str
) -> None:
    done = who(tmp_path, *names)
    assert done.exit_code == code, done.output
    assert told in done.stderr


def test_of_several_hand_ins_it_tells_which_counts(tmp_path: Path) -> None:
    work = tmp_path / "class" / "bo"
    work.mkdir(parents=True)
    for module in MODULES:
        (work / f"{module}.py").write_text("x = 1\n")
    (tmp_path / "class" / "bo.7z").write_bytes(b"7z")
    arguments = ["who", "hw1-losses", str(tmp_path / "class")]
    done = CliRunner(env={**os.environ, "COLUMNS": "200"}).invoke(main, arguments)
    assert done.exit_code == 1
    assert "bo: bo counts; bo.7z may be newer, and cannot be read" in done.stderr
