"""A student's folder, in which pytest has no options but its own."""

from pathlib import Path

import pytest
from checks.student_folder import Folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return Folder(tmp_path / "hw")
