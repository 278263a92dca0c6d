"""One run's part of a cluster, as an executor: jobs go out, workers may come, die and go.

Dask's own executor is not quite one (seen in 2026.8): its `map` refuses generators, `cancel()`
says True of what runs on, and a worker's death is a `KilledWorker`. Here `map` is the standard
library's, a job that is handed out cannot be cancelled, and what can happen to a job has three
names: `WorkerLost` where its process died twice, `CouldNotCheck` where the run cannot go on, else
what its function gave or raised.
"""

import logging
import pickle
import threading
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from distributed import Client, KilledWorker

from gradus.assignment import Assignment, name_of
from gradus.cluster.enrolling import Enrolment
from gradus.cluster.grading import work
from gradus.cluster.luggage import Parcel, pack_luggage, packed_job
from gradus.cluster.messages import Lost, Outcome, Report, resource, slots
from gradus.cluster.muster import Muster
from gradus.cluster.versions import versions_here
from gradus.errors import CouldNotCheck, GradusError
from gradus.gradebook import JudgeSource, WorkerLost

_DEATHS = 2  # as in the local pool: a job that was once there when its process died may be innocent
_RETURNS = 5  # how many workers may find that they cannot do a job before nobody can
_LOOK_SECONDS = 1.0  # how often the number of workers is asked for
_ENDING_SECONDS = 10.0  # for all workers to end their processes; they do so by themselves later
_LOG = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(eq=False)
class _Job:
    """A job under way, the task of Dask that does it, and what has happened to it."""

    content: bytes = field(repr=False)
    future: Future[Any] = field(default_factory=Future)
    task: Any = None
    deaths: int = 0
    returns: int = 0


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
        self._course = assignment.course
        self._source = source
        self._run = f"gradus-{luggage.digest[:12]}-{uuid4().hex[:8]}"
        self._lock = threading.Lock()
        self._pending: set[_Job] = set()
        self._failure: GradusError | None = None
        self._over = threading.Event()
        self._news, self._newcomer = threading.Event(), threading.Event()
        self._numbers = count()
        self._address: str = client.scheduler.address
        self._muster = Muster(self._address, tell)
        self._capacity = 0
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
    def capacity(self) -> int:
        """How many jobs can be done at a time, just now."""
        return self._capacity

    def submit(
        self, function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> Future[_T]:
        """Hand out a job. `level` must be known."""
        called = partial(function, *args, **kwargs) if kwargs else function
        arguments = () if kwargs else args
        job = _Job(packed_job((called, *arguments), self._course, self._source))
        job.future.set_running_or_notify_cancel()  # Nobody can be sure to get it back.
        with self._lock:
            self._pending.add(job)
        if self._failure:
            self._finish(job, error=self._failure)
        else:
            self._hand_out(job)
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the workers, by default when all jobs are done."""
        if wait and not cancel_futures:
            futures.wait([job.future for job in tuple(self._pending)])
        self.end()

    def end(self) -> None:
        """Let go of the workers now: their processes end, whatever they do."""
        if self._over.is_set():
            return
        self._over.set()
        self._news.set()
        tasks = [job.task for job in self._pending if job.task]
        self._fail(CouldNotCheck("The run has ended."))
        ending = threading.Thread(target=self._let_go, args=(tasks,), daemon=True)
        ending.start()
        ending.join(_ENDING_SECONDS)

    def _enrol(self) -> None:
        try:
            self._enrolment.begin()
        except Exception as error:  # A client that closes at the same time: many kinds.
            self._fail(self._gone(error))

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
                self._fail(self._gone(error))
                return

    def _look(self) -> None:
        if self._client.status != "running":
            raise self._gone()
        workers = self._client.scheduler_info()["workers"]
        level = self._muster.level
        self._capacity = slots(workers, self._run, level.result() if level.done() else "")
        self._muster.look(workers, self._capacity)
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
        given = {key for keys in self._client.processing().values() for key in keys}
        for job in tuple(self._pending):
            stuck = job.task
            if stuck is not None and stuck.key not in given and stuck.status == "pending":
                self._hand_out(job)
                stuck.cancel()

    def _hand_out(self, job: _Job) -> None:
        try:
            job.task = self._client.submit(
                work,
                self._run,
                Parcel(job.content),
                key=f"{self._run}-{next(self._numbers)}",
                resources={resource(self._run, self._muster.level.result()): 1},
                pure=False,
            )
        except Exception as error:  # A client that closes at the same time says so in many ways.
            self._fail(self._gone(error))
            return
        job.task.add_done_callback(partial(self._settle, job))

    def _settle(self, job: _Job, task: Any) -> None:
        """What came of it: the end, or another try."""
        if task is not job.task:
            return  # It has been handed out again.
        try:
            outcome: Outcome = task.result()
        except KilledWorker:
            self._finish(job, error=WorkerLost())  # Dask has tried it on several workers.
            return
        except Exception as error:  # Of a scheduler that is gone, or that could not go on.
            if task is job.task:
                self._fail(self._gone(error))
            return
        if isinstance(outcome, Lost):
            job.returns += bool(outcome.unfit)
            job.deaths += not outcome.unfit
            if job.deaths == _DEATHS:
                self._finish(job, error=WorkerLost())
            elif job.returns == _RETURNS:
                self._finish(job, error=CouldNotCheck(outcome.unfit))
            elif job in self._pending:
                self._hand_out(job)
        else:
            value, raised = pickle.loads(outcome.content)
            self._finish(job, value, raised)

    def _finish(self, job: _Job, value: Any = None, error: Exception | None = None) -> None:
        with self._lock:
            if job not in self._pending:
                return
            self._pending.discard(job)
        if error is None:
            job.future.set_result(value)
        else:
            job.future.set_exception(error)

    def _fail(self, error: GradusError) -> None:
        """Nothing more will come."""
        with self._lock:
            self._failure = self._failure or error
            pending = tuple(self._pending)
        self._muster.give_up(self._failure)
        for job in pending:
            self._finish(job, error=self._failure)

    def _gone(self, error: Exception | None = None) -> CouldNotCheck:
        why = f" ({error})" if error and not isinstance(error, CancelledError) else ""
        return CouldNotCheck(
            f"The connection to the Dask scheduler at {self._address} is lost{why}. What was done "
            "is kept: when the scheduler and its workers are there again, run the same command."
        )

    def _let_go(self, tasks: list[Any]) -> None:
        if self._client.status != "running":
            return
        try:
            self._client.cancel(tasks)
            self._client.unsubscribe_topic(self._run)
            self._enrolment.end()
        except Exception as error:  # The cluster goes away at the same time, in many ways.
            _LOG.debug("letting go of %s: %s", self._run, error)
