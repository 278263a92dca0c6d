"""Student code of one submission that is run in two or more workers at a time.

Each is in a sandbox of its own. But two processes of one machine can always tell each other
something, by how busy it is if by nothing else. So nobody is asked about hidden data before all
are done with what comes before that: whatever reaches another one then, there is nothing hidden in
it, as if one had been run after the other.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Condition
from typing import TypeVar

from gradus.errors import CouldNotCheck
from gradus.rating.lab import Lab
from gradus.sandbox import Worker
from gradus.worker.limits import ProcessLimits

Result = TypeVar("Result")

Hold = Callable[[], float]
"""Returns once nobody trains any more, with the seconds that it took. Raises CouldNotCheck."""

Run = Callable[[Lab, Hold], Result]


def at_once() -> float:
    """What holds back nobody, as nobody is beside."""
    return 0.0


def side_by_side(labs: Sequence[Lab], runs: Sequence[Run[Result]]) -> list[Result]:
    """What each of `runs` gives, each with a lab of its own; the first of them runs here.

    What one raises is raised: the first one's, as if they had been run in this order. No worker is
    left then.
    """
    gate = _Gate(len(runs))
    with ThreadPoolExecutor(len(runs)) as pool:
        try:
            others = [
                pool.submit(gate.passed, lab, run)
                for lab, run in zip(labs[1:], runs[1:], strict=True)
            ]
            first = gate.passed(labs[0], runs[0])
            return [first, *(other.result() for other in others)]
        except BaseException:
            # Also Ctrl-C, which this thread alone is told of.
            gate.close()
            raise


class _Gate:
    """Where each of so many runs waits until all of them have come here, or ended."""

    def __init__(self, runs: int) -> None:
        self._before = runs
        self._changed = Condition()
        self._closed = False
        self._workers: list[Worker] = []

    def passed(self, lab: Lab, run: Run[Result]) -> Result:
        """What it gives; it has come here at its end, if not before."""
        here = False

        def come() -> None:
            nonlocal here
            with self._changed:
                self._before -= not here
                here = True
                self._changed.notify_all()

        def hold() -> float:
            started = time.monotonic()
            come()
            with self._changed:
                self._changed.wait_for(lambda: self._closed or not self._before)
                if self._closed:
                    raise CouldNotCheck(_GIVEN_UP)
            return time.monotonic() - started

        try:
            return run(replace(lab, start_worker=self._noting(lab)), hold)
        finally:
            come()

    def close(self) -> None:
        """Nobody passes any more, and who is under way is stopped."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            for worker in self._workers:
                worker.watch.given_up = True

    def _noting(self, lab: Lab) -> Callable[[ProcessLimits], Worker]:
        def start(limits: ProcessLimits) -> Worker:
            if self._closed:
                raise CouldNotCheck(_GIVEN_UP)
            worker = lab.start_worker(limits)
            with self._changed:
                self._workers.append(worker)
                worker.watch.given_up = self._closed
            return worker

        return start


_GIVEN_UP = "What ran beside it could not be run to its end."
