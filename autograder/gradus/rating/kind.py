"""What every kind of rating gives the judge: a way to load it, and a rater for each submission.

A kind is a room of its own beside this file. The judge knows no kind by name; `kinds` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from gradus.assignment import RatedBy
from gradus.rating.lab import Lab
from gradus.results import BoardEntry


class Rater(Protocol):
    """Rates one submission: runs it when a case first asks, and awards points from that."""

    lab: Lab

    def award(self, task: RatedBy) -> None:
        """End a rated case: raises Rated with the share of the points, or CouldNotCheck."""

    def attention(self) -> tuple[str, ...]:
        """Why a person should look; it costs no points."""

    def board_entry(self) -> BoardEntry | None:
        """For the leaderboard, if the student has put a pseudonym into the module."""

    @property
    def cpu_seconds(self) -> float:
        """What the longest run of the student's code took, as the worker says."""

    def further_seconds(self) -> float:
        """What rating a submission can take beyond what was run here."""


class Ratings(Protocol):
    """A kind of rating with the data of one assignment."""

    @property
    def at_once(self) -> int:
        """How many workers rating a submission can use at a time."""

    def rater(
        self, lab: Lab, tasks: Iterable[RatedBy], *, once: bool = False, shown: bool = True
    ) -> Rater:
        """What rates a submission for these tasks.

        `once`: as seldom as it can be run, which is enough to know how long it takes. `shown`: the
        student may read what the code says before it has met anything hidden.
        """


@dataclass(frozen=True)
class CaseRating:
    """What a rated case gets as its parameter `rating`."""

    rater: Rater
    task: RatedBy

    def award(self) -> None:
        """Raises Rated, with the points that the student's work has earned."""
        self.rater.award(self.task)
