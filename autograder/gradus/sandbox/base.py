"""What every isolation level offers: a cell a submission, and in it fresh processes."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

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
    `space` of what it writes into files.
    """

    frames: socket.socket
    output: int
    end_process: Callable[[float], Exit]
    watch: Watch = field(default_factory=Watch)
    intake: Intake = field(default_factory=Intake)
    space: SpaceWatch = field(default_factory=SpaceWatch)
    _exit: Exit | None = field(default=None, init=False)

    def end(self, patience: float = 0.0) -> Exit:
        """End the process, after `patience` seconds, and say how it ended. Raises SandboxError."""
        if self._exit is None:
            self.frames.close()
            os.close(self.output)
            # A worker dies with its template: asked again, this is how it ended.
            self._exit = Exit(signal.SIGKILL, 0, 0.0)
            self._exit = self.end_process(patience)
        return self._exit


class Cell(Protocol):
    """One submission's place in a sandbox."""

    def start(self, limits: ProcessLimits) -> Worker:
        """A fresh worker that sees the submission and nothing of its predecessors.

        Raises SandboxError.
        """


class Sandbox(Protocol):
    """One isolation level."""

    level: str

    def enter(self, folder: Path, *, writable: bool = True) -> AbstractContextManager[Cell]:
        """A cell for the submission staged in `folder`. Raises SandboxError.

        With `writable` each of its workers has a copy of it, in a folder that it may write to.
        """

    def close(self) -> None:
        """End everything that this sandbox has started."""
