"""Jobs on their way to workers, several to a task of Dask, and what comes of them.

For each task Dask takes some 15 ms of CPU, here, at its scheduler and at the worker: a sixth of
what a small submission costs to judge. So as many jobs go together as take about a second.

A job is in one place at a time: it waits, or is in one task, or is a suspect. What a task gives
counts only while the task is known here: jobs that are handed out again are in another task.
"""

import math
import pickle
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Protocol

from distributed import KilledWorker

from gradus.cluster.messages import Batch, Lost, Outcome
from gradus.errors import CouldNotCheck
from gradus.gradebook import WorkerLost

_BATCH_SECONDS = 0.8  # little is lost with a worker, and Dask's own time is small beside it
_BATCH_JOBS = 64  # for jobs that take no time at all
_MOST_JOBS = 1000  # at a time: the earlier results that go with some take 100 kB
_BATCH_BYTES = 4 << 20  # all tasks that wait at workers are also in the scheduler's memory
_AHEAD = 2  # tasks a slot: one under way, one waiting there, so that none is idle
_ROUNDS = 4  # of the jobs of a task for each slot: those handed out, and as many for the next
_NEW_SHARE = 0.5  # of the last task in what jobs are expected to take
_DEATHS = 2  # as in the local pool: a job that was once there when its process died may be innocent
_RETURNS = 5  # how many workers may find that they cannot do a job before nobody can


class Task(Protocol):
    """A future of Dask, as far as it is of use here."""

    @property
    def status(self) -> str:
        """`pending` until it has an outcome."""

    def result(self) -> Outcome:
        """Its outcome. Raises KilledWorker, and others where the scheduler is gone."""

    def add_done_callback(self, call: Callable[["Task"], None], /) -> object:
        """Has `call` called in another thread once it is done."""

    def cancel(self) -> object:
        """It is no longer wanted."""


@dataclass(eq=False)
class _Job:
    """What to do, and what has happened to it."""

    called: tuple[Any, ...] = field(repr=False)
    future: Future[Any] = field(default_factory=Future)
    deaths: int = 0
    returns: int = 0
    is_suspect: bool = False


class Batches:
    """`pack` makes bytes of a function and its arguments; `send` hands out a batch under a key.

    `lost` is told where a task can have no outcome, as the scheduler is gone.
    """

    def __init__(
        self,
        pack: Callable[[object], bytes],
        send: Callable[[int, Batch], Task],
        lost: Callable[[Exception], None],
    ) -> None:
        self._pack = pack
        self._send = send
        self._lost = lost
        self._lock = threading.RLock()
        self._numbers = count()
        self._waiting: deque[_Job] = deque()
        self._suspects: deque[_Job] = deque()
        self._tasks: dict[int, tuple[Task, list[_Job]]] = {}
        self._failure: Exception | None = None
        self._capacity = 1
        self._seconds = math.inf  # for a job; the first go out one by one

    @property
    def window(self) -> int:
        """How many jobs there should be at a time, so that no slot is ever without."""
        return _ROUNDS * self._capacity * self._size

    @property
    def futures(self) -> tuple[Future[Any], ...]:
        """Of all jobs that have no outcome yet."""
        with self._lock:
            return tuple(job.future for job in self._jobs())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Those that have no outcome yet."""
        with self._lock:
            return tuple(task for task, _ in self._tasks.values())

    @property
    def under_way(self) -> frozenset[int]:
        """Their numbers."""
        with self._lock:
            return frozenset(self._tasks)

    def add(self, called: tuple[Any, ...]) -> Future[Any]:
        """A job: a function and its arguments."""
        job = _Job(called)
        job.future.set_running_or_notify_cancel()  # Nobody can be sure to get it back.
        with self._lock:
            self._waiting.append(job)
            if self._failure:
                self.fail(self._failure)
            self._fill()
        return job.future

    def spread(self, slots: int) -> None:
        """So many jobs can be done at a time, just now."""
        with self._lock:
            self._capacity = max(1, slots)
            self._fill()

    def hand_out_again(self, stuck: Collection[int]) -> None:
        """These tasks are nowhere: their jobs go into others."""
        dropped = []
        with self._lock:
            for number in sorted(stuck & self._tasks.keys(), reverse=True):
                if self._tasks[number][0].status == "pending":
                    task, jobs = self._tasks.pop(number)
                    dropped.append(task)
                    self._put_back(jobs)
            self._fill()
        for task in dropped:
            task.cancel()

    def fail(self, error: Exception) -> None:
        """No job will be done any more."""
        with self._lock:
            self._failure = self._failure or error
            jobs = tuple(self._jobs())
            self._tasks.clear()
            self._waiting.clear()
            self._suspects.clear()
        for job in jobs:
            job.future.set_exception(self._failure)

    @property
    def _size(self) -> int:
        """How many jobs go together."""
        most = min(_BATCH_JOBS, _MOST_JOBS // (_ROUNDS * self._capacity))
        return int(max(1, min(most, _BATCH_SECONDS / max(self._seconds, 1e-9))))

    def _jobs(self) -> Iterable[_Job]:
        yield from self._waiting
        yield from self._suspects
        for _, jobs in self._tasks.values():
            yield from jobs

    def _put_back(self, jobs: list[_Job]) -> None:
        """They are next, in the order in which they came."""
        self._waiting.extendleft(reversed(jobs))

    def _fill(self) -> None:
        """Hand out what the workers can take."""
        while self._failure is None and (jobs := self._next()):
            self._hand_out(jobs)

    def _next(self) -> list[_Job]:
        if self._suspects:
            # Alone, as a job takes all tasks along that wait at the worker which it kills.
            return [] if self._tasks else [self._suspects.popleft()]
        if len(self._tasks) >= _AHEAD * self._capacity:
            return []
        # At the end of a class what is left is for all slots.
        fair = math.ceil(len(self._waiting) / self._capacity)
        return [self._waiting.popleft() for _ in range(min(self._size, fair))]

    def _hand_out(self, jobs: list[_Job]) -> None:
        packed: list[bytes] = []
        going: list[_Job] = []
        for number, job in enumerate(jobs):
            if sum(map(len, packed)) > _BATCH_BYTES:
                self._put_back(jobs[number:])
                break
            try:
                packed.append(self._pack(job.called))
            except Exception as error:  # As an executor has it: it is the job's own.
                job.future.set_exception(error)
            else:
                going.append(job)
        if not going:
            return
        number = next(self._numbers)
        try:
            task = self._send(number, Batch(tuple(packed)))
            self._tasks[number] = task, going
            task.add_done_callback(partial(self._settle, number))
        except Exception as error:  # A client that closes at the same time says so in many ways.
            self._tasks.pop(number, None)
            self._put_back(going)
            self._lost(error)

    def _settle(self, number: int, task: Task) -> None:
        """What came of a task: its jobs are done, or are handed out again."""
        outcome: Outcome | Exception
        try:
            outcome = task.result()
        except Exception as error:
            outcome = error
        with self._lock:
            if number not in self._tasks:
                return  # Its jobs are in other tasks by now, or the run has ended.
            if isinstance(outcome, Exception) and not isinstance(outcome, KilledWorker):
                self._lost(outcome)
                return
            _, jobs = self._tasks.pop(number)
            if isinstance(outcome, KilledWorker):
                self._suspect(jobs)
            else:
                self._take(jobs, outcome)
            self._fill()

    def _suspect(self, jobs: list[_Job]) -> None:
        """Workers died again and again while the jobs were there: by one of them, or by another
        task's. Who is alone then, and it happens again, was it."""
        for job in jobs:
            if job.is_suspect:
                job.future.set_exception(WorkerLost())
            else:
                job.is_suspect = True
                self._suspects.append(job)

    def _take(self, jobs: list[_Job], outcome: Outcome) -> None:
        """The results of a batch; for its last jobs there may have been no time."""
        for job, result in zip(jobs, outcome.results, strict=False):
            if isinstance(result, Lost):
                _count(job, result)
            else:
                _finish(job.future, result.content)
        self._put_back([job for job in jobs if not job.future.done()])
        if outcome.seconds:
            seconds = outcome.seconds / len(outcome.results)
            known = self._seconds if math.isfinite(self._seconds) else seconds
            self._seconds = known + _NEW_SHARE * (seconds - known)


def _count(job: _Job, lost: Lost) -> None:
    job.returns += bool(lost.unfit)
    job.deaths += not lost.unfit
    if job.deaths == _DEATHS:
        job.future.set_exception(WorkerLost())
    elif job.returns == _RETURNS:
        job.future.set_exception(CouldNotCheck(lost.unfit))


def _finish(future: Future[Any], content: bytes) -> None:
    try:
        value, raised = pickle.loads(content)
    except Exception as error:  # Some exceptions can be packed, and not unpacked.
        value, raised = None, error
    if raised is None:
        future.set_result(value)
    else:
        future.set_exception(raised)
