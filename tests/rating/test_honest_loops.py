"""Who is listed for a person: no more than one of many honest loops, and each that cheats."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.exhaustive
def test_hardly_any_honest_loop_is_listed_and_each_that_cheats() -> None:
    command = (sys.executable, "-m", "tests.benchmarks.rating_flags")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
