"""What `gradus grade` and `gradus check` print, write and exit with, whatever the judge says."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from gradebook.fake_class import FakeSource, hand_in, make_source
from rich.console import Console

from gradus.cli.check import check_submission
from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.errors import UsageError


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    return make_source(tmp_path)


@pytest.fixture
def consoles() -> Consoles:
    return Consoles(Console(file=io.StringIO(), width=100), Console(file=io.StringIO(), width=100))


def text(console: Console) -> str:
    written = console.file
    assert isinstance(written, io.StringIO)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def grade(tmp_path: Path, source: FakeSource, consoles: Consoles) -> int:
    return grade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles)


def test_a_class_ends_with_table_files_and_what_is_next(
    tmp_path: Path, source: FakeSource, consoles: Consoles
) -> None:
    hand_in(tmp_path, **{f"student{number}": str(number) for number in range(1, 11)})
    assert grade(tmp_path, source, consoles) == 0
    told = text(consoles.err).splitlines()
    assert told[:3] == ["hw: 10 submissions", "Isolation: fake", told[2]]
    assert told[2].startswith("graded 1 of 10, about ")
    assert told[11] == "graded 10 of 10"
    assert told[12].startswith("Graded 10 submissions in ")
    printed = text(consoles.out)
    for part in ("Marks", "Tasks", "9 × 1.1 It is too large.", "No submission needs a person."):
        assert part in printed
    assert f"  {tmp_path}/out/grades.csv" in printed
    assert f"gradus check hw {tmp_path}/class/student1" in printed
    assert "run the same command" in printed
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        scores = {row["student"]: row["score"] for row in csv.DictReader(file)}
    assert scores == {f"student{number}": str(number) for number in range(1, 11)}
    feedback = (tmp_path / "out" / "students" / "student7" / "feedback.md").read_text()
    assert "7 of 10 points" in feedback
    assert "forty-two" not in feedback


def test_again_says_what_had_not_changed(
    tmp_path: Path, source: FakeSource, consoles: Consoles
) -> None:
    hand_in(tmp_path, ada="10", bob="7")
    grade(tmp_path, source, consoles)
    hand_in(tmp_path, bob="8")
    assert grade(tmp_path, source, consoles) == 0
    told = text(consoles.err)
    assert "1 of 2 are graded already" in told
    assert "1 had not changed since they were graded." in told


def test_what_could_not_be_checked_is_an_exit_code(
    tmp_path: Path, source: FakeSource, consoles: Consoles
) -> None:
    hand_in(tmp_path, ada="10", bob="unchecked")
    assert grade(tmp_path, source, consoles) == 1
    assert "1 submission could not be checked to the end. Run the same" in text(consoles.err)


def test_no_isolation_is_said_loudly(
    tmp_path: Path, source: FakeSource, consoles: Consoles
) -> None:
    hand_in(tmp_path, ada="10")
    grade(tmp_path, replace(source, isolation="none"), consoles)
    told = text(consoles.err)
    assert "WARNING: isolation level none. Student code runs with your own rights" in told
    assert "WARNING: isolation level none. Student code ran with your own rights" in told


def test_progress_in_a_terminal_names_who_is_graded(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="7")
    err = Console(file=io.StringIO(), width=100, force_terminal=True)
    assert grade(tmp_path, source, Consoles(Console(file=io.StringIO()), err)) == 0
    assert "Isolation: fake" in text(err)
    assert "grading" in text(err)


@pytest.mark.parametrize("output", ["class", "class/results", "class/ada/deep"])
def test_results_do_not_go_among_the_submissions(
    tmp_path: Path, source: FakeSource, consoles: Consoles, output: str
) -> None:
    hand_in(tmp_path, ada="10")
    with pytest.raises(UsageError, match="among the submissions"):
        grade_folder(source, tmp_path / "class", tmp_path / output, 1, consoles)
    assert [path.name for path in (tmp_path / "class").iterdir()] == ["ada"]


@pytest.mark.parametrize(("order", "code"), [("10", 0), ("9", 1), ("unchecked", 1)])
def test_check_exits_with_0_for_full_marks_only(
    tmp_path: Path, source: FakeSource, consoles: Consoles, order: str, code: int
) -> None:
    folder = hand_in(tmp_path, ada=order)
    assert check_submission(source, folder / "ada", consoles) == code
    assert "Task 1.1: Loss" in text(consoles.out)
    assert "Isolation: fake" in text(consoles.err)
    assert (source.notes / "closed").exists()


def test_check_hides_what_is_hidden(tmp_path: Path, source: FakeSource, consoles: Consoles) -> None:
    folder = hand_in(tmp_path, ada="7")
    check_submission(source, folder / "ada", consoles)
    told = text(consoles.out) + text(consoles.err)
    assert "Lost  0/3, hidden\n      It is too large." in told
    assert "forty-two" not in told
