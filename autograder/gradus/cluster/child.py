"""The grading process of a worker: what a process of the local pool does, asked over a pipe."""

import os
import pickle
import signal
from collections.abc import Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from gradus.cluster.luggage import Belongings, unpacked_job
from gradus.cluster.versions import difference
from gradus.errors import CouldNotCheck, GradusError
from gradus.gradebook import worker


@dataclass(frozen=True)
class Answer:
    """What came of a request: `problem`, in words for people, where it could not be done."""

    value: Any = None
    problem: str = ""


def main(descriptor: int) -> None:
    """Answer requests from the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the run's alone.
    parent = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    worker.prepare(lambda: os.read(parent, 1))  # Nothing is ever written: it ends with the parent.
    desk = _Desk()
    with Connection(descriptor) as pipe:
        while True:
            try:
                name, *arguments = pipe.recv()
            except EOFError:
                return
            pipe.send(_answer(getattr(desk, name), *arguments))


def _answer(method: Any, *arguments: Any) -> Answer:
    try:
        return Answer(method(*arguments))
    except OSError as error:
        return Answer(problem=f"{error.strerror or error}: {error.filename}")
    except GradusError as error:
        return Answer(problem=str(error))
    except Exception as error:
        return Answer(problem=repr(error))


class _Desk:
    """The requests that there are, each a method."""

    def __init__(self) -> None:
        self._own = Belongings(Path())

    def check(self, versions: Mapping[str, str]) -> None:
        """Raises CouldNotCheck where another version is here."""
        if different := difference(versions):
            raise CouldNotCheck(different)

    def open(self, folder: Path, source: bytes, calibration: bytes) -> None:
        """Take what the worker has."""
        own = Belongings(folder, None, calibration)
        with unpacked_job(source, own) as opened:
            self._own = replace(own, source=opened)

    def level(self) -> str:
        """The isolation level here; empty where nobody is judged. Raises CouldNotCheck."""
        return worker.level(self._own.source) if self._own.source else ""

    def calibrate(self) -> bytes:
        """What the reference takes here. Raises GradusError, also below the least level."""
        calibration = worker.calibrate(self._own.source) if self._own.source else b""
        self._own = replace(self._own, calibration=calibration)
        return calibration

    def work(self, content: bytes) -> bytes:
        """Do a job; what it gave and what it raised, pickled."""
        with unpacked_job(content, self._own) as (function, *arguments):
            try:
                return pickle.dumps((function(*arguments), None))
            except Exception as error:
                return _pickled(error)


def _pickled(error: Exception) -> bytes:
    try:
        return pickle.dumps((None, error))
    except Exception:  # What it holds cannot travel. What it says can.
        return pickle.dumps((None, RuntimeError(repr(error))))
