"""A student's folder for `submit.py`: two modules, a test of each, and what is said of them."""

import os
import zipfile
from pathlib import Path
from textwrap import dedent

import pytest

from gradus_checks.home.handed_out import LISTED, HandedOut, digest
from gradus_checks.submit import hand_in

MODULES = ("losses", "softmax")
STUBS = {
    "losses.py": """
        def mse(y_pred, y_true):
            raise NotImplementedError("Task 1.1: mse")
    """,
    "softmax.py": """
        def softmax(logits):
            raise NotImplementedError("Task 1.2: softmax")
    """,
    "plots.py": "COLOURS = 3\n",
    "tests/task_1_1.py": '''
        """Task 1.1: mean squared error."""
        from gradus_checks import check_close, test_case

        @test_case(name="Worked example", points=2)
        def worked_example(losses):
            check_close(losses.mse(3.0, 1.0), 4.0)
    ''',
    "tests/task_1_2.py": '''
        """Task 1.2: softmax."""
        from gradus_checks import check_close, test_case

        @test_case(name="One", points=1)
        def one(softmax):
            check_close(softmax.softmax(0.0), 1.0)
    ''',
}
RIGHT = {
    "losses.py": "def mse(y_pred, y_true):\n    return (y_pred - y_true) ** 2\n",
    "softmax.py": "def softmax(logits):\n    return 1.0\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text).lstrip(), "utf-8")


def list_files(folder: Path, files_kb: int = 5100, seconds: float = 20.0) -> HandedOut:
    """Write the list of what is in the folder now."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*.py")]
    digests = {name.replace(os.sep, "/"): digest((folder / name).read_bytes()) for name in names}
    listed = HandedOut(
        "hw", MODULES, ("plots.py",), files_kb=files_kb, seconds=seconds, digests=digests
    )
    (folder / LISTED).parent.mkdir(exist_ok=True)
    (folder / LISTED).write_text(listed.written(), "utf-8")
    return listed


def told(folder: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What is said, in lines that fit a cell of a notebook: it would break words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "78")
        assert hand_in(folder) == code
    said = capsys.readouterr().out
    assert not [line for line in said.splitlines() if len(line) > 78 and " " in line]
    return " ".join(said.split())


def zipped(folder: Path) -> list[str]:
    with zipfile.ZipFile(folder / "hw-submission.zip") as archive:
        return archive.namelist()
