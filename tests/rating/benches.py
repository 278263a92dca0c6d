"""A judge of a small rated course, and what it makes of one module's source, right or bad."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import CaseResult, Record, Status
from gradus.submission import one_submission

Bench = tuple[Judge, Calibration]


@dataclass(frozen=True)
class Bad:
    """`old` of the solution becomes `new`; the student reads `says` and earns `status`."""

    id: str
    old: str
    new: str
    says: str
    status: Status = Status.FAILED


@contextmanager
def bench_of(assignment: Assignment) -> Iterator[Bench]:
    """A judge on the level that every machine has, and what the reference takes."""
    judge = open_judge(assignment, isolation="none", secret=b"a secret for the tests only")
    with closing(judge):
        yield judge, judge.calibrate()


def grades(bench: Bench, folder: Path) -> Callable[[str], Record]:
    """Grades a source, put into `folder` as the assignment's only module."""
    judge, calibration = bench
    (module,) = judge.assignment.modules

    def grade(source: str) -> Record:
        (folder / f"{module}.py").write_text(source, "utf-8")
        return judge.grade(one_submission(folder, (module,)), calibration)

    return grade


def rated_cases(record: Record) -> list[CaseResult]:
    """The cases that rate: the only hidden ones there."""
    return [case for question in record.questions for case in question.cases if case.hidden]
