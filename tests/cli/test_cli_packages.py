"""Where a package is missing, every command that grades says so, and how to get it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from release.mini_course import MINI, Course, write_course

from gradus.cli import main

pytestmark = pytest.mark.slow

MISSING = 'title = "Mini"\npackages = ["numpy>=99", "no-such-package"]\n'


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = write_course(tmp_path / "course")
    course.edit("assignment.toml", 'title = "Mini"\n', MISSING)
    return course


@pytest.mark.parametrize("command", ["build", "build --check", "grade", "check", "ci"])
def test_nobody_is_graded_without_them(command: str, course: Course, tmp_path: Path) -> None:
    name, *options = command.split()
    work, out = MINI / "solutions", tmp_path / "out"
    after: dict[str, tuple[object, ...]] = {
        "build": (),
        "grade": (work.parent, "-o", out),
        "check": (work,),
        "ci": (work, "-o", out),
    }
    given = [name, "mini", *map(str, after[name]), "--course", str(course.root), *options]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 1, done.output
    assert done.stderr.count("Error: ") == 1
    assert "numpy>=1.26,>=99 (installed is " in done.stderr
    assert "-m pip install 'numpy>=1.26,>=99' no-such-package\n" in done.stderr
    assert not list(out.rglob("record.json"))
    assert not (course.root / "dist").exists()


def test_doctor_says_which_assignments_would_be_refused(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    done = CliRunner().invoke(main, ["doctor", "--course", str(course.root)])
    assert done.exit_code == 1
    assert "would be refused, as it asks for numpy>=1.26,>=99 (installed is " in done.stdout
    assert "-m pip install 'numpy>=1.26,>=99' no-such-package" in done.stdout
    assert "Cannot be graded here: mini." in done.stdout
