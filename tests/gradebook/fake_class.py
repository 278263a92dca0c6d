"""A class whose judge does as the submissions say, and leaves notes of what it did.

The text of a submission's `losses.py` is an order: `<points>`, `die`, `die once`, `raise`,
`unchecked`, `kill the worker`, which is what has started its process, or `wait`, which lasts until
there is a file called `go`. A file `order-<student>` among
the notes is an order that comes before it, as if a test had changed.
"""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gradus.assignment import Assignment, load_assignment
from gradus.errors import CouldNotCheck
from gradus.gradebook import ClassRun, LocalPool, Pool, grade_class
from gradus.results import CaseResult, Known, QuestionResult, Record, Status
from gradus.submission import Submission, find_submissions

DEADLINE = 60.0


@dataclass(frozen=True)
class FakeJudge:
    """Writes to `notes`: a line a grading in `graded-<student>`, and its process in `pid-<pid>`."""

    source: "FakeSource"

    def calibrate(self) -> dict[str, float]:
        order = (self.source.assignment.solutions / "losses.py").read_text()
        if order == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if order == "wrong":
            raise CouldNotCheck("The reference fails task_1_1.")
        note(self.source.notes / "calibrated")
        return {"task_1_1/Only": 0.1}

    def grade(
        self,
        submission: Submission,
        calibration: dict[str, float],
        known: Known,
    ) -> Record:
        assert calibration == {"task_1_1/Only": 0.1}
        assert known.kept.keys() <= {"task_1_1"}
        order = (submission.path / "losses.py").read_text()
        otherwise = self.source.notes / f"order-{submission.student}"
        order = otherwise.read_text() if otherwise.exists() else order
        note(self.source.notes / f"graded-{submission.student}")
        (self.source.notes / f"pid-{os.getpid()}").touch()
        status = Status.UNCHECKED if order == "unchecked" else Status.PASSED
        points = 0.0
        match order:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "die once" if lines(self.source.notes / f"graded-{submission.student}") == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            case "kill the worker":
                os.kill(os.getppid(), signal.SIGKILL)
                until((self.source.notes / "never").exists)
            case "raise":
                raise ValueError("a bug in the judge")
            case "wait":
                until((self.source.notes / "go").exists)
            case "die once":
                pass
            case "unchecked":
                points = 10.0
            case number:
                points = float(number)
        return record(self.source, submission, points, status)

    def close(self) -> None:
        note(self.source.notes / "closed")


@dataclass(frozen=True)
class FakeSource:
    """Opens fake judges of a course on disk."""

    assignment: Assignment
    notes: Path
    isolation: str = "fake"
    secret: bytes = b"sesame"

    def level(self) -> str:
        return self.isolation

    def open(self) -> FakeJudge:
        return FakeJudge(self)


def record(source: FakeSource, submission: Submission, points: float, status: Status) -> Record:
    """Of 10 points for task 1.1 `points` are earned by a public case, the rest lost in a hidden."""
    lost = 10 - points
    cases = [CaseResult("Kept", points, False, status)] if points else []
    if lost and status is Status.PASSED:
        cases.append(
            CaseResult("Lost", lost, True, Status.FAILED, "It is too large.", "expected forty-two")
        )
    question = QuestionResult("task_1_1", "Loss", "1.1", False, tuple(cases))
    return Record(
        student=submission.student,
        assignment=source.assignment.name,
        fingerprint="",
        submitted_as=submission.path.name,
        isolation=source.isolation,
        questions=(question,),
        superseded=submission.superseded,
        gradescope={"score": points},
    )


def make_source(folder: Path) -> FakeSource:
    """A course in `folder/course`, notes in `folder/notes`."""
    course, notes = folder / "course", folder / "notes"
    tests = course / "assignments" / "hw" / "tests"
    for made in (tests, course / "solutions", notes):
        made.mkdir(parents=True)
    (course / "assignments" / "hw" / "assignment.toml").write_text(
        'title = "Homework"\nmodules = ["losses"]\n'
        '[[tasks]]\nnumber = "1.1"\ntitle = "Loss"\nfunctions = ["losses.mse"]\npoints = 10\n'
    )
    (tests / "task_1_1.py").write_text("# a test\n")
    (course / "solutions" / "losses.py").write_text("10")
    return FakeSource(load_assignment(course, "hw"), notes)


def hand_in(folder: Path, **orders: str) -> Path:
    """The class in `folder/class`, one folder a student."""
    for student, order in orders.items():
        path = folder / "class" / student
        path.mkdir(parents=True, exist_ok=True)
        (path / "losses.py").write_text(order)
    return folder / "class"


def run(
    folder: Path, *, source: FakeSource, jobs: int = 2, processes: bool = True, **options: Any
) -> ClassRun:
    """Grade `folder/class` into `folder/out`."""
    if not processes:
        options["pools"] = on_threads
    found = find_submissions(folder / "class", source.assignment.modules)
    return grade_class(source, found, folder / "out", jobs=jobs, **options)


def threads(jobs: int) -> Executor:
    """An executor that starts no process."""
    return ThreadPoolExecutor(jobs)


def on_threads(jobs: int) -> Pool:
    """A pool that starts no process."""
    return LocalPool(threads, jobs)


def resume_source(folder: Path) -> FakeSource:
    """The source that `make_source` has made, for another process."""
    return FakeSource(load_assignment(folder / "course", "hw"), folder / "notes")


def gradings(source: FakeSource) -> dict[str, int]:
    """How many times each student was graded."""
    return {
        path.name.removeprefix("graded-"): lines(path) for path in source.notes.glob("graded-*")
    }


def note(path: Path) -> None:
    with path.open("a") as file:
        file.write("once\n")


def lines(path: Path) -> int:
    return len(path.read_text().splitlines()) if path.exists() else 0


def until(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds; fail long after it should have."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)
