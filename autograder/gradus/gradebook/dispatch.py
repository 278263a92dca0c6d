"""Hand submissions out to grading processes, and survive the death of these."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import TypeVar

from gradus.errors import CouldNotCheck
from gradus.gradebook.executors import Pool, WorkerLost
from gradus.gradebook.plan import Job
from gradus.gradebook.stopping import StopFlag
from gradus.results import Record

Submit = Callable[[Job], Future[Record]]
"""Hands one job to the pool."""

_LOOK_SECONDS = 0.1  # Ctrl-C is felt at once, and looking costs nothing
_T = TypeVar("_T")


class Interrupted(Exception):
    """Somebody has asked the run to end."""


class Dispatcher:
    """Keeps at most the pool's window handed out, so that memory does not grow with the class."""

    def __init__(self, pool: Pool, stop: StopFlag, watch: Callable[[Iterable[Job]], None]) -> None:
        self._pool = pool
        self._stop = stop
        self._watch = watch

    def first(self, future: Future[_T]) -> _T:
        """What must work before anybody is graded. Raises CouldNotCheck if its process dies."""
        self._wait({future})
        try:
            return future.result()
        except BrokenExecutor as error:
            raise CouldNotCheck(
                "The grading process died before the first submission. Is there enough memory? "
                "Nobody was graded."
            ) from error

    def results(self, jobs: Iterable[Job], submit: Submit) -> Iterator[tuple[Job, Record | None]]:
        """Each job with its record, as they come; None for one whose process died twice.

        Raises Interrupted.
        """
        queue = deque(jobs)
        under_way: dict[Future[Record], Job] = {}
        while queue or under_way:
            while queue and len(under_way) < self._pool.window:
                job = queue.popleft()
                under_way[submit(job)] = job
            self._watch(under_way.values())
            lost = []
            for future in self._finished(under_way):
                job = under_way.pop(future)
                try:
                    yield job, future.result()
                except WorkerLost:
                    yield job, None
                except BrokenExecutor:
                    lost.append(job)
            if lost:
                self._pool.renew()
                for job in lost:
                    yield job, self._alone(job, submit)

    def _finished(self, under_way: Iterable[Future[Record]]) -> list[Future[Record]]:
        """Those that have finished, in the order in which they were handed out.

        All of them once a process has died, as that ends a pool.
        """
        futures = set(under_way)
        finished = self._wait(futures)
        while finished < futures and any(map(_is_lost, finished)):
            finished |= self._wait(futures - finished)
        return [future for future in under_way if future in finished]

    def _alone(self, job: Job, submit: Submit) -> Record | None:
        """Once more, with nobody else to blame."""
        self._watch((job,))
        future = submit(job)
        self._wait({future})
        if _is_lost(future):
            self._pool.renew()
            return None
        return future.result()

    def _wait(self, futures: set[Future[_T]]) -> set[Future[_T]]:
        """Those that have finished, at least one; looks up now and then to be interruptible."""
        while True:
            finished, _ = wait(futures, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            if self._stop.is_set:
                raise Interrupted
            if finished:
                return finished


def _is_lost(future: Future[Record]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)
