"""The run itself stays small: it loads neither Otter nor the judge and holds no records."""

import gc
import os
import pickle
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from gradebook.fake_class import hand_in, make_source, run

from gradus.gradebook import State
from gradus.gradebook.garbage import little_garbage
from gradus.gradebook.written import Written
from gradus.submission import find_submissions

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


def test_what_it_has_written_it_does_not_hold(tmp_path: Path) -> None:
    written = Written(tmp_path, forgets=True)
    names = [f"students/student{number:04}/feedback.md" for number in range(1000)]
    written.note("grades.csv", b"")
    tracemalloc.start()
    for name in names:
        written.note(name, name.encode(), "a mark")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 50 * len(names), "a note takes 200 bytes and more"

    (tmp_path / "students/student0007").mkdir(parents=True)
    edited = tmp_path / names[7]
    edited.write_text(names[7])
    assert Written(tmp_path).is_made_of(names[7], "a mark")
    edited.write_text("by hand")
    assert Written(tmp_path).edited() == (names[7],)


def test_a_submission_is_as_small_when_it_was_handed_out(tmp_path: Path) -> None:
    hand_in(tmp_path, ada="10")
    (submission,) = find_submissions(tmp_path / "class", ("losses",))
    assert pickle.loads(pickle.dumps(submission)) == submission
    assert not hasattr(submission, "__dict__")


@pytest.mark.parametrize(("submissions", "is_frozen"), [(10, False), (10_000, True)])
def test_garbage_is_looked_for_in_what_is_new(submissions: int, is_frozen: bool) -> None:
    with little_garbage(submissions):
        assert (gc.get_freeze_count() > 0) is is_frozen
    assert gc.get_freeze_count() == 0
