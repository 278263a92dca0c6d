"""A call of C that never comes back costs its own test, and all others are run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from checks.student_folder import Folder

from gradus_checks.home.handed_out import LISTED, HandedOut
from gradus_checks.home.loops import place_in
from gradus_checks.home.rehearsal import Running, rehearse
from gradus_checks.home.rescue import STUCK, not_to_run

ENDLESS = "sum(__import__('itertools').repeat(0))"
TOLD = "Your code at losses.py, line 6, has not ended: it was stopped after"


def cut_short(folder: Folder) -> Folder:
    """What takes more than half a second has no end."""
    folder.write(LISTED, HandedOut("hw", ("losses", "softmax"), seconds=0.5).written())
    folder.write("softmax.py", "def softmax(logits):\n    return logits + 0.5\n")
    folder.mse_returns(ENDLESS)
    return folder


@pytest.mark.exhaustive
def test_pytest_says_where_and_runs_the_rest(folder: Folder) -> None:
    printed = cut_short(folder).pytest()
    assert printed.count(f"{TOLD} 2 s.\nThe tests begin anew, without this one.") == 2
    last = printed.rpartition("test session starts")[2]
    assert last.count(f"{TOLD} 2 s.\n") == 2
    assert "2 failed, 1 passed" in last


@pytest.mark.exhaustive
def test_so_does_submit(folder: Folder) -> None:
    path = cut_short(folder).path
    first, second, third = rehearse(path, path, 0.5, "", Running())
    assert first.told == second.told == f"{TOLD} 0.5 s."
    assert third.passed


def test_who_has_not_ended_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tests = [f"tests/task_1_{task}.py::{case}" for task in range(5) for case in "abcd"]
    stuck = [test for test in tests if test[-1] in "bc" and "_4" not in test][:6]
    monkeypatch.setenv(STUCK, json.dumps(dict.fromkeys(stuck, "has not ended")))
    told = not_to_run(tests)
    assert [test for test in tests if test not in told] == [
        f"tests/task_1_{task}.py::a" for task in range(3)
    ]
    assert told["tests/task_1_0.py::d"] == ("Not run: 2 tests of this task have not ended before.")
    assert told["tests/task_1_4.py::a"] == "Not run: 6 tests have not ended before."
    monkeypatch.delenv(STUCK)
    assert not_to_run(tests) == {}


def test_the_place_is_the_students_own(tmp_path: Path) -> None:
    lines = "\n".join(
        (
            "Timeout (0:00:20)!",
            f'  File "{tmp_path}/losses.py", line 1 in f',
            "Timeout (0:00:20)!",
            "Thread 0x1 (most recent call first):",
            f'  File "{tmp_path}/gradus_checks/home/time_limit.py", line 9 in _watch',
            "Thread 0x2 (most recent call first):",
            '  File "/usr/lib/python3/numpy/core.py", line 7 in dot',
            f'  File "{tmp_path}/utils/tools.py", line 5 in g',
        )
    )
    assert place_in(lines, str(tmp_path)) == "utils/tools.py, line 5"
    assert place_in("", str(tmp_path)) == ""


def test_ctrl_c_ends_who_is_within_a_call_of_c() -> None:
    running = Running()
    command = (sys.executable, "-c", ENDLESS)
    processes = [subprocess.Popen(command, text=True) for _ in range(2)]
    running.add(processes[0])
    running.stop()
    running.add(processes[1])
    assert all(process.wait(60) for process in processes)
