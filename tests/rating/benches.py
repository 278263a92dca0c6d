"""A judge of a small rated course, and what it makes of one module's source."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import Record
from gradus.submission import one_submission

Bench = tuple[Judge, Calibration]


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
