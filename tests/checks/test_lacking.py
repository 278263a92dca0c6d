"""What a notebook's Python or folder lacks is told in a sentence, with the cure."""

import sys
from pathlib import Path

import pytest

from gradus_checks.home.handed_out import LISTED, HandedOut
from gradus_checks.home.lacking import lacking, old_python

GIVEN = ("losses.py", "plots.py", "layers/dense.py", "data/pitches.npz")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As the zip has it, and all but the list is gone."""
    listed = HandedOut("hw1", ("losses",), packages=("numpy>=1.26", "numpydoc"))
    text = HandedOut(**{**vars(listed), "digests": dict.fromkeys(GIVEN, "")}).written()
    (tmp_path / LISTED).parent.mkdir()
    (tmp_path / LISTED).write_text(text, "utf-8")
    return tmp_path


def no_module(name: str) -> ModuleNotFoundError:
    return ModuleNotFoundError(f"No module named {name!r}", name=name)


def no_file(name: str) -> FileNotFoundError:
    return FileNotFoundError(2, "No such file or directory", name)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (no_module("numpy"), "This notebook's Python has no numpy. Choose the environment"),
        (no_module("plots"), "plots.py is missing. Take it out of the zip that you got again."),
        (no_module("layers.dense"), "layers/dense.py is missing."),
        (no_file("data/pitches.npz"), "data/pitches.npz is missing."),
    ],
)
def test_what_came_with_the_hand_out(error: Exception, told: str, folder: Path) -> None:
    assert lacking(error, folder).startswith(told)
    assert lacking(error, folder / "elsewhere") == ""


def test_it_is_known_by_its_whole_path_too(folder: Path) -> None:
    error = no_file(str(folder / "data" / "pitches.npz"))
    assert lacking(error, folder) == "data/pitches.npz is missing. " + (
        "Take it out of the zip that you got again."
    )


@pytest.mark.parametrize(
    "error",
    [
        *(no_module("nump"), no_module("seaborn"), ModuleNotFoundError()),
        *(no_file("log.txt"), no_file("/data/pitches.npz"), FileNotFoundError()),
        ValueError("losses.py"),
    ],
    ids=repr,
)
def test_anything_else_is_the_students_own(error: Exception, folder: Path) -> None:
    assert lacking(error, folder) == ""


def test_a_python_that_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    assert old_python() == ""
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert old_python().startswith("This notebook's Python is 3.10, and 3.11 or newer is needed:")
