from pathlib import Path

import pytest
from release.mini_course import Course, write_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A fresh copy of the mini course, to be broken."""
    return write_course(tmp_path / "course")
