"""A student's folder, in which pytest has no options but its own."""

from pathlib import Path

import pytest
from checks.student_folder import Folder
from checks.submit_folder import RIGHT, STUBS, list_files, write


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
    """One whose public tests have nothing to say: to run them takes most of the time."""
    monkeypatch.setattr("gradus_checks.submit.rehearse", lambda *_: [])
    return solved
