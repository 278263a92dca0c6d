"""Courses of other fields as their students and Otter have them: built, tried at home, run."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from otter_flow.otter_helpers import otter_run

from gradus.assignment import load_assignment

COURSES = Path(__file__).resolve().parents[1] / "courses"
NEEDS_SCIPY = pytest.mark.skipif(
    importlib.util.find_spec("scipy") is None, reason="SciPy is not installed: pip install .[dev]"
)


ASKS_THE_NOTEBOOK = """
from pathlib import Path
from gradus_checks import Notebook

for path in Path("tests").glob("task_*.py"):
    print(Notebook().check(path.stem))
"""


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "course",
    ["words", "stacked", pytest.param("filtering", marks=NEEDS_SCIPY)],
)
def test_right_work_passes_at_home_is_packed_and_passes_with_otter(
    course: str, tmp_path: Path
) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(COURSES / course, tmp_path / "course", ignore=ignored)
    assignment = load_assignment(tmp_path / "course", "hw1")
    gradus = Path(sys.executable).with_name("gradus")
    dist = tmp_path / "dist"
    built = subprocess.run(
        [gradus, "build", "hw1", "--course", assignment.course, "-o", dist],
        env={**os.environ, "GRADUS_SECRET": "a secret of the course, 16 or more"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    folder = dist / "hw1"
    for module in assignment.modules:
        source = assignment.solutions / f"{module}.py"
        shutil.copy(source, folder / f"{module}.py")

    said = []
    for command in (("-m", "pytest"), ("submit.py",), ("-c", ASKS_THE_NOTEBOOK)):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said.append(done.stdout)
    handed_in = folder / "hw1-submission.zip"
    with zipfile.ZipFile(handed_in) as archive:
        assert {*archive.namelist()} >= {f"{module}.py" for module in assignment.modules}
    ran = otter_run(dist / "hw1-autograder.zip", handed_in, tmp_path / "out")

    assert "WARNING" not in said[1]
    assert said[2].count("All public tests passed") == len(assignment.tasks)
    assert ran.score == assignment.total
