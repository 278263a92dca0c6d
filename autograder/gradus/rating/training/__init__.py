"""Rated by what a model that the student's code trains says of data that nobody has seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gradus.assignment import Assignment, RatedBy, TrainingSpec
from gradus.rating.lab import Lab
from gradus.rating.training.data import RatingData, load_rating_data
from gradus.rating.training.rater import TrainingRater, most_trainings, surely_needed

__all__ = ["RatingData", "TrainingRater", "Trainings", "load_rating_data", "most_trainings"]


@dataclass(frozen=True)
class Trainings:
    """How models are trained and asked, with the data for that: a `kind.Ratings`."""

    spec: TrainingSpec
    data: RatingData

    @classmethod
    def load(cls, assignment: Assignment, spec: TrainingSpec) -> "Trainings":
        """Raises AssignmentError, which names the file."""
        return cls(spec, load_rating_data(assignment, spec))

    @property
    def at_once(self) -> int:
        """As many trainings as are needed whatever comes of them."""
        return surely_needed(self.spec)

    def rater(
        self, lab: Lab, tasks: Iterable[RatedBy], *, once: bool = False, shown: bool = True
    ) -> TrainingRater:
        """What rates a submission: `once` is a training with the first of the seeds."""
        spec = replace(self.spec, seeds=self.spec.seeds[:1]) if once else self.spec
        return TrainingRater(lab, spec, self.data, tasks, shown=shown)
