"""What people enter about marks holds, is told to whom it concerns, and is never lost."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli.marked_class import (
    A_DAY_LATE,
    IN_TIME,
    RULES,
    grades,
    gradus,
    make_course,
    mark,
    write_a_late_class,
    write_class,
)

from gradus.gradebook import read_entries


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path, RULES)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_a_late_class(tmp_path / "out")


def test_a_task_and_a_mark_are_set_and_every_output_tells_it(course: Path, out: Path) -> None:
    assert mark(course, out, "ada", "1.1", "--set", "90", "--why", "a typo of ours").exit_code == 0
    done = mark(course, out, "bob", "1.1", "--add", "5", "--why", "a good plot", who="tom")
    assert done.exit_code == 0, done.output
    assert "bob: 60 → 65 of 100" in done.stderr
    told = grades(out)
    assert (told["ada"]["score"], told["ada"]["judged"]) == ("90", "80")
    assert told["ada"]["steps"] == "Task 1.1: 80 → 90 (mia): a typo of ours"
    assert told["bob"]["1.1 Main"] == "75"
    assert told["bob"]["late"] == "late"
    assert "−10 → 65: 1 day late, 10 % of 100 for each" in told["bob"]["steps"]
    assert told["cy"]["score"] == ""
    feedback = (out / "students/bob/feedback.md").read_text("utf-8")
    assert "**65 of 100 points**" in feedback
    assert "Task 1.1: 70 → 75: a good plot" in feedback
    assert "tom" not in feedback, "who marks is for staff"
    results = json.loads((out / "students/bob/results.json").read_text("utf-8"))
    assert results["score"] == 65
    assert "1 day late" in results["output"]


def test_a_person_settles_a_mark_that_was_open(course: Path, out: Path) -> None:
    mark(course, out, "cy", "1.2", "--set", "0", "--why", "read by hand")
    assert grades(out)["cy"]["score"] == ""
    mark(course, out, "cy", "1.1", "--set", "50", "--why", "read by hand")
    assert grades(out)["cy"]["score"] == "50"
    assert "not your final mark" not in (out / "students/cy/feedback.md").read_text("utf-8")


def test_a_mistake_is_taken_back_and_listed(course: Path, out: Path) -> None:
    mark(course, out, "ada", "--set", "8", "--why", "a slip of the pen")
    assert grades(out)["ada"]["score"] == "8"
    undone = mark(course, out, "ada", "--undo", "--why", "meant 80", who="tom")
    assert undone.exit_code == 0, undone.output
    assert grades(out)["ada"]["score"] == "80"
    again = mark(course, out, "ada", "--undo", "--why", "once more")
    assert again.exit_code == 2
    assert "so there is none to take back" in again.stderr
    listed = gradus(course, "mark", "hw1-losses", out, "--list")
    assert listed.exit_code == 0
    assert "a slip of the pen" in listed.output
    assert "takes back" in listed.output
    assert "2 entries, 0 in force" in listed.output


def test_markers_who_contradict_one_another_are_told(course: Path, out: Path) -> None:
    mark(course, out, "ada", "1.1", "--set", "90", "--why", "generous")
    done = mark(course, out, "ada", "1.1", "--set", "70", "--why", "strict", who="tom")
    assert "contradict one another (mia 90, tom 70); that of tom holds" in done.stderr
    assert "contradict" in grades(out)["ada"]["attention"]
    feedback = (out / "students/ada/feedback.md").read_text("utf-8")
    assert "Task 1.1: 80 → 70: strict" in feedback
    assert "generous" not in feedback, "what was replaced is for staff"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ada", "7.7", "--set", "1", "--why", "x"), "There is no task 7.7"),
        (("ada", "1.1", "--set", "101", "--why", "x"), "cannot be 101: it is from 0 to 100"),
        (("ada", "1.1", "--add", "-90", "--why", "x"), "cannot be -10, 80 with -90,"),
        (("ada", "--set", "106", "--why", "x"), "it is from 0 to 105"),
        (("ada", "--set", "nan", "--why", "x"), "is no number of points"),
        (("ada", "--set", "1"), "Say why"),
        (("adda", "--set", "1", "--why", "x"), "has nobody called 'adda'. Is it ada?"),
        (("ada", "--why", "x"), "one of --set, --add and --undo"),
        (("ada", "--set", "1", "--add", "1", "--why", "x"), "one of --set, --add and --undo"),
    ],
)
def test_what_cannot_be_entered(course: Path, out: Path, words: tuple[str, ...], told: str) -> None:
    done = mark(course, out, *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not list(out.glob("marks-*"))


def test_a_table_is_entered_whole_or_not_at_all(tmp_path: Path, course: Path, out: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("student;task;set;add;why\nada;1.1;90;;seen\nzoe;;;1;\nbob;1.9;2;;x\n")
    done = mark(course, out, "--from", table)
    assert done.exit_code == 1
    assert f"{table}, line 3: Say why" in done.stderr
    assert f"{table}, line 4: There is no task 1.9" in done.stderr
    assert not list(out.glob("marks-*"))
    table.write_text("student;task;set;add;why\nada;1.1;90,5;;seen\nbob;;;-1;asked\n")
    assert mark(course, out, "--from", table).exit_code == 0
    assert [grades(out)[student]["score"] for student in ("ada", "bob")] == ["90.5", "59"]


@pytest.mark.parametrize(
    ("damage", "line", "told"),
    [
        (lambda text: text.replace("80.0", "10.0", 1), 1, "it was changed after"),
        (lambda text: "".join(text.splitlines(True)[1:]), 1, "does not follow the line before"),
        (
            lambda text: "".join(text.splitlines(True)[::2]),
            2,
            "one was taken out, put in or moved",
        ),
        (lambda text: text[:-40], 3, "it was cut short"),
        (lambda text: "{}\n" + text, 1, "it is no entry"),
        (lambda text: "".join(text.splitlines(True)[:2]), 3, "it was cut: 3 lines counted before"),
        (lambda _text: "", 3, "it was cut"),
    ],
)
def test_a_broken_chain_is_named_with_its_line(
    course: Path, out: Path, damage: object, line: int, told: str
) -> None:
    for points in ("60", "70", "75"):
        mark(course, out, "ada", "1.1", "--set", points, "--why", "a reason")
    path = out / "marks-mia.jsonl"
    assert callable(damage)
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    before = grades(out)
    done = mark(course, out, "ada", "1.1", "--set", "50", "--why", "a reason", who="tom")
    assert done.exit_code == 1
    assert f"{path}, line {line}: " in done.stderr
    assert told in done.stderr
    assert grades(out) == before


def test_an_entry_outlives_another_base_and_a_person_is_told(course: Path, out: Path) -> None:
    mark(course, out, "ada", "1.1", "--set", "90", "--why", "read")
    write_class(out, {"ada": 85, "bob": 70, "cy": None}, {"ada": IN_TIME, "bob": A_DAY_LATE})
    mark(course, out, "bob", "1.1", "--add", "1", "--why", "read")
    assert grades(out)["ada"]["score"] == "90"
    assert "judged otherwise (80 before, 85 now)" in grades(out)["ada"]["attention"]


@pytest.mark.slow
def test_whoever_is_killed_while_entering_leaves_whole_files(course: Path, out: Path) -> None:
    """At some writes in between, and the chain holds each time."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from gradus.gradebook import writing\n"
        "left, replace = int(sys.argv.pop(1)), Path.replace\n"
        "def dying(self, target):\n"
        "    global left\n"
        "    left -= 1\n"
        f"    left or os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "    return replace(self, target)\n"
        "Path.replace = dying\n"
        "from gradus.cli import main\n"
        "main()\n"
    )
    killed = 0
    for writes in (1, 2, 4):
        words = ["mark", "hw1-losses", out, "ada", "--add", "1", "--why", "x", "--who", "mia"]
        command = [sys.executable, "-c", code, writes, *words, "--course", course]
        done = subprocess.run([*map(str, command)], capture_output=True, env={**os.environ})
        killed += done.returncode == -signal.SIGKILL
        entries = read_entries(out, "hw1-losses")
        assert len(entries) in (killed - 1, killed)
    assert killed == 3
    assert mark(course, out, "ada", "--add", "1", "--why", "at last").exit_code == 0
    assert float(grades(out)["ada"]["score"]) == 80 + len(read_entries(out, "hw1-losses"))
