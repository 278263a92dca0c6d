"""A submission is trained no oftener than its points need."""

from itertools import product

import numpy as np
import pytest
from rating.rated_course import spec_of

import gradus.rating.training.rater
from gradus.assignment import Assignment
from gradus.rating import Lab
from gradus.rating.lab import Failed
from gradus.rating.training import RatingData, TrainingRater, load_rating_data
from gradus.rating.training.scores import accuracies_of, score
from gradus.rating.training.trial import Training, Trial
from gradus.remote import Timing

TIMING = Timing.of_cpu(1.0)
LAB = Lab(None, ("training.train",), 1024, 1000, TIMING, TIMING, None, str)  # type: ignore[arg-type]
KINDS = ("all", "some", "no labels", "a failure")


def training_of(data: RatingData, seed: int) -> Training:
    return Training(data.train, data.validation, seed, {})


@pytest.fixture(params=product(KINDS, repeat=3), ids=", ".join)
def trials(
    request: pytest.FixtureRequest, rated: Assignment, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, ...]:
    """What the trainings of the seeds 1, 2 and 3 know, whoever asks for them."""
    hidden = load_rating_data(rated, spec_of(rated)).hidden
    kinds: tuple[str, ...] = request.param

    def run_trial(_lab: Lab, training: Training) -> Trial | Failed:
        kind = kinds[training.seed - 1]
        if kind == "a failure":
            return Failed("It failed.")
        share = {"all": 1.0, "some": 0.7, "no labels": 0.0}[kind]
        said = {
            name: np.where(np.arange(len(part.labels)) % 10 < 10 * share, part.labels, -1)
            for name, part in hidden.items()
        }
        own = {"train": training.train.labels, "validation": training.validation.labels}
        return Trial({**said, **own}, {}, "", 1.0)

    monkeypatch.setattr(gradus.rating.training.rater, "run_trial", run_trial)
    return kinds


def test_the_same_points_from_no_more_trainings(rated: Assignment, trials: tuple[str, ...]) -> None:
    data = load_rating_data(rated, spec_of(rated))
    tasks = [task.rating for task in rated.tasks if task.rating]
    rater = TrainingRater(LAB, spec_of(rated), data, tasks)
    run_trial = gradus.rating.training.rater.run_trial  # type: ignore[attr-defined]
    each = [run_trial(LAB, training_of(data, seed)) for seed in (1, 2, 3)]
    reached = [one if isinstance(one, Failed) else accuracies_of(one, data) for one in each]
    for task in tasks:
        assert rater.score(task).share == score(task, reached, data).share
    kind = {"a failure": "no labels"}
    first, second = (kind.get(each, each) for each in trials[:2])
    assert rater.trainings == (2 if first == second != "some" else 3)
