"""A student's code that does not end is stopped, and named, whatever it does."""

import gc
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from gradus_checks import LocalEnvironment
from gradus_checks.home.handed_out import LISTED, HandedOut
from gradus_checks.home.loops import place_in
from gradus_checks.home.time_limit import NotEnded, TimeLimit

STUDENT = """
    import time

    def halve(x):
        return x / 2

    def slow_converging(x):
        steps = 0
        while x > 0:
            for _ in range(3):
                halve(x)
            steps += 1
        return steps

    def sleeping():
        time.sleep(1000)

    def swallowing():
        while True:
            try:
                halve(1.0)
            except:
                pass

    def printing():
        while True:
            print("again")

    def calling(function):
        while True:
            function()

    def quick(x):
        return x + 1

    def napping(seconds):
        time.sleep(seconds)
        return "awake"

    def resting():
        for _ in range(3):
            time.sleep(1000)

    def counting(x):
        for i in range(10**12):
            x += i
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "student.py").write_text(dedent(STUDENT).lstrip(), "utf-8")
    return tmp_path


def limit(folder: Path) -> TimeLimit:
    return TimeLimit(str(folder), 0.2)


@pytest.fixture
def student(folder: Path) -> Any:
    return LocalEnvironment(folder, limit=limit(folder)).module("student")


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    """Ctrl-C means afterwards what it meant before."""
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("name", "arguments", "what", "line"),
    [
        ("slow_converging", (1.0,), "loop", "line 8, has not ended"),
        ("sleeping", (), "code", "line 15, has not ended"),
        ("swallowing", (), "loop", "line 18, has not ended"),
        ("printing", (), "loop", "line 25, has not ended"),
        ("calling", (lambda: None,), "loop", "line 29, has not ended"),
        ("resting", (), "code", "line 41, has not ended"),
        ("counting", (0,), "loop", "line 44, has not ended"),
    ],
)
def test_it_is_stopped_and_its_loop_is_named(
    student: Any, name: str, arguments: tuple[Any, ...], what: str, line: str
) -> None:
    with pytest.raises(NotEnded) as stopped:
        getattr(student, name)(*arguments)
    assert stopped.value.message.startswith(f"Your {what} at student.py, {line}")
    assert student.quick(1) == 2


def test_it_is_stopped_quietly_while_garbage_is_collected(student: Any) -> None:
    """As hypothesis and JAX do, something is called at each collection, where nothing can raise."""
    unraised: list[Any] = []

    def collected(phase: str, _info: dict[str, int]) -> None:
        until = time.perf_counter() + (phase == "start") * 0.02
        while time.perf_counter() < until:
            pass

    before, sys.unraisablehook = sys.unraisablehook, unraised.append
    gc.callbacks.append(collected)
    try:
        with pytest.raises(NotEnded, match="line 29, has not ended"):
            student.calling(gc.collect)
        assert sys.unraisablehook == unraised.append
    finally:
        gc.callbacks.remove(collected)
        sys.unraisablehook = before
    assert not unraised


def test_of_a_loop_that_came_with_the_assignment_the_call_is_named(folder: Path) -> None:
    """The student's own line can be mended, and the file beside it cannot."""
    (folder / "given.py").write_text("def wait(x):\n    while x:\n        pass\n", "utf-8")
    (folder / "student.py").write_text("import given\n\ndef f(x):\n    given.wait(x)\n", "utf-8")
    (folder / LISTED).parent.mkdir()
    handed_out = HandedOut("hw", ("student",), beside=("given.py",))
    (folder / LISTED).write_text(handed_out.written(), "utf-8")
    with pytest.raises(NotEnded, match=r"Your code at student\.py, line 4, has not ended") as told:
        LocalEnvironment(folder, limit=limit(folder)).module("student").f(1)
    assert told.value.message.endswith("given.wait(x)")
    dump = "".join(
        f'  File "{folder}/{name}", line 4 in f\n' for name in ("given.py", "student.py")
    )
    assert place_in(f"Timeout (0:00:20)!\n{dump}", str(folder)) == "student.py, line 4"


def test_who_waits_for_a_busy_machine_is_not_stopped(
    student: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "process_time", lambda: time.monotonic() / 20)
    assert student.napping(1.5) == "awake"
    monkeypatch.setattr(time, "process_time", lambda: 0.0)
    with pytest.raises(NotEnded, match=r"line 36, has not ended"):
        student.napping(1000)


def test_the_third_test_of_a_task_does_not_wait_again(student: Any) -> None:
    for _ in range(2):
        with pytest.raises(NotEnded, match="was stopped"):
            student.sleeping()
    with pytest.raises(NotEnded, match="Not run: 2 tests of this task have not ended before"):
        student.quick(1)


def test_a_module_that_does_not_end_is_waited_for_once(folder: Path) -> None:
    (folder / "endless.py").write_text("while True:\n    pass\n", "utf-8")
    shared = limit(folder)
    for _ in range(2):
        environment = LocalEnvironment(folder, limit=shared)
        with pytest.raises(NotEnded, match=r"loop at endless\.py, line 1"):
            environment.module("endless").anything()
    assert len(shared.stuck) == 1
    (folder / "endless.py").write_text("def anything():\n    return 3\n", "utf-8")
    assert LocalEnvironment(folder, limit=shared).module("endless").anything() == 3


def test_in_another_thread_a_loop_is_stopped_too(folder: Path) -> None:
    told: list[str] = []

    def check() -> None:
        try:
            LocalEnvironment(folder, limit=limit(folder)).module("student").slow_converging(1.0)
        except NotEnded as error:
            told.append(error.message)

    thread = threading.Thread(target=check)
    thread.start()
    thread.join(60)
    assert len(told) == 1
    assert "line 8" in told[0]


def test_ctrl_c_is_the_students_own(student: Any) -> None:
    def interrupt() -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        student.calling(interrupt)
    assert student.quick(1) == 2
