"""Further sandboxes, for workers of one submission that live at the same time.

Two such workers must be as far from each other as those of two submissions are: each sandbox has a
warm template, namespaces and a user of its own, and nothing of it is used by two threads. Where
there are no namespaces one process sees that another is there, and how many threads it has, and on
`none` and `uid` they may write where the other reads: there nobody gets a second one.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Sandbox, StartWorker
from gradus.sandbox.levels import open_sandbox
from gradus.sandbox.meter import Meter
from gradus.worker.limits import ProcessLimits

_FAR_ENOUGH = "namespaces"

Neighbours = Callable[[int, ProcessLimits], AbstractContextManager[tuple[StartWorker, ...]]]
"""Gives what starts workers beside one that there is: all in all at most so many at a time, each in
a sandbox of its own and within these limits. They are fewer, or none, where there is no room."""


def alone(_workers: int, _limits: ProcessLimits) -> AbstractContextManager[tuple[StartWorker, ...]]:
    """No neighbours: workers run one after the other."""
    return nullcontext(())


@dataclass(frozen=True)
class Beside:
    """The sandboxes that there are beside a judge's own."""

    sandboxes: tuple[Sandbox, ...] = ()

    @contextmanager
    def enter(
        self, folder: Path, meter: Meter, workers: int, limits: ProcessLimits
    ) -> Iterator[tuple[StartWorker, ...]]:
        """The `Neighbours` of the judge's own worker for the submission in `folder`.

        There is room for as many as there are sandboxes, and as `meter` has left enough for.
        """
        with ExitStack() as opened:
            found: list[StartWorker] = []
            for sandbox in self.sandboxes[: workers - 1]:
                if not meter.has_room_for(len(found) + 2, limits):
                    break
                try:
                    start = opened.enter_context(sandbox.enter(folder))
                except SandboxError:
                    # It is quicker with it, and without it as good.
                    break
                found.append(meter.counting(start))
            yield tuple(found)

    def close(self) -> None:
        """End them."""
        with ExitStack() as ending:
            for sandbox in self.sandboxes:
                ending.callback(sandbox.close)


def open_beside(sandbox: Sandbox, most: int, ready: tuple[str, ...] = ()) -> Beside:
    """At most so many beside `sandbox`, where its level keeps them apart."""
    found: list[Sandbox] = []
    if sandbox.level == _FAR_ENOUGH:
        for number in range(1, most + 1):
            try:
                found.append(open_sandbox(sandbox.level, "none", ready, number=number))
            except SandboxError:
                # The machine has no room for more: what they are for is done one after the other.
                break
    return Beside(tuple(found))
