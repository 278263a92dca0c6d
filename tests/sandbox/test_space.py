"""What workers write where no kernel bounds it: the judge counts, and is not led astray."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gradus.sandbox import space
from gradus.sandbox.space import Space, SpaceWatch

pytestmark = pytest.mark.slow


@pytest.fixture
def verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """What a first look says of the folder."""
    monkeypatch.setattr(space, "TICK", 0.0)
    return lambda: SpaceWatch(Space(tmp_path, most_bytes=100_000, most_files=10)).verdict()


def test_files_are_counted_wherever_they_lie(tmp_path: Path, verdict: Callable[[], str]) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    for number in range(8):
        (folder / f"{number}.txt").write_text("x")
    assert verdict() == ""
    (folder / "one.txt").write_text("x")
    assert verdict() == "files"


def test_a_folder_that_is_closed_to_whoever_counts_is_too_much(
    tmp_path: Path, verdict: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner can make files in it, with mode 0300; only root could see them."""
    (tmp_path / "closed").mkdir(0o300)
    opened = os.open

    def refusing(path: Any, *args: Any, **kwargs: Any) -> int:
        if path == "closed":
            raise PermissionError(path)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refusing)
    assert verdict() == "files"
