"""A cluster as the gradebook's pool."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from distributed import Client

from gradus.cluster.crew import Crew
from gradus.cluster.luggage import OWN_CALIBRATION
from gradus.gradebook import JudgeSource

_P = ParamSpec("_P")
_T = TypeVar("_T")


class ClusterPool:
    """Grading processes of a cluster's workers. See `gradus.gradebook.Pool`."""

    def __init__(self, client: Client, source: JudgeSource, tell: Callable[[str], None]) -> None:
        """Let the workers get ready. Raises AssignmentError."""
        self._crew = Crew(client, source.assignment, source, tell)

    @property
    def window(self) -> int:
        """How many jobs to hand out at a time: more when further workers have come."""
        return self._crew.window

    def submit(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand out some work."""
        return self._crew.submit(function, *args, **kwargs)

    def level(self, _source: JudgeSource) -> Future[str]:
        """The isolation level at which all of them judge."""
        return self._crew.level

    def calibration(self, _source: JudgeSource) -> Future[bytes]:
        """Each has its own, as it is as fast as it is."""
        own: Future[bytes] = Future()
        own.set_result(OWN_CALIBRATION)
        return own

    def renew(self) -> None:
        """Dask replaces what has died."""

    def close(self) -> None:
        """Let go of the workers; nothing must be under way."""
        self._crew.shutdown()

    def stop(self) -> None:
        """Let go of them now, whatever they do."""
        self._crew.end()
