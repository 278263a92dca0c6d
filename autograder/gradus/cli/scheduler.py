"""`--scheduler`: work on the machines of a Dask cluster instead of in processes of this one."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gradus.assignment import Assignment
from gradus.cli.consoles import Consoles
from gradus.errors import UsageError
from gradus.gradebook import JudgeSource, PoolFactory, local_pool

if TYPE_CHECKING:
    from distributed import Client

_MISSING = (
    "--scheduler needs Dask, which is not installed: pip install '.[cluster]' in a"
    " checkout of Gradus, here and on every machine that is to take part."
)


def refuse_jobs(scheduler: str | None, jobs: int | None) -> None:
    """Raise UsageError where both are given."""
    if scheduler and jobs:
        raise UsageError(
            "--jobs is for the processes of this machine. With --scheduler there are as many at a "
            "time as the workers have threads: see dask worker --nworkers and --nthreads."
        )


@contextmanager
def pools_of(
    scheduler: str | None, source: JudgeSource, consoles: Consoles
) -> Iterator[PoolFactory]:
    """Where to grade: on this machine without a `scheduler`. Raises UsageError, CouldNotCheck."""
    if scheduler is None:
        yield local_pool
        return
    with _connected(scheduler, consoles) as client:
        from gradus.cluster import ClusterPool

        yield lambda _jobs: ClusterPool(client, source, _teller(consoles))


@contextmanager
def workers_for(scheduler: str, assignment: Assignment, consoles: Consoles) -> Iterator[Executor]:
    """An executor for work on the assignment itself. Raises UsageError, CouldNotCheck."""
    with _connected(scheduler, consoles) as client:
        from gradus.cluster import Crew

        crew = Crew(client, assignment, tell=_teller(consoles))
        try:
            crew.level.result()
            yield crew
        finally:
            crew.end()


@contextmanager
def _connected(scheduler: str, consoles: Consoles) -> Iterator["Client"]:
    try:
        from gradus.cluster import connected
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("dask", "distributed"):
            raise UsageError(_MISSING) from error
        raise
    with connected(scheduler, _teller(consoles)) as client:
        yield client


def _teller(consoles: Consoles) -> Callable[[str], None]:
    return lambda told: consoles.say(told, "yellow")
