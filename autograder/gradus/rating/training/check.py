"""A training on samples that students do not have: does the code learn what it seems to know?

A model that was carried in the submission knows the names of the classes from elsewhere, and one
that is used on the known samples only leaves these to a training that knows less. The samples are
the board's half of its set, as large a part of a training as settles the question; the classes bear
other names. The private half, and the other sets, tell how well the model has learned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from gradus.rating.training.data import Array, Labelled, RatingData
from gradus.rating.training.flags import (
    ahead_on_validation,
    knows_the_validation_part,
    most_by_chance,
    tells_another_history,
)
from gradus.rating.training.trial import Trial

_SURE_DEVIATIONS = 3.1  # one in a thousand, of one side
_PERHAPS_DEVIATIONS = 0.5  # one in three honest trainings is so far ahead by chance
MARGIN = 0.11
"""By how much more the accuracy may fall that learns from fewer samples, and from others: of 64
honest loops (`python -m tests.benchmarks.rating_flags`) 63 fell by less. The most of these fell by
0.10, of which 0.02 is what chance may do."""


@dataclass(frozen=True)
class Check:
    """What to train on; `names` (k,) says what each class is called there."""

    train: Labelled
    validation: Labelled
    names: Array

    @classmethod
    def of(cls, data: RatingData) -> "Check":
        """The same for every student."""
        rng = np.random.default_rng(1)
        # A step round the classes in random order: no class keeps its name.
        order = rng.permutation(data.classes)
        names = np.empty(data.classes, dtype=np.int64)
        names[order] = np.roll(order, 1)
        own = data.hidden[data.board].take(rng.permutation(data.board_rows))
        called = Labelled(own.x, names[own.labels])
        end = data.check_rows + len(data.validation)
        return cls(
            called.take(slice(0, data.check_rows)),
            called.take(slice(data.check_rows, end)),
            names,
        )

    def suspicions(self, trial: Trial, graded: Trial, data: RatingData) -> Iterator[str]:
        """What is odd about a training on this, beside the one that has earned the points."""
        yield from self._knows_the_old_names(trial, data)
        before, now = (
            {name: self._right(each, name, data, names) for name in data.hidden}
            for each, names in ((graded, np.arange(data.classes)), (trial, self.names))
        )
        fall, most = _fall(before, now)
        if fall > most:
            reached = np.mean([np.mean(each) for each in before.values()])
            yield (
                f"trained on other samples than students have it names {reached - fall:.1%} of the "
                f"hidden samples right, and {reached:.1%} when it is graded; honest work loses "
                f"{most:.1%} at most. Is a model from elsewhere used where the samples are known?"
            )
        yield from knows_the_validation_part(*self._on_validation(trial, graded, data))
        yield from tells_another_history(trial, self.train, self.validation)

    def leaves_open(self, trial: Trial, graded: Trial, data: RatingData) -> bool:
        """Whether weights may be fitted to the validation part, so that it is worth another look.

        Both trainings have more of that part right than of other samples.
        """
        ahead = ahead_on_validation(*self._on_validation(trial, graded, data))
        return ahead > _PERHAPS_DEVIATIONS

    def _on_validation(
        self, trial: Trial, graded: Trial, data: RatingData
    ) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        """What both have right of the validation part, and of the private half."""
        known = np.arange(data.classes)
        return (
            (
                graded.predictions["validation"] == data.validation.labels,
                self._right(graded, data.board, data, known),
            ),
            (
                trial.predictions["validation"] == self.validation.labels,
                self._right(trial, data.board, data, self.names),
            ),
        )

    def _knows_the_old_names(self, trial: Trial, data: RatingData) -> Iterator[str]:
        rows = data.rows_for_points(data.board)
        said, labels = trial.predictions[data.board][rows], data.hidden[data.board].labels[rows]
        reached, most = float(np.mean(said == labels)), most_by_chance(said, labels)
        if reached > most:
            yield (
                f"trained on samples whose classes bear other names, it still calls {reached:.0%} "
                "of the hidden samples by the usual ones, and by chance (99.9 %) it would be at "
                f"most {most:.0%}: does the submission carry a model that was trained before?"
            )

    def _right(self, trial: Trial, name: str, data: RatingData, names: Array) -> Array:
        rows = data.rows_for_points(name)
        right: Array = trial.predictions[name][rows] == names[data.hidden[name].labels[rows]]
        return right


def _fall(before: dict[str, Array], now: dict[str, Array]) -> tuple[float, float]:
    """By how much the mean accuracy over the sets is lower, and the most that is usual.

    Both models were asked about the same samples: the difference has the error of a paired one.
    """
    pairs = [before[name].astype(float) - now[name] for name in before]
    error = sqrt(sum(float(np.var(each)) / len(each) for each in pairs)) / len(pairs)
    return float(np.mean([np.mean(each) for each in pairs])), _SURE_DEVIATIONS * error + MARGIN
