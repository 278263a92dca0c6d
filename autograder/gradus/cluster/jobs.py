"""One job of a run: what to do, what has happened to it, and what came of it."""

import pickle
from concurrent.futures import Future
from typing import Any

from gradus.cluster.messages import Lost
from gradus.errors import CouldNotCheck
from gradus.gradebook import WorkerLost

_DEATHS = 2  # as in the local pool: a job that was once there when its process died may be innocent
_RETURNS = 5  # how many workers may find that they cannot do a job before nobody can


class Job:
    """A function and its arguments are `called`; `future` gets what comes of it, once.

    One that `is_suspect` is handed out alone.
    """

    def __init__(self, called: tuple[Any, ...]) -> None:
        self.called = called
        self.future: Future[Any] = Future()
        self.future.set_running_or_notify_cancel()  # Nobody can be sure to get it back.
        self._deaths = 0
        self._returns = 0
        self.is_suspect = False

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it yet."""
        return not self.future.done()

    def fail(self, error: Exception) -> None:
        """Nothing will come of it."""
        self.future.set_exception(error)

    def finish(self, content: bytes) -> None:
        """What its function gave or raised, pickled."""
        try:
            value, raised = pickle.loads(content)
        except Exception as error:  # Some exceptions can be packed, and not unpacked.
            value, raised = None, error
        if raised is None:
            self.future.set_result(value)
        else:
            self.fail(raised)

    def lose(self, lost: Lost) -> None:
        """It was not done. It stays open until that has happened too often."""
        if lost.unfit:
            self._returns += 1
        else:
            self._deaths += 1
        if self._deaths == _DEATHS:
            self.fail(WorkerLost())
        elif self._returns == _RETURNS:
            self.fail(CouldNotCheck(lost.unfit))

    def suspect(self) -> None:
        """Workers died again and again while it was there: by it, or by what was there besides.

        If that happens when it is alone, too, it was this job.
        """
        if self.is_suspect:
            self.fail(WorkerLost())
        self.is_suspect = True
