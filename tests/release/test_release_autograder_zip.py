"""The autograder.zip: made by `otter generate`, whole, the same each time, and for staff only."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from release.mini_course import Course, prove_at_once, write_course

from gradus.release import build
from gradus.release.autograder_zip import autograder_zip

pytestmark = pytest.mark.slow

SECRET = b"a secret of the course, 16 or more"


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def built(tmp_path: Path) -> tuple[Course, Path, Path]:
    """A course, and the two zips of its assignment: for students, and to grade."""
    course = write_course(tmp_path / "course")
    report = build(course.assignment, tmp_path / "dist", prove_at_once, secret=SECRET)
    return course, report.archive, report.autograder


def test_it_holds_what_grading_needs_and_students_get_none_of_it(tmp_path: Path) -> None:
    course, archive, autograder = built(tmp_path)
    files = contents(autograder)
    grader = "files/gradus-grader"
    for task in course.assignment.tasks:
        source = course.assignment.test_path(task).read_bytes()
        assert files[f"tests/{task.name}.py"] == source
    assert f"{grader}/course/solutions/losses.py" in files
    assert f"{grader}/course/solutions/numerical.py" in files
    assert f"{grader}/course/assignments/mini/assignment.toml" in files
    assert f"{grader}/packages/gradus/judge/judge.py" in files
    assert f"{grader}/packages/gradus_checks/case.py" in files
    assert files[f"{grader}/secret"] == SECRET
    assert "files/mini.ipynb" in files
    assert not [name for name in files if "__pycache__" in name or "mistakes/" in name]
    assert not [name for name, data in contents(archive).items() if SECRET in data]


def test_the_same_course_gives_the_same_bytes(tmp_path: Path) -> None:
    course, _, autograder = built(tmp_path)
    course.path("solutions/losses.py").touch()
    assert autograder_zip(course.assignment, SECRET) == autograder.read_bytes()


def test_its_settings_are_otters(tmp_path: Path) -> None:
    from otter.run.run_autograder.autograder_config import AutograderConfig

    files = contents(built(tmp_path)[2])
    config = AutograderConfig(json.loads(files["otter_config.json"]))
    assert config.plugins == [{"gradus.otter_plugin.GradusPlugin": {"assignment": "mini"}}]
    assert config.show_hidden
    assert not config.pdf
    assert config.token is None


def test_an_image_gets_what_grading_needs_and_no_more(tmp_path: Path) -> None:
    """The set-up itself is run by `python -m tests.benchmarks.gradescope_limits`."""
    files = contents(built(tmp_path)[2])
    names = [Requirement(line).name for line in files["requirements.txt"].decode().splitlines()]
    needed = ["ipykernel", "msgpack", "numpy", "otter-grader", "packaging", "pydantic", "pytest"]
    assert names == [*needed, "matplotlib"]
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n"], input=files[script], check=True)
        for unwanted in (b"texlive", b"chromium", b"pandoc", b"build-essential"):
            assert unwanted not in files[script]
    # `otter grade` builds its image from these; each must be there.
    assert files.keys() >= {"environment.yml", "otter_config.json", "run_otter.py"}
