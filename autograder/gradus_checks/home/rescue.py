"""A call of C that never comes back costs its own test, not all the others.

Nothing in a process can stop such a call: no exception is raised within it, and no thread of Python
runs meanwhile. So `pytest` has a second process that looks on. When a test has used far more of the
processor than a test may, it says where, runs the tests anew without that one, and ends the first
process, which waits until then so that a terminal waits too.

`Watched` is the side of `pytest`. The second process is `onlooker.py`, and uses what is below it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gradus_checks.home.loops import place_in
from gradus_checks.home.time_limit import MOST_STOPS
from gradus_checks.terminal import make_readable

STUCK = "GRADUS_STUCK"
"""In this variable of the environment are the tests that do not end, and what is told of each."""

_MOST = 6
"""A quarter of an hour would be too long to wait for a module that takes all tests with it."""

_USED_UP, _MORE = 2.0, 1.0
"""Times its limit and seconds: a test may import for as long as it may run, and more is stuck. The
limit itself is kept within the process, wherever the code is Python's."""
_ASK = getattr(signal, "SIGUSR1", None)
"""Asks a process where it is. Where there is no such signal it says so by itself, of each test that
takes longer than it may, which costs a thread a test."""
_WAIT, _ATTEMPTS = 0.1, 20
"""Seconds and times: what one is asked takes a millisecond, on a machine that is not busy."""
_ONLOOKER = Path(__file__).with_name("onlooker.py")


class Watched:
    """The side of `pytest`: tells the process that looks on what is being run.

    It does so by a file: of what comes through a pipe the other process would wake for each test.
    """

    def __init__(self, arguments: list[str], folder: Path, seconds: float) -> None:
        import faulthandler
        import tempfile

        self._faulthandler, self._seconds = faulthandler, seconds
        self._scratch = tempfile.TemporaryDirectory(prefix="gradus-", ignore_cleanup_errors=True)
        where, running = Path(self._scratch.name, "where"), Path(self._scratch.name, "running")
        self._where = where.open("w", encoding="utf-8")
        self._running = running.open("wb", buffering=0)
        if _ASK is not None:
            faulthandler.register(_ASK, self._where)
        library = str(Path(__file__).resolve().parents[2])
        settings = {
            "process": os.getpid(),
            "where": str(where),
            "folder": str(folder),
            "again": [sys.executable, "-m", "pytest", *arguments],
            # Last, so that no random.py of the student's is taken for Python's own.
            "path": [each for each in sys.path if each not in ("", library, str(folder))]
            + [library],
        }
        most = str(_USED_UP * seconds + _MORE)
        with _no_interrupts():
            self._process = subprocess.Popen(
                (sys.executable, "-S", "-E", "-P", _ONLOOKER, json.dumps(settings), running, most),
                stdin=subprocess.PIPE,
            )

    def begin(self, test: str) -> None:
        """A test begins."""
        self._say(json.dumps([test, time.process_time(), self._seconds]))
        if _ASK is None:
            self._faulthandler.dump_traceback_later(self._seconds, repeat=True, file=self._where)

    def end(self) -> None:
        """It has ended."""
        if _ASK is None:
            self._faulthandler.cancel_dump_traceback_later()
        self._say("")

    def close(self) -> None:
        """All have."""
        with contextlib.suppress(OSError):
            self._process.communicate()
        if _ASK is not None:
            self._faulthandler.unregister(_ASK)
        self._where.close()
        self._running.close()
        self._scratch.cleanup()

    def _say(self, line: str) -> None:
        # A disk may be full: then nobody looks on.
        with contextlib.suppress(OSError):
            self._running.seek(0)
            self._running.write(line.encode() + b"\n")


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """What begins within never hears of a Ctrl-C, at which a Python that begins prints its errors.

    Windows has no such thing.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def known_stuck() -> dict[str, str]:
    """The tests that have not ended before, and what is told of each."""
    try:
        known: dict[str, str] = json.loads(os.environ.get(STUCK, "{}"))
    except ValueError:
        return {}
    return known


def not_to_run(tests: Sequence[str]) -> dict[str, str]:
    """Which of the `tests` are not to be run, in the order in which they are, and why not."""
    stuck = known_stuck()
    told = {}
    before: list[str] = []
    for test in tests:
        of_task = [each for each in before if each.partition("::")[0] == test.partition("::")[0]]
        if test in stuck:
            before.append(test)
            told[test] = stuck[test]
        elif len(of_task) >= MOST_STOPS:
            told[test] = f"Not run: {MOST_STOPS} tests of this task have not ended before."
        elif len(before) >= _MOST:
            told[test] = f"Not run: {_MOST} tests have not ended before."
    return told


def has_used_up(settings: Mapping[str, Any], _test: str, used: float, seconds: float) -> bool:
    """Whether a test has: of the processor, as who is asleep or at a breakpoint is not stuck."""
    import psutil

    times = psutil.Process(settings["process"]).cpu_times()
    return bool(times.user + times.system - used > _USED_UP * seconds + _MORE)


def _whereabouts(settings: Mapping[str, Any]) -> str:
    """What `faulthandler` has written of the process."""
    where = Path(settings["where"])
    if _ASK is not None:
        os.kill(settings["process"], _ASK)
        size = -1
        for _ in range(_ATTEMPTS):
            time.sleep(_WAIT)
            if size == (size := where.stat().st_size) > 0:
                break
    return where.read_text("utf-8", "replace")


def run_the_rest(settings: Mapping[str, Any], test: str, _used: float, seconds: float) -> None:
    """Say where the test is stuck, run all others anew, and end the process that is stuck."""
    # A handler, as what is ignored would be ignored by the tests too.
    signal.signal(signal.SIGINT, lambda *_: None)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    place = place_in(_whereabouts(settings), settings["folder"])
    message = (
        f"Your code{f' at {place},' if place else ''} has not ended: it was stopped after "
        f"{_USED_UP * seconds + _MORE:g} s."
    )
    make_readable(sys.stdout)
    print(f"\n\n{message}\nThe tests begin anew, without this one.\n", flush=True)
    stuck = json.dumps({**known_stuck(), test: message})
    subprocess.run(
        settings["again"], env={**os.environ, STUCK: stuck}, stdin=subprocess.DEVNULL, check=False
    )
    shutil.rmtree(Path(settings["where"]).parent, ignore_errors=True)
    os.kill(settings["process"], signal.SIGTERM)
