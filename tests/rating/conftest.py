"""A judge of the small rated course, and what it makes of a training.py."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rating.rated_course import write_course

from gradus.assignment import Assignment, load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import Record
from gradus.submission import one_submission


@pytest.fixture(scope="session")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("course")), "rated")


@pytest.fixture(scope="session")
def rated_bench(rated: Assignment) -> Iterator[tuple[Judge, Calibration]]:
    judge = open_judge(rated, isolation="none", secret=b"a secret for the tests only")
    with closing(judge):
        yield judge, judge.calibrate()


@pytest.fixture
def grade_training(
    rated: Assignment, rated_bench: tuple[Judge, Calibration], tmp_path: Path
) -> Callable[[str], Record]:
    """Grades this source as training.py."""

    def grade(source: str) -> Record:
        (tmp_path / "training.py").write_text(source, "utf-8")
        judge, calibration = rated_bench
        return judge.grade(one_submission(tmp_path, rated.modules), calibration)

    return grade
