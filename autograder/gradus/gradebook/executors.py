"""Where grading runs: in processes of this machine, or wherever a `Pool` has its own."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import active_children
from typing import ParamSpec, Protocol, TypeVar

from gradus.errors import CouldNotCheck
from gradus.gradebook import worker
from gradus.gradebook.source import JudgeSource
from gradus.processes import fresh_processes, interrupts_held

ExecutorFactory = Callable[[int], Executor]
"""Makes an executor of so many workers."""

_AHEAD = 2  # jobs a process: one under way, one waiting, so that none is idle
_ENDING_SECONDS = 5.0  # for a judge to end its sandbox; then it is killed
_P = ParamSpec("_P")
_T = TypeVar("_T")


class WorkerLost(CouldNotCheck):
    """Two processes died on one job. Where others live on; else it is a BrokenExecutor."""

    def __init__(self) -> None:
        super().__init__(
            "A process died twice on the same piece of work, perhaps because memory ran out."
        )


class Pool(Protocol):
    """Where grading runs."""

    @property
    def window(self) -> int:
        """How many jobs to hand out at a time."""

    def submit(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand out some work. The future raises BrokenExecutor where `renew` is due, WorkerLost."""

    def level(self, source: JudgeSource, /) -> Future[str]:
        """The isolation level at which it judges."""

    def calibration(self, source: JudgeSource, /) -> Future[bytes]:
        """What to hand out with each submission."""

    def renew(self) -> None:
        """Start again with new processes."""

    def close(self) -> None:
        """Let the processes end by themselves; nothing must be under way."""

    def stop(self) -> None:
        """End the processes now, whatever they do."""


PoolFactory = Callable[[int], Pool]
"""Makes a pool that judges so many submissions at a time, if it can choose."""


def process_pool(jobs: int) -> Executor:
    """Fresh processes: see `gradus.processes`."""
    return ProcessPoolExecutor(jobs, mp_context=fresh_processes(), initializer=worker.prepare)


class LocalPool:
    """An executor that can be replaced when one of its processes has died."""

    def __init__(self, factory: ExecutorFactory, jobs: int) -> None:
        self._factory = factory
        self._jobs = jobs
        self._others = set(active_children())
        self._executor = factory(jobs)

    @property
    def window(self) -> int:
        """How many jobs to hand out at a time."""
        return _AHEAD * self._jobs

    def level(self, source: JudgeSource) -> Future[str]:
        """The isolation level of this machine."""
        return self.submit(worker.level, source)

    def calibration(self, source: JudgeSource) -> Future[bytes]:
        """What the reference takes here: one measurement for all."""
        return self.submit(worker.calibrate, source)

    def submit(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand out some work. In a broken executor the future says so."""
        with interrupts_held():
            try:
                return self._executor.submit(function, *args, **kwargs)
            except (BrokenExecutor, OSError) as error:
                # An executor whose process dies while it starts another is closed under its own
                # hands, and says so with an OSError.
                broken: Future[_T] = Future()
                broken.set_exception(BrokenExecutor(str(error)))
                return broken

    def renew(self) -> None:
        """Start again with new processes."""
        self.stop()
        self._executor = self._factory(self._jobs)

    def close(self) -> None:
        """Let the processes end by themselves; nothing must be under way."""
        self._executor.shutdown()

    def stop(self) -> None:
        """End the processes now, whatever they do."""
        # Python 3.11 forgets its thread here, and at exit may write to the pipe that this closes.
        manager = getattr(self._executor, "_executor_manager_thread", None)
        self._executor.shutdown(wait=False, cancel_futures=True)
        children = set(active_children()) - self._others
        for child in children:
            child.terminate()
        for child in children:
            child.join(_ENDING_SECONDS)
            child.kill()
        self._executor.shutdown()
        if manager is not None:
            manager.join(_ENDING_SECONDS)


def local_pool(jobs: int) -> Pool:
    """Processes of this machine."""
    return LocalPool(process_pool, jobs)
