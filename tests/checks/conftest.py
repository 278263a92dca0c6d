"""A student's folder, in which pytest has no options but its own."""

from pathlib import Path

import pytest
from checks.student_folder import Folder
from checks.submit_folder import RIGHT, STUBS, list_files, write

from gradus_checks.home.rehearsal import Rehearsed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return Folder(tmp_path / "hw")


@pytest.fixture
def untouched(tmp_path: Path) -> Path:
    """The folder of `submit.py` as it is handed out."""
    write(tmp_path, STUBS)
    list_files(tmp_path)
    return tmp_path


@pytest.fixture
def solved(untouched: Path) -> Path:
    """One in which all is solved."""
    write(untouched, RIGHT)
    return untouched


@pytest.fixture
def unrun(solved: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One whose public tests are not run, and pass: to run them takes most of the time."""
    record = dict.fromkeys(("points", "earned", "public_points", "hidden_points"), 2.0)
    task = {"task": "task_1_1", "title": "Task 1.1", "hidden_cases": [], "bonus": False, "why": ""}
    passed = Rehearsed({**record, **task, "todo": ""}, "Worked example", True, "", "")
    monkeypatch.setattr("gradus_checks.submit.rehearse", lambda *_: [passed])
    return solved
