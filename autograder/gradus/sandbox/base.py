"""What every isolation level offers: fresh processes that see one submission."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from gradus.errors import SandboxError
from gradus.sandbox.processors import Processors
from gradus.sandbox.slept import Watch
from gradus.sandbox.space import SpaceWatch
from gradus.worker.limits import ProcessLimits
from gradus_checks.caps import Intake


@dataclass(frozen=True)
class Exit:
    """How a worker ended: by signal (`signal_number`), or by itself (`code`), and its CPU time."""

    signal_number: int
    code: int
    cpu_seconds: float

    @classmethod
    def from_status(cls, status: int, cpu_seconds: float) -> "Exit":
        """From what `os.wait4` gives."""
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        return cls(killed, code, cpu_seconds)

    @property
    def ran_out_of_cpu(self) -> bool:
        """Whether the kernel ended it for using too much CPU time."""
        return self.signal_number in (signal.SIGPROF, signal.SIGXCPU)


@dataclass
class Worker:
    """A running worker: its frames, what it prints, and how to end it.

    `watch` is the account of the time that it sleeps, `intake` of what it gives and is given, and
    `space` of what it writes into files. `processors` are its judge's.
    """

    frames: socket.socket
    output: int
    end_process: Callable[[float], Exit]
    watch: Watch = field(default_factory=Watch)
    intake: Intake = field(default_factory=Intake)
    space: SpaceWatch = field(default_factory=SpaceWatch)
    processors: Processors = field(default_factory=Processors)
    _exit: Exit | None = field(default=None, init=False)

    def end(self, patience: float = 0.0) -> Exit:
        """End the process, after `patience` seconds, and say how it ended. Raises SandboxError."""
        if self._exit is None:
            self.processors.forget(self.watch.pid)
            self.frames.close()
            os.close(self.output)
            # A worker dies with its template: asked again, this is how it ended.
            self._exit = Exit(signal.SIGKILL, 0, 0.0)
            self._exit = self.end_process(patience)
        return self._exit

    def discard(self) -> None:
        """End the process, if it has not died with its template."""
        with suppress(SandboxError):
            self.end()


StartWorker = Callable[[ProcessLimits], Worker]
"""Starts a fresh worker that sees one submission and nothing of its predecessors.

Raises SandboxError."""


class Sandbox(Protocol):
    """One isolation level."""

    level: str

    def enter(self, folder: Path, *, writable: bool = True) -> AbstractContextManager[StartWorker]:
        """What starts workers for the submission staged in `folder`. Raises SandboxError.

        With `writable` each of them has a copy of it, in a folder that it may write to.
        """

    def close(self) -> None:
        """End everything that this sandbox has started."""
