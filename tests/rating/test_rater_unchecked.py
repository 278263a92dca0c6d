"""A machine that fails while it rates costs nobody a mark, and is not tried again and again."""

from typing import Any

import pytest
from rating.rated_course import spec_of

import gradus.rating.training.rater
from gradus.assignment import Assignment
from gradus.errors import CouldNotCheck
from gradus.rating import Lab
from gradus.rating.training import TrainingRater, load_rating_data
from gradus.rating.training.trial import Training, Trial
from gradus.remote import Timing

TIMING = Timing.of_cpu(1.0)
LAB = Lab(None, ("training.train",), 1024, 1000, TIMING, TIMING, None, str)  # type: ignore[arg-type]


def make_rater(rated: Assignment, monkeypatch: pytest.MonkeyPatch, fails_from: int) -> Any:
    """A rater whose trainings know everything, and its calls; a later one meets a busy machine."""
    data = load_rating_data(rated, spec_of(rated))
    labels = {name: hidden.labels for name, hidden in data.hidden.items()}
    calls = []

    def run_trial(_lab: Lab, training: Training) -> Trial:
        calls.append(training)
        if len(calls) >= fails_from:
            raise CouldNotCheck("The machine was too busy.")
        said = {**labels, "train": training.train.labels, "validation": training.validation.labels}
        return Trial({**said, "again": labels["id"][:0]}, {}, "", 1.0)

    monkeypatch.setattr(gradus.rating.training.rater, "run_trial", run_trial)
    monkeypatch.setattr(gradus.rating.training.flags, "asked_again", lambda _data: slice(0, 0))
    tasks = [task.rating for task in rated.tasks if task.rating]
    return TrainingRater(LAB, spec_of(rated), data, tasks), calls


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_marks_stand_when_only_the_checks_fail(
    rated: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    rater, _ = make_rater(rated, monkeypatch, fails_from=3)
    assert rater.score(rated.tasks[0].rating).share == 1
    assert "could not be checked to the end" in rater.attention()[-1]


def test_trainings_that_fail_for_the_graders_reasons_are_not_repeated(
    rated: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    rater, calls = make_rater(rated, monkeypatch, fails_from=2)
    for task in rated.tasks[:2]:
        with pytest.raises(CouldNotCheck, match="too busy"):
            rater.score(task.rating)
    assert len(calls) == 2
    assert rater.attention() == ()
    assert rater.board_entry() is None
