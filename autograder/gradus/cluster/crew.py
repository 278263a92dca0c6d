"""One run's part of a cluster, as an executor: jobs go out, workers may come, die and go.

Dask's own executor is not quite one (seen in 2026.8): its `map` refuses generators, `cancel()`
says True of what runs on, and a worker's death is a `KilledWorker`. Here `map` is the standard
library's, a job that is handed out cannot be cancelled, and what can happen to a job has three
names: `WorkerLost` where its process died twice, `CouldNotCheck` where the run cannot go on, else
what its function gave or raised.
"""

import logging
import threading
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from distributed import Client

from gradus.assignment import Assignment, name_of
from gradus.cluster.batches import Batches, Task
from gradus.cluster.enrolling import Enrolment
from gradus.cluster.grading import work
from gradus.cluster.luggage import pack_luggage, packed_job
from gradus.cluster.messages import Batch, Report, resource, slots
from gradus.cluster.muster import Muster
from gradus.cluster.versions import versions_here
from gradus.errors import CouldNotCheck, GradusError
from gradus.gradebook import JudgeSource

_LOOK_SECONDS = 1.0  # how often the number of workers is asked for
_ENDING_SECONDS = 10.0  # for all workers to end their processes; they do so by themselves later
_LOG = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Crew(Executor):
    """Workers of a cluster that have what a run needs, until `end`.

    `level` will be the isolation level at which they judge: the strongest that any of them has, so
    that all marks of a run are alike; those that have less get no work. It is empty for work on
    the assignment alone. `tell` is told of workers that get no work, and why.
    """

    def __init__(
        self,
        client: Client,
        assignment: Assignment,
        source: JudgeSource | None = None,
        tell: Callable[[str], None] = lambda _told: None,
    ) -> None:
        """Give them what they need. Raises AssignmentError."""
        luggage = pack_luggage(assignment, source)
        self._client = client
        self._run = f"gradus-{luggage.digest[:12]}-{uuid4().hex[:8]}"
        self._over = threading.Event()
        self._news, self._newcomer = threading.Event(), threading.Event()
        self._address: str = client.scheduler.address
        self._scheduler = ""
        self._muster = Muster(self._address, tell)
        self._batches = Batches(
            lambda job: packed_job(job, assignment.course, source),
            self._send,
            self._lose,
        )
        versions = versions_here(map(name_of, assignment.packages))
        self._enrolment = Enrolment(client, self._run, versions, luggage, self._muster)
        client.subscribe_topic(self._run, self._hear)
        for task in (self._watch, self._enrol):
            threading.Thread(target=task, daemon=True).start()

    @property
    def level(self) -> Future[str]:
        """Known as soon as all workers that are there have told theirs, and one can begin."""
        return self._muster.level

    @property
    def window(self) -> int:
        """How many jobs to hand out at a time, so that nobody is idle."""
        return self._batches.window

    def submit(
        self, function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> Future[_T]:
        """Hand out a job. `level` must be known."""
        called = partial(function, *args, **kwargs) if kwargs else function
        return self._batches.add((called, *(() if kwargs else args)))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the workers, by default when all jobs are done."""
        if wait and not cancel_futures:
            futures.wait(self._batches.futures)
        self.end()

    def end(self) -> None:
        """Let go of the workers now: their processes end, whatever they do."""
        if self._over.is_set():
            return
        self._over.set()
        self._news.set()
        tasks = self._fail(CouldNotCheck("The run has ended."))
        ending = threading.Thread(target=self._let_go, args=(tasks,), daemon=True)
        ending.start()
        ending.join(_ENDING_SECONDS)

    def _enrol(self) -> None:
        try:
            self._enrolment.begin()
        except Exception as error:  # A client that closes at the same time: many kinds.
            self._lose(error)

    def _watch(self) -> None:
        """Look who is there, until the end or until nobody is."""
        while not self._over.is_set():
            self._news.wait(_LOOK_SECONDS)
            self._news.clear()
            try:
                self._look()
            except GradusError as error:
                self._fail(error)
                return
            except Exception as error:  # A client that closes at the same time: many kinds.
                self._lose(error)
                return

    def _look(self) -> None:
        if self._client.status != "running":
            raise self._gone()
        there = self._client.scheduler_info()
        self._scheduler = self._scheduler or there["id"]
        if there["id"] != self._scheduler:
            raise self._gone()  # Another has its address now, and knows nothing of this run.
        level, workers = self._muster.level, there["workers"]
        capacity = slots(workers, self._run, level.result() if level.done() else "")
        self._muster.look(workers, capacity)
        self._batches.spread(capacity)
        if self._newcomer.is_set():
            self._newcomer.clear()
            self._hand_out_again()

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        report = Report(**event[1])
        self._muster.hear(report)
        if report.asks:
            self._enrolment.give_key(report.worker)
        if report.ready:
            self._enrolment.has_key(report.worker)
            self._newcomer.set()
        self._news.set()

    def _hand_out_again(self) -> None:
        """What waits for a worker while there is none would wait for ever: of one that is ready
        only later, the scheduler (2026.8) tells new tasks alone."""
        waiting = self._batches.under_way  # Before it is asked which of them have a worker.
        given = {key for keys in self._client.processing().values() for key in keys}
        self._batches.hand_out_again({each for each in waiting if self._key(each) not in given})

    def _send(self, number: int, batch: Batch) -> Any:
        return self._client.submit(
            work,
            self._run,
            batch,
            key=self._key(number),
            resources={resource(self._run, self._muster.level.result()): 1},
            pure=False,
        )

    def _key(self, number: int) -> str:
        return f"{self._run}-{number}"

    def _fail(self, error: GradusError) -> tuple[Task, ...]:
        """Nothing more will come, and nothing of these tasks is wanted."""
        self._muster.give_up(error)
        return self._batches.fail(error)

    def _lose(self, error: Exception) -> None:
        self._fail(self._gone(error))

    def _gone(self, error: Exception | None = None) -> CouldNotCheck:
        why = f" ({error})" if error and not isinstance(error, CancelledError) else ""
        return CouldNotCheck(
            f"The connection to the Dask scheduler at {self._address} is lost{why}. What was done "
            "is kept: when the scheduler and its workers are there again, run the same command."
        )

    def _let_go(self, tasks: tuple[Task, ...]) -> None:
        if self._client.status != "running":
            return
        try:
            for task in tasks:
                task.cancel()
            self._client.unsubscribe_topic(self._run)
            self._enrolment.end()
        except Exception as error:  # The cluster goes away at the same time, in many ways.
            _LOG.debug("letting go of %s: %s", self._run, error)
