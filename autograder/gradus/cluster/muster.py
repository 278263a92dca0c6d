"""Which workers take part in a run, at which level, and when there is nobody left to wait for."""

import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future

from gradus.assignment import ISOLATION_LEVELS
from gradus.cluster.messages import Report
from gradus.errors import CouldNotCheck, GradusError

PATIENCE_SECONDS = 60.0
"""For a worker to start, to join, or to answer at all; a nanny starts a new one in a few."""


class Muster:
    """Hears what workers report, and settles the level of the run.

    `level` is the strongest that any worker has: so all marks are alike, and no student code runs
    less confined than it could. `tell` is told whom no work is given, and why.
    """

    def __init__(
        self, address: str, tell: Callable[[str], None], patience: float = PATIENCE_SECONDS
    ) -> None:
        self.level: Future[str] = Future()
        self._address = address
        self._tell = tell
        self._patience = patience
        self._lock = threading.Lock()
        self._levels: dict[str, str] = {}
        self._ready: set[str] = set()
        self._problems: dict[str, str] = {}
        self._seen: dict[str, float] = {}
        self._had_some = time.monotonic()

    def hear(self, report: Report) -> None:
        """A worker reports."""
        with self._lock:
            if report.asks:  # It has just started, perhaps where another was that is no more.
                for known in (self._levels, self._problems, self._seen):
                    known.pop(report.worker, None)
                self._ready.discard(report.worker)
            if report.ready or report.level:
                self._levels[report.worker] = report.level
            if report.ready:
                self._ready.add(report.worker)
        if report.problem:
            self.refuse(report.worker, report.problem)
        elif report.level and self.level.done() and not self.level.exception():
            self._refuse_other(report.worker, report.level, self.level.result())

    def refuse(self, worker: str, problem: str) -> None:
        """The worker gets no work."""
        with self._lock:
            if worker in self._problems:
                return
            self._problems[worker] = problem
        self._tell(f"Worker {worker} gets no work: {problem.rstrip('.')}.")

    def give_up(self, error: GradusError) -> None:
        """The run cannot begin, if it has not."""
        with self._lock:
            if not self.level.done():
                self.level.set_exception(error)

    def look(self, workers: Collection[str], slots: int) -> None:
        """Settle the level as soon as it can be, given who is there.

        `slots` are the jobs that can be done at a time. Raises CouldNotCheck where nobody can do
        any, and nobody is to be waited for.
        """
        now = time.monotonic()
        for worker in workers:
            self._seen.setdefault(worker, now)
        with self._lock:
            waited_for = self._waited_for(workers, now)
            willing = {
                worker: self._levels[worker]
                for worker in workers
                if worker in self._levels and worker not in self._problems
            }
            strongest = max(willing.values(), key=_strength, default="")
            able = [worker for worker in willing if willing[worker] == strongest]
        if slots or waited_for or able:
            self._had_some = now
        if not self.level.done():
            if not waited_for and self._ready.intersection(able):
                self._settle(strongest)
            elif workers and not waited_for and not able:
                raise self._nobody_can(workers)
        if now - self._had_some > self._patience:
            raise self._nobody_can(workers)

    def _waited_for(self, workers: Collection[str], now: float) -> bool:
        """Whether somebody may still tell a level."""
        silent = [each for each in workers if each not in self._levels | self._problems]
        return any(now - self._seen[worker] < self._patience for worker in silent)

    def _settle(self, level: str) -> None:
        with self._lock:
            if self.level.done():
                return
            self.level.set_result(level)
        for worker, other in tuple(self._levels.items()):
            self._refuse_other(worker, other, level)

    def _refuse_other(self, worker: str, other: str, level: str) -> None:
        if other != level:
            self.refuse(
                worker,
                f"it gives isolation {other}, and others {level}. To use it, too, add "
                f"--isolation {other}",
            )

    def _nobody_can(self, workers: Collection[str]) -> CouldNotCheck:
        reasons = {self._problems[worker] for worker in workers if worker in self._problems}
        if reasons:
            return CouldNotCheck("; ".join(sorted(reasons)))
        there = f"of the {len(workers)} workers none has answered" if workers else "there is none"
        return CouldNotCheck(
            f"Waited {self._patience:.0f} s for a worker of {self._address}, but {there}. Start "
            f"some with `dask worker {self._address}`."
        )


def _strength(level: str) -> int:
    return ISOLATION_LEVELS.index(level) if level in ISOLATION_LEVELS else -1
