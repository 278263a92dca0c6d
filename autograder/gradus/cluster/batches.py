"""Jobs on their way to workers, several to a task of Dask, and what comes of them.

For each task Dask takes some 15 ms of CPU, here, at its scheduler and at the worker: a sixth of
what a small submission costs to judge. So as many jobs go together as take about a second.

A job is in one place at a time: it waits, or is in one task, or is a suspect. What a task gives
counts only while the task is known here: jobs that are handed out again are in another task.
"""

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from functools import partial
from itertools import count
from typing import Any, Protocol

from distributed import KilledWorker

from gradus.cluster.jobs import Job
from gradus.cluster.messages import Batch, Lost, Outcome
from gradus.cluster.pace import AHEAD, Pace

_BATCH_BYTES = 4 << 20  # all tasks that wait at workers are also in the scheduler's memory


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
        self._waiting: deque[Job] = deque()
        self._suspects: deque[Job] = deque()
        self._tasks: dict[int, tuple[Task, list[Job]]] = {}
        self._failure: Exception | None = None
        self._pace = Pace()

    @property
    def window(self) -> int:
        """How many jobs there should be at a time, so that no slot is ever without."""
        return self._pace.window

    @property
    def futures(self) -> tuple[Future[Any], ...]:
        """Of all jobs that have no outcome yet."""
        with self._lock:
            return tuple(job.future for job in self._jobs())

    @property
    def under_way(self) -> frozenset[int]:
        """The numbers of the tasks that have no outcome yet."""
        with self._lock:
            return frozenset(self._tasks)

    def add(self, called: tuple[Any, ...]) -> Future[Any]:
        """A job: a function and its arguments."""
        job = Job(called)
        with self._lock:
            self._waiting.append(job)
            if self._failure:
                self.fail(self._failure)
            self._fill()
        return job.future

    def spread(self, slots: int) -> None:
        """So many jobs can be done at a time, just now."""
        with self._lock:
            self._pace.slots = max(1, slots)
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

    def fail(self, error: Exception) -> tuple[Task, ...]:
        """No job will be done any more. These are the tasks of which nothing is wanted."""
        with self._lock:
            self._failure = self._failure or error
            jobs = tuple(self._jobs())
            tasks = tuple(task for task, _ in self._tasks.values())
            self._tasks.clear()
            self._waiting.clear()
            self._suspects.clear()
        for job in jobs:
            job.fail(self._failure)
        return tasks

    def _jobs(self) -> Iterable[Job]:
        yield from self._waiting
        yield from self._suspects
        for _, jobs in self._tasks.values():
            yield from jobs

    def _put_back(self, jobs: list[Job]) -> None:
        """They are next, in the order in which they came."""
        for job in reversed(jobs):
            (self._suspects if job.is_suspect else self._waiting).appendleft(job)

    def _fill(self) -> None:
        """Hand out what the workers can take."""
        while self._failure is None and (jobs := self._next()):
            self._hand_out(jobs)

    def _next(self) -> list[Job]:
        if self._suspects:
            # Alone, as a job takes all tasks along that wait at the worker which it kills.
            return [] if self._tasks else [self._suspects.popleft()]
        if len(self._tasks) >= AHEAD * self._pace.slots:
            return []
        return [self._waiting.popleft() for _ in range(self._pace.size(len(self._waiting)))]

    def _hand_out(self, jobs: list[Job]) -> None:
        packed: list[bytes] = []
        going: list[Job] = []
        for number, job in enumerate(jobs):
            if sum(map(len, packed)) > _BATCH_BYTES:
                self._put_back(jobs[number:])
                break
            try:
                packed.append(self._pack(job.called))
            except Exception as error:  # As an executor has it: it is the job's own.
                job.fail(error)
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
                for job in jobs:
                    job.suspect()
            else:
                self._take(jobs, outcome)
            self._put_back([job for job in jobs if job.is_open])
            self._fill()

    def _take(self, jobs: list[Job], outcome: Outcome) -> None:
        """The results of a batch; for its last jobs there may have been no time."""
        for job, result in zip(jobs, outcome.results, strict=False):
            if isinstance(result, Lost):
                job.lose(result)
            else:
                job.finish(result.content)
        self._pace.learn(outcome)
