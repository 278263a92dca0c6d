"""The run itself stays small: it loads neither Otter nor the judge and holds no records."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gradebook.fake_class import hand_in, make_source, run

from gradus.gradebook import State

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = """
import sys
from pathlib import Path
import gradus.cli.grade
from gradebook.fake_class import resume_source, run
folder = Path(sys.argv[1])
run(folder, source=resume_source(folder), jobs=1)
print(sorted({"gradus.judge", "otter", "pandas", "IPython"} & sys.modules.keys()))
"""


def test_it_loads_nothing_heavy(tmp_path: Path) -> None:
    make_source(tmp_path)
    hand_in(tmp_path, ada="10")
    told = subprocess.run(
        (sys.executable, "-c", SCRIPT, str(tmp_path)),
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "[]\n"


@pytest.mark.parametrize("jobs", [1, 3])
def test_it_hands_out_only_what_is_next(tmp_path: Path, jobs: int) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, **{f"student{number:02}": "10" for number in range(20)})
    states: list[State] = []
    run(tmp_path, source=source, jobs=jobs, processes=False, watch=states.append)
    assert max(len(state.doing) for state in states) == 2 * jobs
    assert states[-1].done == 20
