"""A course whose tests are the public ones: what `otter run` and `gradus grade` can both run."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus.release.public_tests import public_tests

COURSE = Path(__file__).resolve().parents[2]
NAME = "hw1-losses"


def write_course(folder: Path) -> Assignment:
    """A copy of the course in `folder`, hidden cases taken out."""
    original = load_assignment(COURSE, NAME)
    for part in ("assignments", "solutions", "starter"):
        shutil.copytree(COURSE / part, folder / part)
    assignment = load_assignment(folder, NAME)
    names = (*assignment.modules, "rng", "reference")
    settings = (assignment.folder / "assignment.toml").read_text("utf-8")
    for task in original.tasks:
        source = load_cases(original.test_path(task), names)
        assignment.test_path(task).write_text(public_tests(source), "utf-8")
        points = sum(case.points for case in source.cases if not case.hidden)
        before, after = settings.split(f'number = "{task.number}"')
        after = re.sub(r"points = \d+", f"points = {points}", after, count=1)
        settings = f'{before}number = "{task.number}"{after}'
    (assignment.folder / "assignment.toml").write_text(settings, "utf-8")
    return load_assignment(folder, NAME)


def write_submission(assignment: Assignment, path: Path) -> None:
    """The reference as a zip, with the notebook that Otter insists on."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*assignment.modules, *assignment.provided):
            archive.write(assignment.solutions / f"{name}.py", f"{name}.py")
        archive.writestr(f"{NAME}.ipynb", nbformat.writes(nbformat.v4.new_notebook()))


def write_autograder(assignment: Assignment, folder: Path) -> Path:
    """Otter's own autograder.zip for the same test files."""
    config = folder / "otter_config.json"
    config.write_text(json.dumps({"show_stdout": False}), "utf-8")
    path = folder / "autograder.zip"
    otter = Path(sys.executable).with_name("otter")
    options = ("--no-environment", "--no-requirements", "-c", config, "-o", path)
    tests = assignment.folder / "tests"
    subprocess.run((otter, "generate", "-t", tests, *options), check=True, capture_output=True)
    return path
