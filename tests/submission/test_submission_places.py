"""Where functions are defined, in sources that nobody has checked."""

from pathlib import Path

import pytest

from gradus.submission import find_places, one_submission

WANTED = ("losses.mse", "losses.Layer.forward", "losses.missing", "softmax.softmax")
SOURCE = """import numpy


def mse(y):
    pass


class Layer:
    x = 1

    def forward(self):
        pass


def mse(y, t):
    pass
"""


def places(folder: Path) -> dict[str, tuple[str, int]]:
    modules = ("losses", "softmax")
    return find_places(one_submission(folder, modules), modules, WANTED)


def test_functions_and_methods_have_lines(tmp_path: Path) -> None:
    work = tmp_path / "hw" / "deep"
    work.mkdir(parents=True)
    (work / "losses.py").write_text(SOURCE)
    assert places(tmp_path) == {
        "losses": ("hw/deep/losses.py", 1),
        "losses.mse": ("hw/deep/losses.py", 15),
        "losses.Layer.forward": ("hw/deep/losses.py", 11),
    }


@pytest.mark.parametrize("source", [b"def (:", b"\x00\xff", b"-" * 500_000, b"((" * 100_000])
def test_what_is_no_python_has_a_first_line(tmp_path: Path, source: bytes) -> None:
    (tmp_path / "losses.py").write_bytes(source)
    assert places(tmp_path) == {"losses": ("losses.py", 1)}


def test_what_cannot_be_opened_has_no_places(tmp_path: Path) -> None:
    assert places(tmp_path) == {}
    (tmp_path / "losses.py").symlink_to("/etc/passwd")
    assert places(tmp_path) == {}
