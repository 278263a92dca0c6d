"""What Dask starts on every worker, and ends there: the course, and the processes that grade."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker
from distributed.utils import sync

from gradus.cluster.luggage import Belongings, Parcel, unpack_course, unseal
from gradus.cluster.messages import DIED, Batch, Lost, Outcome, Report, resource
from gradus.cluster.process import GradingProcess, ProcessDied, Processes, Unfit

_IDLE_SECONDS = 1800.0
"""A run that was killed ends nothing: after so long without a job a worker tidies up by itself.
Longer than any submission takes, as the last of a run may keep one worker busy and others not."""
_LOOK_SECONDS = 60.0  # nobody waits for it
_BATCH_SECONDS = 2.0
"""After so long a worker begins no further job of a batch. What takes longer than expected comes
back, so that others may do it, and what is done is recorded."""


class Grading(WorkerPlugin):  # type: ignore[misc]
    """The part of a run on one worker. `name` is the run's, and no two runs have the same."""

    def __init__(self, name: str, versions: Mapping[str, str], sealed: bytes) -> None:
        """`sealed` is the luggage as `luggage.seal` gives it: Dask logs and keeps what it is given.

        Its key comes by a task, `unlock`, of which Dask does neither.
        """
        self.name = name
        self._versions = dict(versions)
        self._sealed = sealed

    def __reduce__(self) -> tuple[Any, ...]:
        return Grading, (self.name, self._versions, self._sealed)

    async def setup(self, worker: Worker) -> None:
        """Begin to get ready. The worker's other work goes on meanwhile."""
        self._worker = worker
        self._own = Belongings(Path())
        self._source = b""
        self._level = ""
        self._processes = Processes(self._start)
        self._used = time.monotonic()
        self._key: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._tasks = (
            asyncio.create_task(self._get_ready()),
            asyncio.create_task(self._tidy_up_alone()),
        )

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002  # Dask's interface
        """End the processes, whatever they do, and remove the course."""
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        await asyncio.to_thread(self._processes.end)
        if self._own.folder.parts:
            await asyncio.to_thread(shutil.rmtree, self._own.folder, ignore_errors=True)

    def unlock(self, key: Parcel) -> None:
        """What the key opens may be used; called in a thread of the worker."""
        self._worker.loop.add_callback(self._take_key, key.content)

    def work(self, batch: Batch) -> Outcome:
        """Do jobs, one after another, in a thread of the worker."""
        began = self._used = time.monotonic()
        results: list[Parcel | Lost] = []
        for job in batch.jobs:
            results.append(self._work(job))
            self._used = time.monotonic()
            if isinstance(results[-1], Lost):
                return Outcome(tuple(results))
            if self._used > began + _BATCH_SECONDS:
                break
        return Outcome(tuple(results), self._used - began)

    def _work(self, job: bytes) -> Parcel | Lost:
        """Do a job in one of the processes."""
        try:
            with self._processes.one() as process:
                return Parcel(process.ask("work", job))
        except ProcessDied:
            return Lost()
        except Unfit as error:
            # Before the job is given back: else it might be handed out to this worker again.
            sync(self._worker.loop, self._withdraw, str(error))
            return Lost(unfit=str(error))

    def _take_key(self, key: bytes) -> None:
        if not self._key.done():
            self._key.set_result(key)

    async def _get_ready(self) -> None:
        """Ask for the key, tell the run the level here, calibrate, and only then be there for jobs.

        A worker with other versions never gets the key.
        """
        try:
            await asyncio.to_thread(self._try_a_process)
            self._tell(asks=True)
            key = await self._key
            await asyncio.to_thread(self._unpack, key)
            self._level, calibration = await asyncio.to_thread(self._calibrate)
        except ProcessDied:
            self._tell(problem=DIED)
        except Unfit as error:
            self._tell(problem=str(error))
        else:
            self._own = replace(self._own, calibration=calibration)
            slots = {resource(self.name, self._level): self._worker.state.nthreads}
            await self._worker.set_resources(**slots)
            self._tell(ready=True)

    def _try_a_process(self) -> None:
        with self._processes.one():
            pass

    def _unpack(self, key: bytes) -> None:
        luggage = unseal(self._sealed, key)
        try:
            folder = Path(tempfile.mkdtemp(prefix="gradus-", dir=self._worker.local_directory))
            self._own = Belongings(folder)
            unpack_course(luggage.files, self._own.course)
        except OSError as error:
            where = self._worker.local_directory
            raise Unfit(f"it cannot unpack the course in {where}: {error.strerror}") from error
        self._source = luggage.source

    def _calibrate(self) -> tuple[str, bytes]:
        with self._processes.one() as process:
            process.ask("open", self._own.folder, self._source, b"")
            level = process.ask("level")
            self._worker.loop.add_callback(partial(self._tell, level=level))
            return level, process.ask("calibrate")

    def _start(self) -> GradingProcess:
        """A process that has all there is so far. Raises Unfit, ProcessDied."""
        process = GradingProcess()
        try:
            process.ask("check", self._versions)
            if self._source:
                process.ask("open", self._own.folder, self._source, self._own.calibration)
        except Unfit:
            process.end()
            raise
        return process

    async def _withdraw(self, problem: str) -> None:
        """Get no further jobs. Those that wait here are given back, so the worker's own count of
        its resources stays as it is."""
        slots = {resource(self.name, self._level): 0}
        await self._worker.scheduler.set_resources(
            resources=slots, worker=self._worker.contact_address
        )
        self._tell(problem=problem)

    def _tell(
        self, *, asks: bool = False, level: str = "", ready: bool = False, problem: str = ""
    ) -> None:
        report = Report(self._worker.address, asks, level or self._level, ready, problem)
        self._worker.log_event(self.name, asdict(report))

    async def _tidy_up_alone(self) -> None:
        while time.monotonic() < self._used + _IDLE_SECONDS:
            await asyncio.sleep(_LOOK_SECONDS)
        await self._worker.plugin_remove(self.name)


def unlock(run: str, key: Parcel) -> None:
    """A task of Dask: give a worker the key to what it has of a run."""
    here = get_worker().plugins.get(run)
    if isinstance(here, Grading):
        here.unlock(key)


def work(run: str, batch: Batch) -> Outcome:
    """A task of Dask: jobs of a run, done by what the run has on this worker."""
    here = get_worker().plugins.get(run)
    if not isinstance(here, Grading):
        return Outcome((Lost(unfit="the run has ended there"),))
    return here.work(batch)
