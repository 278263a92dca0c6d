"""Where a package is missing or broken, every command that grades says so, and how to get it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from broken_environment import broken_environment
from click.testing import CliRunner
from release.mini_course import MINI, Course, write_course

from gradus.cli import main

pytestmark = pytest.mark.slow
FULL = pytest.mark.exhaustive

MISSING = 'title = "Mini"\npackages = ["numpy>=99", "no-such-package"]\n'


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = write_course(tmp_path / "course")
    course.edit("assignment.toml", 'title = "Mini"\n', MISSING)
    return course


@pytest.mark.parametrize("command", ["build", "build --check", "grade", "check", "ci"])
def test_nobody_is_graded_without_them(command: str, course: Course, tmp_path: Path) -> None:
    name, *options = command.split()
    work, out = tmp_path / "class" / "student", tmp_path / "out"
    shutil.copytree(MINI / "solutions", work)
    for module in work.glob("*.py"):
        module.write_text(f"import gone\n{module.read_text('utf-8')}", "utf-8")
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


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with packages that are there and cannot be imported."""
    return broken_environment(tmp_path_factory.mktemp("python"))


def run(python: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(python), "-c", "from gradus.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "300"},
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    ["check", *(pytest.param(each, marks=FULL) for each in ("doctor", "build", "grade", "ci"))],
)
def test_a_package_that_is_there_and_broken_is_refused(
    command: str, python: Path, tmp_path: Path
) -> None:
    course = write_course(tmp_path / "course")
    listed = 'title = "Mini"\npackages = ["gone>=1", "numpy", "deadly", "loud", "lingering"]\n'
    course.edit("assignment.toml", 'title = "Mini"\n', listed)
    work, out = tmp_path / "class" / "student", tmp_path / "out"
    shutil.copytree(MINI / "solutions", work)
    for module in work.glob("*.py"):
        module.write_text(f"import gone\n{module.read_text('utf-8')}", "utf-8")
    after: dict[str, tuple[object, ...]] = {
        "grade": ("mini", work.parent, "-o", out),
        "doctor": (),
        "build": ("mini",),
        "check": ("mini", work),
        "ci": ("mini", work, "-o", out),
    }
    done = run(python, command, *after[command], "--course", course.root)
    told = done.stdout if command == "doctor" else done.stderr
    assert done.returncode == 1, done.stderr
    why = "ImportError: libgone.so.2: cannot open shared object file"
    assert f"gone>=1 (installed, but `import gone` fails: {why});" in told
    assert "deadly (installed, but `import deadly` ends Python (exit code 3))." in told
    assert "loud" not in told
    assert "lingering" not in told
    assert "Traceback" not in done.stderr
    assert "-m pip install --force-reinstall 'gone>=1' deadly" in told
    assert not list(out.rglob("record.json"))
    assert not (course.root / "dist").exists()
