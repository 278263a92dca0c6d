"""Proves that a submission earns every rated point, with as few trainings as that takes."""

from collections.abc import Iterable, Sequence

from gradus.assignment import RatedBy, RatingSpec
from gradus.rating.data import RatingData
from gradus.rating.rater import Rater
from gradus.rating.scores import accuracies_of, score
from gradus.rating.trial import Failed, Lab, Trial


class ProvingRater(Rater):
    """Gives every submission the points that a `Rater` gives, and asks no more than that needs.

    The middle training counts: once more than half of them earn everything, so does the middle one.
    Its accuracies, and what is shown on the leaderboard, may be those of another training.
    """

    def __init__(
        self, lab: Lab, spec: RatingSpec, data: RatingData, tasks: Iterable[RatedBy]
    ) -> None:
        super().__init__(lab, spec, data)
        self._tasks = tuple(tasks)

    def _settled(self, trials: Sequence[Trial | Failed]) -> Trial | Failed | None:
        full = [each for each in trials if self._earns_everything(each)]
        return full[0] if 2 * len(full) > len(self._spec.seeds) else super()._settled(trials)

    def _earns_everything(self, trial: Trial | Failed) -> bool:
        if isinstance(trial, Failed):
            return False
        reached = accuracies_of(trial, self._data)
        return all(score(task, (reached,), self._data).share == 1 for task in self._tasks)
