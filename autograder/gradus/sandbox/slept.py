"""How long a worker has slept by its own doing: it neither computed nor waited for a processor.

A case has a limit of computing time, which sleep does not use up, and wall time alone would blame a
worker for a machine that is busy. The kernel knows what a process has computed, and how long each
of its threads was ready to run and did not.
"""

import math
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_SLEPT = 5.0
"""Seconds of a case, and of an import. No right solution sleeps at all."""

TICK = 0.25
"""So many seconds of waiting for a worker are looked at together: short enough that what it has
computed before cannot pay for long sleep, long enough that quick answers cost nothing."""

_GRACE_SECONDS = 1.0
"""By so much a worker may overrun its computing time: its own timer stops it at once, and only one
that has taken the timer away gets here."""

_IDLE_SHARE = 0.02
"""Where the kernel does not tell how long a process was kept waiting: who gets less of a processor
than this sleeps, as no machine that grades is so busy."""

_SELF = Path("/proc/thread-self")
_CREDENTIALS = struct.Struct("3i")
_PROCESS_CLOCK = 2
"""The kind of clock in its number: of all threads of a process (CPUCLOCK_SCHED in Linux)."""


@dataclass(frozen=True)
class Account:
    """Seconds of a case: computed, kept waiting for a processor, and slept."""

    computed: float = 0.0
    queued: float = 0.0
    slept: float = 0.0


_NOTHING = Account()


class Watch:
    """Looks after one worker while the judge waits for it. It may sleep `most` seconds in all."""

    def __init__(self) -> None:
        self.most = math.inf
        self.slept = 0.0
        self.pid: int | None = None
        """Its number here, once it has said something."""
        self.given_up = False
        """Whether nobody wants to know any more: set by another thread than the one that waits."""
        self._cpu_seconds = math.inf
        self._waited = 0.0
        self._case = _NOTHING
        self._begun = 0.0
        self._before = (0.0, 0.0, 0.0)

    def meet(self, frames: socket.socket, size: int) -> bytes:
        """Receive up to `size` bytes; the first ones, sent before any student's code ran, tell who
        the worker is, by the kernel's word and in this process's own numbers."""
        if self.pid is not None:
            return frames.recv(size)
        space = socket.CMSG_SPACE(_CREDENTIALS.size)
        piece, ancillary, _, _ = frames.recvmsg(size, space)
        for _, kind, data in ancillary:
            if kind == socket.SCM_CREDENTIALS:
                self.pid = _CREDENTIALS.unpack(data)[0]
                frames.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
                # A fork has computed nothing, and waited for nothing, before it was made.
                self._before = (0.0, 0.0, queued_here())
        return piece

    def begin(self, cpu_seconds: float) -> None:
        """A case begins, which may compute for so long."""
        self._cpu_seconds = cpu_seconds
        self._begun = self._computed()
        self._case = _NOTHING

    def waited(self, seconds: float) -> None:
        """The judge has waited so long for this worker."""
        self._waited += seconds
        if self._waited >= TICK:
            self._settle()

    def account(self) -> Account:
        """What has become of the case's time."""
        self._settle()
        return self._case

    @property
    def verdict(self) -> str:
        """Why the worker is to be stopped: "slept", "overrun", "given up", or not at all."""
        if self.given_up:
            return "given up"
        if self._case.slept > MOST_SLEPT or self.slept > self.most:
            return "slept"
        overrun = self._case.computed > self._cpu_seconds + _GRACE_SECONDS
        return "overrun" if overrun else ""

    def _settle(self) -> None:
        """Share what was waited since the last time out among the three ways to spend it."""
        if self.pid is None:
            return
        now = self._readings()
        computed, queued, ours = (max(0.0, b - a) for a, b in zip(self._before, now, strict=True))
        idle = max(0.0, self._waited - computed)
        if self._waits_for_a_disk():
            queued = idle
        elif _tells_of_queues():
            queued = min(idle, queued + ours)
        else:
            queued = idle if computed > _IDLE_SHARE * self._waited else 0.0
        slept = idle - queued
        case = self._case
        self._case = Account(now[0] - self._begun, case.queued + queued, case.slept + slept)
        self.slept += slept
        self._before = now
        self._waited = 0.0

    def _readings(self) -> tuple[float, float, float]:
        """What the worker has computed and was kept waiting, and what this process was."""
        queued = self._before[1]
        with suppress(OSError, ValueError):
            queued = _longest_queued(Path(f"/proc/{self.pid}/task"))
        return self._computed(), queued, queued_here()

    def _waits_for_a_disk(self) -> bool:
        """Whether it does now: for a moment or, where that is slow, for all the time looked at."""
        with suppress(OSError):
            stat = Path(f"/proc/{self.pid}/stat").read_text("ascii", "replace")
            return stat.rpartition(")")[2].split()[0] == "D"
        return False

    def _computed(self) -> float:
        if self.pid is None:
            return 0.0
        with suppress(OSError):
            return time.clock_gettime((~self.pid << 3) | _PROCESS_CLOCK)
        # It has ended.
        return self._before[0]


def _statistics(task: Path) -> tuple[int, ...]:
    """A thread's nanoseconds of running and of waiting to, and how often it ran. Raises OSError."""
    return tuple(map(int, (task / "schedstat").read_text("ascii").split()))


def _longest_queued(tasks: Path) -> float:
    """Seconds for which that thread was ready and did not run which was so for the longest.

    Added up, many threads that wake at once, and stand in each other's way for a moment, would have
    waited for longer than they slept.
    """
    return max(_statistics(task)[1] for task in tasks.iterdir()) / 1e9


def queued_here() -> float:
    """Seconds for which this thread was ready to run and did not."""
    with suppress(OSError):
        return _statistics(_SELF)[1] / 1e9
    return 0.0


def _tells_of_queues() -> bool:
    """Whether the kernel counts them: where it does not, all numbers are 0, or there is no file."""
    with suppress(OSError):
        return _statistics(_SELF)[2] > 0
    return False
