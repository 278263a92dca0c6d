"""A build trains the reference no oftener than it must, and finds the same points."""

from itertools import product

import numpy as np
import pytest
from rating.rated_course import spec_of

import gradus.rating.rater
from gradus.assignment import Assignment
from gradus.rating import Lab, ProvingRater, Rater, load_rating_data
from gradus.rating.trial import Failed, Training, Trial
from gradus.remote import Timing

TIMING = Timing.of_cpu(1.0)
LAB = Lab(None, "training.train", 1024, 1000, TIMING, TIMING, None, str)  # type: ignore[arg-type]
KINDS = ("all", "some", "no labels", "a failure")


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

    monkeypatch.setattr(gradus.rating.rater, "run_trial", run_trial)
    return kinds


def test_the_same_points_from_no_more_trainings(rated: Assignment, trials: tuple[str, ...]) -> None:
    data = load_rating_data(rated, spec_of(rated))
    tasks = [task.rating for task in rated.tasks if task.rating]
    rater, proving = (
        Rater(LAB, spec_of(rated), data),
        ProvingRater(LAB, spec_of(rated), data, tasks),
    )
    for task in tasks:
        assert proving.score(task).share == rater.score(task).share
    first = trials[0]
    settled = trials[1] == first and first in ("all", "a failure")
    assert proving.trainings == (2 if settled else 3)
