"""What one submission uses of the machine, counted over all of its workers."""

import math
import threading
from collections.abc import Mapping

from gradus.assignment import FORGIVEN_CPU_SECONDS
from gradus.sandbox import slept
from gradus.sandbox.base import Exit, StartWorker, Worker
from gradus.worker.limits import ProcessLimits
from gradus_checks.caps import MAX_CASE_WEIGHT

MOST_SLEPT = 60.0
"""Seconds that all workers of a submission may sleep: twelve cases that never wake up, which are
three or four questions, as each is judged in two sittings, alone, and again with what is mended."""

MOST_GIVEN = 256 * 2**20
"""Of all values that a submission gives, as weight: reading them takes the judge about a second.
The references of this course give 12 MiB at most."""

_CASES = 2  # of a worker that others live beside: an import, and what it is started for
_COUNTED_LATE = 1  # second: the kernel counts whole ones


class Meter:
    """CPU seconds, by the kernel's account: `used` so far of `most`, and what each task took.

    `forgiven` are those beside, which nobody is to blame for. Sleep is counted too, in seconds, and
    the weight of what was given, see `gradus_checks.caps`. Workers may end in several threads.
    """

    def __init__(
        self, most: float = math.inf, most_slept: float = math.inf, most_given: float = math.inf
    ) -> None:
        self.most = most
        self.most_slept = most_slept
        self.most_given = most_given
        self.used = self.forgiven = 0.0
        self.by_task: dict[str, float] = {}
        self._workers: list[Worker] = []
        self._ending = threading.Lock()

    @property
    def slept(self) -> float:
        """Seconds of sleep so far, of workers that still run too."""
        return sum(worker.watch.slept for worker in self._workers)

    @property
    def given(self) -> int:
        """The weight of what was given so far."""
        return sum(worker.intake.total for worker in self._workers)

    @property
    def spent(self) -> bool:
        """Whether nothing is left of one or another."""
        return self.used >= self.most or self.overslept or self.given >= self.most_given

    @property
    def overslept(self) -> bool:
        """Whether it has slept for as long as it may."""
        return self.slept >= self.most_slept

    def counting(self, start: StartWorker) -> StartWorker:
        """`start`, but no worker can use more than what is left, but for a second or two."""

        def start_counted(limits: ProcessLimits) -> Worker:
            left = self.most - self.used
            if left < limits.cpu_seconds:
                # The kernel counts whole seconds, and coarsely.
                limits = limits._replace(cpu_seconds=max(0, math.ceil(left)) + 1)
            worker = start(limits)
            end = worker.end_process

            def counted(patience: float) -> Exit:
                ended = end(patience)
                with self._ending:
                    self.used += ended.cpu_seconds
                return ended

            worker.end_process = counted
            self.look_after(worker)
            return worker

        return start_counted

    def has_room_for(self, workers: int, limits: ProcessLimits) -> bool:
        """Whether so many, each of which uses all that it may, would leave something.

        At the same time they then fare as they would one after the other: none is cut short by what
        another has used.
        """
        each_sleeps = _CASES * (slept.MOST_SLEPT + slept.TICK)
        return (
            self.used + workers * (limits.cpu_seconds + _COUNTED_LATE) < self.most
            and self.slept + workers * each_sleeps < self.most_slept
            and self.given + workers * MAX_CASE_WEIGHT < self.most_given
        )

    def look_after(self, worker: Worker) -> None:
        """Count what this worker uses, too; it may sleep for what is left."""
        worker.watch.most = self.most_slept - self.slept
        self._workers.append(worker)

    def book(self, shares: Mapping[str, float]) -> None:
        """Remember that tasks took, in these proportions, what was used since the last booking."""
        unbooked, whole = self.used - sum(self.by_task.values()), sum(shares.values())
        for task, share in shares.items():
            self.by_task[task] = self.by_task.get(task, 0.0) + unbooked * share / whole

    def forgive(self, before: float) -> None:
        """Charge nobody for what was used since so much was used, as far as that is allowed."""
        amount = min(self.used - before, FORGIVEN_CPU_SECONDS - self.forgiven)
        self.forgiven += amount
        self.used -= amount
