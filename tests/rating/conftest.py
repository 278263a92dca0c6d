"""A judge of the small rated course, and what it makes of a training.py."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rating.benches import Bench, bench_of, grades
from rating.rated_course import write_course

from gradus.assignment import Assignment, load_assignment
from gradus.results import Record


@pytest.fixture(scope="session")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("course")), "rated")


@pytest.fixture(scope="session")
def rated_bench(rated: Assignment) -> Iterator[Bench]:
    with bench_of(rated) as bench:
        yield bench


@pytest.fixture
def grade_training(rated_bench: Bench, tmp_path: Path) -> Callable[[str], Record]:
    """Grades this source as training.py."""
    return grades(rated_bench, tmp_path)
