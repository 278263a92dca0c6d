"""`python -m gradus.show_off` shows what it promises, wherever it is started."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.exhaustive
def test_one_page(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "gradus.show_off")
    done = subprocess.run(command, cwd=tmp_path, encoding="utf-8", capture_output=True)
    assert done.returncode == 0, done.stdout
    assert "All of the table sums to 1" in done.stdout
    assert "anna: 35 of 100 points" in done.stdout
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert readme.split("```text\n")[1].split("```")[0] in done.stdout
    assert "anna 35, ben 100, mallory 0" in done.stdout
    # What an attack gets: nothing, on the levels that promise that.
    _, attack = done.stdout.split("read the hidden tests: ")
    assert '"""Task' not in attack.split("──")[0]
    assert len(done.stdout.splitlines()) <= 66
