"""Commands that are printed to be run next can be pasted as they stand."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from release.mini_course import write_course

from gradus.assignment import Assignment, load_assignment
from gradus.cli.next_commands import can_be_typed, command, judged_alike, shell
from gradus.gradebook import LocalJudge

GRADUS = Path(sys.executable).with_name("gradus")
NAMES = ("Anna O'Neill (2)", "José $HOME & co", "two  spaces; `pwd`")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((GRADUS, *words), cwd=folder, capture_output=True, text=True, check=False)


def printed(told: str) -> list[list[str]]:
    """The lines that stand apart as commands, as a shell reads them."""
    lines = (line for line in told.splitlines() if line.startswith("    "))
    return [shlex.split(line) for line in lines if line.split()[0] in ("gradus", "less")]


@pytest.mark.exhaustive
def test_a_class_ends_with_commands_that_run(tmp_path: Path) -> None:
    mini = write_course(tmp_path / "the course")
    source = mini.path("solutions/losses.py").read_text()
    for name in NAMES:
        work = tmp_path / "-class" / name
        work.mkdir(parents=True)
        (work / "losses.py").write_text(source.replace("2 *", "3 *"))
    course = ("--course", "the course")
    alike = ("--isolation", "none", "--strict")
    graded = run(tmp_path, "grade", "mini", "./-class", "-o", "out", "--jobs", "1", *course, *alike)
    assert graded.returncode == 0, graded.stderr
    read, check = printed(graded.stdout)
    assert read[0] == "less"
    assert (tmp_path / read[1]).is_file()
    assert check[:3] == ["gradus", "check", "mini"]
    assert " ".join(alike) in " ".join(check)
    checked = run(tmp_path, *check[1:])
    assert "Error" not in checked.stderr
    assert "points" in checked.stdout

    mini.edit("tests/task_1_1.py", "silence()), 2.5)", "silence()), 5.0)")
    mini.edit("solutions/losses.py", "np.mean(", "np.sum(")
    held = run(tmp_path, "regrade", "mini", "./-class", "-o", "out", "--jobs", "1", *course, *alike)
    assert held.returncode == 1
    assert "3 marks would be lower" in held.stderr
    diff, regrade = printed(held.stderr)
    assert " ".join(alike) in " ".join(regrade)
    assert "3 lower" in run(tmp_path, *diff[1:]).stdout
    assert run(tmp_path, *regrade[1:]).returncode == 0
    assert "0 lower" in run(tmp_path, *diff[1:]).stdout


@pytest.mark.parametrize("name", ["-x.zip", "a b", "a'b", "$(id)", "ümlaut", "*", "a\\b", "~"])
def test_a_shell_gives_the_path_back(tmp_path: Path, name: str) -> None:
    (tmp_path / "course" / "assignments").mkdir(parents=True)
    line = shell("printf", "%s", Path(name))
    said = subprocess.run(
        ("sh", "-c", line), cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(said.stdout) == Path(name)
    assert not shlex.split(shell("gradus", Path(name)))[1].startswith("-")


def test_the_course_is_named_where_it_would_not_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(tmp_path / "course")
    assignment = load_assignment(tmp_path / "course", "mini")
    monkeypatch.chdir(tmp_path / "course")
    assert command("check", assignment, Path("x")) == "gradus check mini x"
    monkeypatch.chdir(tmp_path)
    told = f"gradus check mini x --course {tmp_path / 'course'}"
    assert command("check", assignment, Path("x")) == told


def test_what_a_terminal_cannot_show_is_not_given_to_type() -> None:
    assert can_be_typed(Path("a/ü b"))
    assert not can_be_typed(Path("a/\udce4b"))
    assert not can_be_typed(Path("a/\x1b[2J"))


@pytest.mark.parametrize("words", [("check", ""), ("check", "hw1-losses", ""), ("diff", "")])
def test_an_empty_word_is_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1
    assert "is empty" in done.stderr


def test_the_options_of_judging_are_repeated() -> None:
    asked = cast("Assignment", None)
    assert judged_alike(LocalJudge(asked)) == ()
    assert judged_alike(LocalJudge(asked, "uid")) == ("--isolation", "uid")
    assert judged_alike(LocalJudge(asked, "uid", strict=True)) == ("--isolation", "uid", "--strict")
