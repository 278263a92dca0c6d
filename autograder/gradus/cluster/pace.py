"""How many jobs go together, so that little of Dask's time is spent on each, and little is lost."""

import math

from gradus.cluster.messages import Outcome

AHEAD = 2
"""Tasks a slot: one under way, one waiting there, so that none is idle."""

_BATCH_SECONDS = 0.8  # little is lost with a worker, and Dask's own time is small beside it
_BATCH_JOBS = 64  # for jobs that take no time at all
_MOST_JOBS = 1000  # at a time: the earlier results that go with some take 100 kB
_ROUNDS = 2 * AHEAD  # for each slot: the jobs of what is handed out, and as many for what is next
_NEW_SHARE = 0.5  # of the last task in what jobs are expected to take


class Pace:
    """How fast jobs are done, and how many `slots` there are, in which one is done at a time."""

    def __init__(self) -> None:
        self.slots = 1
        self._seconds = math.inf  # for a job; the first go out one by one

    @property
    def window(self) -> int:
        """How many jobs there should be at a time, so that no slot is ever without."""
        return _ROUNDS * self.slots * self._size

    def size(self, waiting: int) -> int:
        """How many of those that wait go together: at the end of a class all slots share them."""
        return min(self._size, math.ceil(waiting / self.slots))

    def learn(self, outcome: Outcome) -> None:
        """From what jobs have taken, if that is known."""
        if outcome.seconds:
            seconds = outcome.seconds / len(outcome.results)
            known = self._seconds if math.isfinite(self._seconds) else seconds
            self._seconds = known + _NEW_SHARE * (seconds - known)

    @property
    def _size(self) -> int:
        most = min(_BATCH_JOBS, _MOST_JOBS // (_ROUNDS * self.slots))
        return int(max(1, min(most, _BATCH_SECONDS / max(self._seconds, 1e-9))))
