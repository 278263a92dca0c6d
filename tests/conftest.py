"""What many tests need: this repository's own course, and judges of its assignments."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.judge import Calibration, Judge, open_judge

COURSE = Path(__file__).resolve().parent.parent
SECRET = b"a secret for the tests only"


@pytest.fixture(scope="session")
def hw1() -> Assignment:
    """The first assignment of the course in this repository."""
    return load_assignment(COURSE, "hw1-losses")


@pytest.fixture(scope="session")
def judge(hw1: Assignment) -> Iterator[Judge]:
    """A judge of hw1 on the level that every machine has."""
    judge = open_judge(hw1, isolation="none", secret=SECRET)
    yield judge
    judge.close()


@pytest.fixture(scope="session")
def calibration(judge: Judge) -> Calibration:
    """What the reference takes on this machine."""
    return judge.calibrate()
