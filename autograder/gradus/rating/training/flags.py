"""Signs that a model did not learn what it seems to know. They call a person, and cost no mark.

A nearest neighbour is a model like others, and so is a network that learns by heart; a history
that tells of another model than the returned one is not. Whether a model was carried along is told
by a training on other samples: see `check`.
"""

from collections.abc import Iterator
from functools import cache
from itertools import permutations
from math import sqrt

import numpy as np

from gradus.rating.training.data import Array, Labelled, RatingData
from gradus.rating.training.trial import HISTORY, Trial

_SURE, _SURE_DEVIATIONS = 0.999, 3.09
"""A test flags one honest submission in a thousand: as a share, and in standard deviations."""

_SAMPLES_AGAIN = 400  # enough to see agreement of 99 %, few enough to predict twice
_FEWEST_AGREEING = 0.99  # the same training rounds a few samples otherwise, never many
_MOST_CLASSES = 8  # up to here all orders can be tried: 8! is 40,320
_NAMINGS = 2_000  # of more classes: the second highest of them is compared with
_AUGMENTED = 0.1  # what augmentation may change of the accuracy on the training part
_ONE_OR_TWO = 1.5  # samples of rounding


def fraction_of(train: Labelled) -> Labelled:
    """A quarter of the training part, every class in it: there the validation part is the most."""
    rows = [np.flatnonzero(train.labels == label) for label in np.unique(train.labels)]
    kept = [each[: max(1, len(each) // 4)] for each in rows]
    return train.take(np.sort(np.concatenate(kept)))


def in_small_training(trial: Trial, data: RatingData) -> Iterator[str]:
    """What a training on that shows: who fits the validation part as well has it by heart then."""
    yield from knows_the_validation_part(
        (
            trial.predictions["validation"] == data.validation.labels,
            trial.predictions[data.board] == data.hidden[data.board].labels,
        )
    )


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
    yield from tells_another_history(trial, data.train, data.validation)


def most_by_chance(predictions: Array, labels: Array) -> float:
    """The accuracy that a model without knowledge exceeds in one of 1,000 cases.

    Who knows nothing of the labels could as well have called the classes otherwise. So the
    accuracy is compared with those under all namings of the classes: an exact permutation test,
    which holds also for a model that sorts the samples well and does not know their classes.
    """
    classes = int(labels.max()) + 1
    valid = (predictions >= 0) & (predictions < classes)
    said, truth = predictions[valid].astype(int), labels[valid]
    if classes > _MOST_CLASSES:
        rng = np.random.default_rng(3)
        namings = (rng.permutation(classes) for _ in range(_NAMINGS))
        reached = np.array([np.sum(names[said] == truth) for names in namings]) / len(labels)
    else:
        table = np.zeros((classes, classes))
        np.add.at(table, (said, truth), 1 / len(labels))
        reached = table[np.arange(classes), _all_namings(classes)].sum(axis=1)
    return float(np.quantile(reached, _SURE, method="higher"))


@cache
def _all_namings(classes: int) -> Array:
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


def knows_the_validation_part(*trainings: tuple[Array, Array]) -> Iterator[str]:
    """More of it is right than of hidden samples of the same kind: at 99.9 %."""
    if ahead_on_validation(*trainings) > _SURE_DEVIATIONS:
        known, unheard = np.mean([[np.mean(each) for each in pair] for pair in trainings], axis=0)
        yield (
            f"it names {known:.0%} of the validation "
            f"part right and {unheard:.0%} of hidden samples of the same kind: are weights fitted "
            "to the validation part?"
        )


def ahead_on_validation(*trainings: tuple[Array, Array]) -> float:
    """By how many standard errors more is right of the validation part than of hidden samples.

    Over all trainings together; of each, what it has right of the one and of the others.
    """
    ahead, variance = 0.0, 0.0
    for right, hidden in trainings:
        both = (np.sum(right) + np.sum(hidden)) / (len(right) + len(hidden))
        ahead += float(np.mean(right) - np.mean(hidden))
        variance += float(both * (1 - both) * (1 / len(right) + 1 / len(hidden)))
    return ahead / sqrt(variance) if variance else 0.0


def tells_another_history(trial: Trial, train: Labelled, validation: Labelled) -> Iterator[str]:
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
