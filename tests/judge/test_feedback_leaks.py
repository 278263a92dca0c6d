"""What a student can read never holds anything of the hidden half, whatever the code tries."""

import inspect
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from judge.leak_course import CANARIES, submissions, write_leak_course
from rich.console import Console
from sampling import sampled

from gradus.assignment import Assignment, load_cases
from gradus.audit import write_demo_class
from gradus.errors import SandboxError
from gradus.judge import Calibration, Judge, open_judge
from gradus.reports import feedback_markdown, print_feedback
from gradus.results import Record, Status
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

SECRET = b"a secret for the tests only"
HOME = Path(__file__).resolve().parents[2]
LONG = 24
"""A line of source of so many characters is nobody's by chance."""

Bench = tuple[Judge, Calibration]


def student_can_read(record: Record) -> str:
    """Everything: the feedback in each form, and what Gradescope shows to students."""
    screen = io.StringIO()
    print_feedback(record, Console(file=screen, width=200))
    shown = {**record.gradescope}
    shown["tests"] = [test for test in shown["tests"] if test.get("visibility") != "hidden"]
    return "\n".join((feedback_markdown(record), screen.getvalue(), json.dumps(shown)))


def paths_of_the_grader(course: Path) -> tuple[str, ...]:
    return (str(HOME), str(course), tempfile.gettempdir() + "/gradus-", "site-packages")


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Judge, Calibration, Path]]:
    course = tmp_path_factory.mktemp("leak")
    judge = open_judge(write_leak_course(course), isolation="none", secret=SECRET)
    yield judge, judge.calibrate(), course
    judge.close()


def hand_in(folder: Path, sources: dict[str, str]) -> Path:
    folder.mkdir()
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source, "utf-8")
    return folder


@pytest.mark.parametrize("way", sampled(submissions(), 5, str, lambda _: False))
def test_hidden_cases_leave_no_trace(
    way: str, leaky: tuple[Judge, Calibration, Path], tmp_path: Path
) -> None:
    judge, calibration, course = leaky
    handed_in = hand_in(tmp_path / "ada", submissions()[way])
    record = judge.grade(one_submission(handed_in, ("scales", "later")), calibration)
    hidden = [case for question in record.questions for case in question.cases if case.hidden]
    assert any(case.status is Status.FAILED for case in hidden)
    read = student_can_read(record).lower()
    for canary in (*CANARIES, *paths_of_the_grader(course)):
        assert canary.lower() not in read, way


def test_the_marks_would_be_seen(leaky: tuple[Judge, Calibration, Path], tmp_path: Path) -> None:
    """The search finds what is shown: the inputs of public cases."""
    judge, calibration, _ = leaky
    handed_in = hand_in(tmp_path / "ada", submissions()["prints and fails"])
    record = judge.grade(one_submission(handed_in, ("scales", "later")), calibration)
    assert "array([1., 2.])" in student_can_read(record)


def test_a_submission_that_cannot_be_graded_shows_no_path(
    leaky: tuple[Judge, Calibration, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, calibration, _ = leaky
    handed_in = hand_in(tmp_path / "ada", submissions()["prints"])

    def enter(folder: Path) -> NoReturn:
        raise SandboxError(f"{folder} cannot be given to a worker")

    monkeypatch.setattr(judge._sandbox, "enter", enter)
    record = judge.grade(one_submission(handed_in, ("scales", "later")), calibration)
    assert tempfile.gettempdir() in record.attention[0]
    assert tempfile.gettempdir() not in student_can_read(record)


def hidden_lines(assignment: Assignment) -> set[str]:
    """The lines of hidden cases that are in no public part of a test file."""
    names = (*assignment.modules, "rng", "reference")
    hidden: set[str] = set()
    public: set[str] = set()
    for task in assignment.tasks:
        source = load_cases(assignment.test_path(task), names)
        for case in source.cases:
            body = {line.strip() for line in inspect.getsource(case.test_func).splitlines()}
            (hidden if case.hidden else public).update(body)
    told = {line for line in hidden if line.startswith(('"""', "@test_case"))}
    return {line for line in hidden - public - told if len(line) >= LONG}


@pytest.mark.exhaustive
def test_the_demo_class_reads_nothing_hidden(
    hw1: Assignment, bench: Callable[[str], Bench], tmp_path: Path
) -> None:
    write_demo_class(hw1, tmp_path / "class")
    handed_in = sorted(path for path in (tmp_path / "class").iterdir() if _is_quick(path))
    judge, calibration = bench(hw1.name)
    lines = hidden_lines(hw1)
    assert len(lines) > 50
    for path in handed_in[::2]:
        read = student_can_read(judge.grade(one_submission(path, hw1.modules), calibration))
        leaks = [line for line in lines if line in read]
        leaks += [place for place in paths_of_the_grader(hw1.course) if place in read]
        assert not leaks, path.name


def _is_quick(path: Path) -> bool:
    """Not one that runs until it is stopped, and not one of several files."""
    endless = re.search("endless|huge", path.name)
    return path.suffix != ".py" and not endless
