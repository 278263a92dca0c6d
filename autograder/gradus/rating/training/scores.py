"""From predictions to accuracies, and from these to points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from gradus.assignment import RatedBy
from gradus.rating.lab import Failed
from gradus.rating.training.data import RatingData
from gradus.rating.training.trial import Trial
from gradus_checks import share_of_points, wilson_interval


@dataclass(frozen=True)
class Accuracies:
    """How well the model of one training does: by hidden set, and on its own two parts.

    `board` is for the leaderboard alone; `hidden` leaves those rows out.
    """

    hidden: Mapping[str, float]
    board: float
    train: float
    validation: float

    def mean(self, sets: Sequence[str]) -> float:
        """Over some of the hidden sets, each counting the same."""
        return fmean(self.hidden[name] for name in sets)


@dataclass(frozen=True)
class Score:
    """The points of a rated task: the median of the trainings counts.

    `accuracies` are those of the trainings, 0 where one failed; `middle` is the training whose
    accuracy counts, None if that one failed; `interval` holds the true accuracy of its model with a
    probability of 95 %; `share`, from 0 to 1, of the points is earned.
    """

    sets: tuple[str, ...]
    accuracies: tuple[float, ...]
    middle: Accuracies | None
    interval: tuple[float, float]
    share: float

    @property
    def accuracy(self) -> float:
        """The one that counts."""
        return self.middle.mean(self.sets) if self.middle else 0.0


def accuracies_of(trial: Trial, data: RatingData) -> Accuracies:
    """Compare what the model said with the labels."""
    right = {
        name: trial.predictions[name] == labelled.labels for name, labelled in data.hidden.items()
    }
    own = {"train": data.train, "validation": data.validation}
    parts = {
        name: float(np.mean(trial.predictions[name] == part.labels)) for name, part in own.items()
    }
    return Accuracies(
        hidden={
            name: float(np.mean(each[data.rows_for_points(name)])) for name, each in right.items()
        },
        board=float(np.mean(right[data.board][data.board_rows])),
        **parts,
    )


def score(task: RatedBy, trials: Sequence[Accuracies | Failed], data: RatingData) -> Score:
    """What the task is worth; a training that failed has named nothing right."""
    reached = [
        (0.0, None) if isinstance(each, Failed) else (each.mean(task.sets), each) for each in trials
    ]
    # Where one more could not change a point, there are two; then the lower one is told.
    accuracy, middle = sorted(reached, key=lambda pair: pair[0])[(len(reached) - 1) // 2]
    return Score(
        sets=task.sets,
        accuracies=tuple(each for each, _ in reached),
        middle=middle,
        interval=interval_of(middle, task.sets, data) if middle else (0.0, 0.0),
        share=share_of_points(accuracy, task.thresholds),
    )


def interval_of(middle: Accuracies, sets: Sequence[str], data: RatingData) -> tuple[float, float]:
    """The Wilson interval of a mean over sets: of as many samples as have its variance."""
    sizes = [len(data.hidden[name].labels[data.rows_for_points(name)]) for name in sets]
    mean = middle.mean(sets)
    variance = fmean(
        middle.hidden[name] * (1 - middle.hidden[name]) / size
        for name, size in zip(sets, sizes, strict=True)
    ) / len(sets)
    n = mean * (1 - mean) / variance if variance else sum(sizes)
    return wilson_interval(mean, max(n, min(sizes)))
