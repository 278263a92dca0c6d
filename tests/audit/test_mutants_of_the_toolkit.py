"""The benchmark that asks whether these tests see faults sees whether tests do."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.exhaustive

REPOSITORY = Path(__file__).resolve().parents[2]

TOOLKIT = '''\
"""Of two numbers."""

FEWEST = 2


def larger(a, b):
    """The larger one."""
    return a if a > b else b


def unseen(a):
    return a + FEWEST
'''
STRONG = """\
from toolkit import larger

def test_it():
    assert larger(2, 1) == 2

def test_something_else():
    assert True
"""
WEAK = STRONG.replace("== 2", "> 0")
LIVES = STRONG.replace("def test_it():", "def test_it():\n    while larger(2, 1) == 1: pass")


@pytest.fixture
def step(tmp_path: Path) -> Callable[..., str]:
    """Takes one step on a tree with a toolkit of its own."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "autograder").mkdir()
    (tmp_path / "autograder/toolkit.py").write_text(TOOLKIT, "utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = autograder\n", "utf-8")

    def take(name: str, *arguments: str) -> str:
        command = (sys.executable, "-m", "tests.benchmarks.mutants", name)
        ran = subprocess.run(
            (*command, *arguments), cwd=REPOSITORY, check=True, capture_output=True, text=True
        )
        return ran.stdout

    return take


def outcomes(tmp_path: Path, step: Callable[..., str], tests: str, *options: str) -> dict[str, str]:
    """By what the statement became: how the mutant ended."""
    (tmp_path / "tests/test_toolkit.py").write_text(tests, "utf-8")
    drawn, results, reach = (
        str(tmp_path / f"{name}.json") for name in ("drawn", "results", "reach")
    )
    step("draw", str(tmp_path), drawn, "--count", "100")
    step("reach", str(tmp_path), drawn, reach)
    step("run", str(tmp_path), drawn, results, reach, *options)
    assert (tmp_path / "autograder/toolkit.py").read_text("utf-8") == TOOLKIT
    trials = json.loads(Path(results).read_text("utf-8"))
    table = step("table", drawn, results, "--count", "100")
    assert all(name in table for name in trials)
    return {name.split(" -> ")[1]: trial["end"] for name, trial in trials.items()}


def test_a_test_that_asks_kills(tmp_path: Path, step: Callable[..., str]) -> None:
    ends = outcomes(tmp_path, step, STRONG)
    assert ends["return a if a < b else b"] == "killed"
    assert ends["return a if a >= b else b"] == "survived"
    assert ends["return a - FEWEST"] == "unreached"
    assert ends["FEWEST = 3"] == "unreached"


def test_a_test_that_does_not_ask_does_not(tmp_path: Path, step: Callable[..., str]) -> None:
    assert outcomes(tmp_path, step, WEAK)["return a if a < b else b"] == "survived"


def test_what_runs_for_ever_has_lived(tmp_path: Path, step: Callable[..., str]) -> None:
    ends = outcomes(tmp_path, step, LIVES, "--seconds", "5")
    assert ends["return a if a < b else b"] == "lived"
