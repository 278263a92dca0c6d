"""`gradus check` tells one student of one submission, and no more is loaded than that takes."""

import subprocess
import sys
from pathlib import Path

import pytest
from release.mini_course import write_course

CHECK = """
import sys
from pathlib import Path
from gradus.cli.check import check_command

code = check_command("mini", Path("solutions"), isolation="none", course=Path())
print("Otter", "otter" in sys.modules, "code", code)
print("trainings", "gradus.rating.training" in sys.modules)
"""


@pytest.mark.slow
def test_neither_otter_nor_what_trains_is_imported(tmp_path: Path) -> None:
    write_course(tmp_path)
    ran = subprocess.run(
        (sys.executable, "-c", CHECK), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    told = "Otter False code 0\ntrainings False\n"
    assert ran.stdout.endswith(told), ran.stdout + ran.stderr
