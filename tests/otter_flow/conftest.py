"""An autograder.zip of this repository's first assignment, and of the small target of attacks."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit.bench import SECRET
from gradus.release.autograder_zip import autograder_zip

COURSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def autograder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """By an assignment's name: its autograder.zip."""

    @cache
    def make(name: str) -> Path:
        path = tmp_path_factory.mktemp("autograder") / "autograder.zip"
        path.write_bytes(autograder_zip(load_assignment(COURSE, name), SECRET))
        return path

    return make


@pytest.fixture(scope="session")
def autograder(autograder_of: Callable[[str], Path]) -> Path:
    """The autograder.zip of hw1."""
    return autograder_of("hw1-losses")


@pytest.fixture
def solution(hw1: Assignment) -> dict[str, str | bytes]:
    """The modules of hw1 as a student who is right hands them in."""
    return {f"{module}.py": (hw1.solutions / f"{module}.py").read_bytes() for module in hw1.modules}
