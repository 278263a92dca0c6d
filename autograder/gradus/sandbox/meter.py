"""The computing time of one submission, counted over all of its workers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gradus.assignment import FORGIVEN_CPU_SECONDS
from gradus.sandbox.base import Cell, Exit, Worker
from gradus.worker.limits import ProcessLimits


class Meter:
    """CPU seconds, by the kernel's account: `used` so far of `most`, and what each task took.

    `forgiven` are those beside, which nobody is to blame for.
    """

    def __init__(self, most: float = math.inf) -> None:
        self.most = most
        self.used = self.forgiven = 0.0
        self.by_task: dict[str, float] = {}

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.used >= self.most

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


@dataclass(frozen=True)
class MeteredCell:
    """A cell none of whose workers can use more than what is left, but for a second or two."""

    cell: Cell
    meter: Meter

    def start(self, limits: ProcessLimits) -> Worker:
        """A fresh worker. Raises SandboxError."""
        left = self.meter.most - self.meter.used
        if left < limits.cpu_seconds:
            # The kernel counts whole seconds, and coarsely.
            limits = limits._replace(cpu_seconds=max(0, math.ceil(left)) + 1)
        worker = self.cell.start(limits)
        end = worker.end_process

        def counted(patience: float) -> Exit:
            ended = end(patience)
            self.meter.used += ended.cpu_seconds
            return ended

        worker.end_process = counted
        return worker
