"""The computing time of one submission, counted over all of its workers."""

import math
from dataclasses import dataclass

from gradus.sandbox.base import Cell, Exit, Worker
from gradus.worker.limits import ProcessLimits


class Meter:
    """CPU seconds, by the kernel's account: `used` so far of `most`, and what each task took."""

    def __init__(self, most: float = math.inf) -> None:
        self.most = most
        self.used = 0.0
        self.by_task: dict[str, float] = {}

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.used >= self.most

    def book(self, task: str) -> None:
        """Remember that `task` took what was used since the last booking."""
        unbooked = self.used - sum(self.by_task.values())
        self.by_task[task] = self.by_task.get(task, 0.0) + unbooked


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
