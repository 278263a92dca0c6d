"""Honest habits cost nothing: what works in the student's folder works in the grader.

One submission has them all. What is left out of a submission, or cannot be written, is told.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.results import Record
from gradus.sandbox import available_levels
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

HABITS = """
import io
import json
import logging
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import plots
from utils.tools import ident

sys.stdout.reconfigure(encoding="utf-8")
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
print("αβγ", sys.stdout.fileno())
logging.basicConfig(filename="log.txt")
logging.warning("begin")
_pitches = np.load("data/pitches.npz")
_table = np.loadtxt(Path(__file__).parent / "mine" / "table.csv", delimiter=",")
with tempfile.NamedTemporaryFile() as _file:
    np.savez(_file, table=_table)
np.savez("checkpoint.npz", table=_table)
with open("history.json", "w") as _file:
    json.dump(ident([1.0]), _file)
os.replace("history.json", "mine/history.json")
"""
BESIDE = {
    "utils/__init__.py": "",
    "utils/tools.py": "def ident(x):\n    return x\n",
    "mine/table.csv": "1,2\n3,4\n",
    "history.json": "left by an earlier run",
}


@pytest.fixture(
    scope="module",
    params=["confined", pytest.param("namespaces", marks=pytest.mark.exhaustive)],
)
def bench_at(
    request: pytest.FixtureRequest, hw1: Assignment
) -> Iterator[tuple[Judge, Calibration]]:
    if request.param not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {request.param}")
    with closing(open_judge(hw1, isolation=request.param)) as judge:
        yield judge, judge.calibrate()


@pytest.fixture
def graded(
    bench_at: tuple[Judge, Calibration], hw1: Assignment, tmp_path: Path
) -> Callable[..., Record]:
    def grade(top: str, beside: dict[str, str], end: str = "") -> Record:
        for module in hw1.modules:
            source = (hw1.solutions / f"{module}.py").read_text("utf-8")
            own = f"{top}\n{source}\n{end}\n" if module == "losses" else source
            (tmp_path / f"{module}.py").write_text(own, "utf-8")
        for name, text in beside.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        judge, calibration = bench_at
        return judge.grade(one_submission(tmp_path, hw1.modules), calibration)

    return grade


def test_all_of_them_together_have_full_marks(graded: Callable[..., Record]) -> None:
    record = graded(HABITS, BESIDE)
    assert record.score == 105
    assert record.notes == ()


def test_a_package_called_like_numpy_is_told_and_costs_nothing(
    graded: Callable[..., Record],
) -> None:
    record = graded("import numpy.linalg\n", {"numpy/__init__.py": "raise ValueError\n"})
    assert record.score == 105
    assert record.notes == ('left out "numpy", which is called like a library',)


def test_who_fills_the_folder_is_told_once_how_much_there_is(
    graded: Callable[..., Record],
) -> None:
    """The function that does it loses its points, and nothing else does."""
    fill = """
def mae(y_pred, y_true):
    for number in range(200):
        with open(f"{number}.dat", "wb", buffering=0) as file:
            while file.tell() < 10_000_000:
                file.write(bytes(10_000_000))
    return 0.0
"""
    record = graded("", {}, fill)
    assert 105 - 5 - 6 <= record.score < 105
    told = {case.message for question in record.questions for case in question.cases}
    assert any("64 MB" in message for message in told)
