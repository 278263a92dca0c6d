"""The kinds of rating that there are. A new one is a class of [rating], a room, and a line here."""

from collections.abc import Callable, Mapping
from typing import Any

from gradus.assignment import Assignment, CodecSpec, RatingSpec, TrainingSpec
from gradus.rating.kind import Ratings

# Most assignments have none, and a judge starts sooner without.


def _trainings(assignment: Assignment, spec: Any) -> Ratings:
    from gradus.rating.training import Trainings

    return Trainings.load(assignment, spec)


def _codecs(assignment: Assignment, spec: Any) -> Ratings:
    from gradus.rating.coding import Codecs

    return Codecs.load(assignment, spec)


_KINDS: Mapping[type[RatingSpec], Callable[[Assignment, Any], Ratings]] = {
    TrainingSpec: _trainings,
    CodecSpec: _codecs,
}


def load_ratings(assignment: Assignment, spec: RatingSpec) -> Ratings:
    """The assignment's kind of rating, with its data. Raises AssignmentError, naming the file."""
    return _KINDS[type(spec)](assignment, spec)
