"""A judge and its worker on one processor, as long as they take turns.

Neither computes while it waits for the other. On two processors each wakes the other from idleness,
and finds in its caches nothing of what was said: the same conversation takes up to a quarter more.
"""

import ctypes
import os
import sys
import time
from contextlib import suppress

from gradus.sandbox.slept import queued_here

_LOOK_SECONDS = 0.02
"""Between two looks at whether somebody else wants this processor: each takes a thousandth."""

_MOST_QUEUED = 0.1
"""The share of its time that a judge may be kept waiting for its processor. Another judge on it
would make that a half, and what runs at low priority beside it about a hundredth."""


class Processors:
    """Those of this thread, and who shares the one that it is on at the moment."""

    def __init__(self) -> None:
        self._all = os.sched_getaffinity(0) if sys.platform == "linux" else set[int]()
        self._here = self._all
        self._guests: set[int] = set()
        self._free: set[int] = set()
        self._looked = (0.0, 0.0)

    def take_turns(self, pid: int | None) -> None:
        """Have worker `pid` run where this thread does, if it is known yet; both stay there.

        They part for good where others want that processor, and another may be idle.
        """
        if pid is None or pid in self._free or len(self._all) < 2:
            return
        if pid not in self._guests:
            self._settle(pid)
        elif time.monotonic() - self._looked[0] > _LOOK_SECONDS and self._is_crowded():
            self._free |= self._guests
            self.part()

    def part(self) -> None:
        """Let all of them run anywhere: one computes for long, and another may be in its way."""
        if self._guests:
            for pid in (0, *self._guests):
                _keep(pid, self._all)
            self._guests.clear()

    def forget(self, pid: int | None) -> None:
        """This worker ends: another may have its number later."""
        self.part()
        self._free.discard(pid or 0)

    def _settle(self, pid: int) -> None:
        if not self._guests:
            self._here = {_current()} & self._all or self._all
            _keep(0, self._here)
            self._looked = time.monotonic(), queued_here()
        _keep(pid, self._here)
        self._guests.add(pid)

    def _is_crowded(self) -> bool:
        then, queued = self._looked
        self._looked = now = time.monotonic(), queued_here()
        return now[1] - queued > _MOST_QUEUED * (now[0] - then)


def _keep(pid: int, processors: set[int]) -> None:
    """Where it may run from now on. It is no more than faster: who may not be told runs on."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setaffinity(pid, processors)


def _current() -> int:
    """The number of the processor that this thread is on."""
    return int(ctypes.CDLL(None).sched_getcpu())
