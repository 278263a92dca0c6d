"""Signs that a model did not learn what it seems to know. They call a person, and cost no mark.

A model that was carried in the submission names the hidden samples as well when it is trained on
shuffled labels, or on a fraction of the samples. A nearest neighbour is a model like others, and
so is a network that learns by heart; a history that tells of another model than the returned one
is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from math import sqrt

import numpy as np

from gradus.rating.data import Array, Labelled, RatingData
from gradus.rating.scores import Accuracies
from gradus.rating.trial import HISTORY, Trial

FRACTION = 0.25
"""Of the training part, for the training on less."""

_SURE, _SURE_DEVIATIONS = 0.999, 3.09
"""A test flags one honest submission in a thousand: as a share, and in standard deviations."""

_SAMPLES_AGAIN = 400  # enough to see agreement of 99 %, few enough to predict twice
_FEWEST_AGREEING = 0.99  # the same training rounds a few samples otherwise, never many
_MOST_CLASSES = 8  # up to here all orders can be tried: 8! is 40,320
_AUGMENTED = 0.1  # what augmentation may change of the accuracy on the training part
_ONE_OR_TWO = 1.5  # samples of rounding
_BEST_OF_MANY = 4.5  # standard deviations above chance: honest guesses of many epochs stay below


@dataclass(frozen=True)
class Shuffled:
    """Both parts with labels shuffled, so that there is nothing to learn but by heart."""

    train: Labelled
    validation: Labelled

    @classmethod
    def of(cls, data: RatingData) -> "Shuffled":
        """The same shuffle for every student."""
        rng = np.random.default_rng(1)
        parts = (data.train, data.validation)
        return cls(*(Labelled(part.x, rng.permutation(part.labels)) for part in parts))


def fraction_of(train: Labelled) -> Labelled:
    """Some of the training part, every class in it."""
    rows = [np.flatnonzero(train.labels == label) for label in np.unique(train.labels)]
    kept = [each[: max(1, int(FRACTION * len(each)))] for each in rows]
    return train.take(np.sort(np.concatenate(kept)))


def asked_again(data: RatingData) -> Array:
    """Rows of the board's set, to be named once more, in another order and other company.

    They are of the first half of the classes only: who standardizes them anew shifts them.
    """
    labels = data.hidden[data.board].labels
    order = np.random.default_rng(2).permutation(len(labels))
    return order[labels[order] < data.classes / 2][:_SAMPLES_AGAIN]


def in_honest_training(trial: Trial, data: RatingData) -> Iterator[str]:
    """What the first training on the true labels shows."""
    yield from _independent_of_input(trial, data)
    yield from _knows_the_validation_part(trial, data)
    yield from _tells_another_history(trial, data.train, data.validation)


def in_shuffled_training(trial: Trial, shuffled: Shuffled, data: RatingData) -> Iterator[str]:
    """What a training on shuffled labels shows: its model should know nothing."""
    labels = data.hidden[data.board].labels
    reached = float(np.mean(trial.predictions[data.board] == labels))
    most = most_by_chance(trial.predictions[data.board], labels)
    if reached > most:
        yield (
            f"trained on shuffled labels it still names {reached:.0%} of the hidden samples right, "
            f"and by chance (99.9 %) it would be at most {most:.0%}: does the submission carry a "
            "model that was trained before?"
        )
    on_validation = float(np.mean(trial.predictions["validation"] == shuffled.validation.labels))
    chance = _chance_of_best(data, len(shuffled.validation))
    if on_validation > chance:
        yield (
            f"trained on shuffled labels it names {on_validation:.0%} of the validation part as "
            "these say, which nobody can without having learned them: are weights fitted to the "
            "validation part?"
        )
    yield from _tells_another_history(trial, shuffled.train, shuffled.validation)


def in_small_training(trial: Trial, reached: Accuracies, data: RatingData) -> Iterator[str]:
    """What a training on a fraction of the samples shows: its model should know less.

    Who fits the validation part as well has it well by heart then, as there is little else.
    """
    yield from _knows_the_validation_part(trial, data)
    small = trial.predictions[data.board] == data.hidden[data.board].labels
    on_fraction, on_all = float(np.mean(small[data.private_rows])), reached.hidden[data.board]
    if on_fraction >= on_all:
        yield (
            f"trained on {FRACTION:.0%} of the samples it names {on_fraction:.1%} of the hidden "
            f"samples right, no fewer than trained on all of them ({on_all:.1%}): does it learn "
            "from the samples that it is given?"
        )


def most_by_chance(predictions: Array, labels: Array) -> float:
    """The accuracy that a model without knowledge exceeds in one of 1,000 cases.

    Who knows nothing of the labels could as well have called the classes otherwise. So the
    accuracy is compared with those under all namings of the classes: an exact permutation test,
    which holds also for a model that sorts the samples well and does not know their classes.
    """
    classes = int(labels.max()) + 1
    valid = (predictions >= 0) & (predictions < classes)
    table = np.zeros((classes, classes))
    np.add.at(table, (predictions[valid].astype(int), labels[valid]), 1 / len(labels))
    reached = table[np.arange(classes), _namings(classes)].sum(axis=1)
    return float(np.quantile(reached, _SURE, method="higher"))


@cache
def _namings(classes: int) -> Array:
    """All orders of the classes, or 40,000 of them where there are more."""
    if classes > _MOST_CLASSES:
        rng = np.random.default_rng(3)
        return np.array([rng.permutation(classes) for _ in range(40_000)])
    return np.array(list(permutations(range(classes))))


def _independent_of_input(trial: Trial, data: RatingData) -> Iterator[str]:
    said = trial.predictions[data.board]
    if len(np.unique(said)) == 1:
        yield "its predictions do not depend on its input: it gives every sample the same class"
        return
    agreeing = float(np.mean(trial.predictions["again"] == said[asked_again(data)]))
    if agreeing < _FEWEST_AGREEING:
        yield (
            "its predictions depend on the order of its input, or on what else is in it: asked "
            f"again for some of the samples, in another order, it gives {agreeing:.0%} of them the "
            "same class"
        )


def _knows_the_validation_part(trial: Trial, data: RatingData) -> Iterator[str]:
    """More right than on hidden samples of the same kind: a test of two shares, at 99.9 %."""
    right = trial.predictions["validation"] == data.validation.labels
    hidden = trial.predictions[data.board] == data.hidden[data.board].labels
    known, unheard = float(np.mean(right)), float(np.mean(hidden))
    both = (np.sum(right) + np.sum(hidden)) / (len(right) + len(hidden))
    spread = sqrt(both * (1 - both) * (1 / len(right) + 1 / len(hidden)))
    if known - unheard > _SURE_DEVIATIONS * spread:
        yield (
            f"it names {known:.0%} of the validation "
            f"part right and {unheard:.0%} of hidden samples of the same kind: are weights fitted "
            "to the validation part?"
        )


def _tells_another_history(trial: Trial, train: Labelled, validation: Labelled) -> Iterator[str]:
    """No epoch of the history has the accuracies that the returned model has on these parts."""
    on_train = float(np.mean(trial.predictions["train"] == train.labels))
    on_validation = float(np.mean(trial.predictions["validation"] == validation.labels))
    told = [trial.history.get(name, np.empty(0)) for name in HISTORY]
    if len(told[0]) != len(told[1]) or not len(told[0]):
        yield "its history cannot be read, so nothing says what kind of model was trained"
        return
    with np.errstate(invalid="ignore"):
        # The training part may have been measured with what augmentation has added.
        near = np.abs(told[0] - on_train) < _AUGMENTED
        fits = near & (np.abs(told[1] - on_validation) * len(validation) < _ONE_OR_TWO)
    if not fits.any():
        by_heart = " (it knows them by heart)" if on_train == 1 else ""
        yield (
            f"the model it returns names {on_train:.0%} of its training samples right{by_heart} "
            f"and {on_validation:.0%} of the validation part, and its history tells of no such "
            "epoch: is the model another than it claims, such as a nearest neighbour?"
        )


def _chance_of_best(data: RatingData, n: int) -> float:
    """What the best of many epochs reaches on n labels without having learned them."""
    chance = 1 / data.classes
    return chance + _BEST_OF_MANY * sqrt(chance * (1 - chance) / n)
