"""The worker's end of a grading process.

It is a fresh process, as in the local pool: a fork would copy the threads, locks and sockets of
the worker, and a process of `multiprocessing` may not be started by a worker, which is a daemon.
"""

import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from gradus.cluster.child import Answer

_ENDING_SECONDS = 5.0  # for a judge to end its sandbox; then it is killed


class ProcessDied(Exception):
    """The grading process is no more."""


class Unfit(Exception):
    """It could not do what it was asked to, for a reason that people can read."""


class GradingProcess:
    """One process, asked one thing at a time."""

    def __init__(self) -> None:
        """Start it. Raises Unfit."""
        self._pipe, theirs = multiprocessing.Pipe()
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from gradus.cluster.child import main; main({theirs.fileno()})"
        )
        try:
            self._process = subprocess.Popen(
                (sys.executable, "-c", program),
                stdin=subprocess.PIPE,
                pass_fds=(theirs.fileno(),),
            )
        except OSError as error:
            raise Unfit(f"it cannot start a process: {error.strerror}") from error
        finally:
            theirs.close()

    def ask(self, name: str, *arguments: Any) -> Any:
        """What `name` gives. Raises ProcessDied, Unfit."""
        try:
            self._pipe.send((name, *arguments))
            answer: Answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise ProcessDied from error
        if answer.problem:
            raise Unfit(answer.problem)
        return answer.value

    def end(self) -> None:
        """End it, whatever it does. It may have ended already."""
        self._process.terminate()
        try:
            self._process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()


class Processes:
    """The processes of one worker: as many as it has jobs at a time, each kept for the next."""

    def __init__(self, start: Callable[[], GradingProcess]) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._idle: list[GradingProcess] = []
        self._all: set[GradingProcess] = set()
        self._ended = False

    @contextmanager
    def one(self) -> Iterator[GradingProcess]:
        """One to oneself. It is not used again once it has died. Raises Unfit."""
        with self._lock:
            process = self._idle.pop() if self._idle else None
        if process is None:
            process = self._start()
            with self._lock:
                self._all.add(process)
                late = self._ended
            if late:
                self.end()
        try:
            yield process
        except ProcessDied:
            with self._lock:
                self._all.discard(process)
            raise
        except BaseException:
            self._put_back(process)
            raise
        self._put_back(process)

    def _put_back(self, process: GradingProcess) -> None:
        with self._lock:
            self._idle.append(process)

    def end(self) -> None:
        """End them all, whatever they do; those too that are only being started."""
        with self._lock:
            self._ended = True
            ending, self._all, self._idle = self._all, set(), []
        for process in ending:
            process.end()
