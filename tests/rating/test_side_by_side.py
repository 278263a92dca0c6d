"""Trainings of one submission at a time tell what they tell one after the other, and no more."""

from contextlib import nullcontext
from dataclasses import replace
from itertools import product
from threading import Event
from typing import Any

import numpy as np
import pytest
from rating.rated_course import spec_of

import gradus.rating.training.rater
from gradus.assignment import Assignment
from gradus.errors import CouldNotCheck
from gradus.gradebook import LocalJudge
from gradus.gradebook.source import sharing
from gradus.rating import Lab
from gradus.rating.lab import Failed
from gradus.rating.side_by_side import Hold, side_by_side
from gradus.rating.training import RatingData, TrainingRater, load_rating_data
from gradus.rating.training.trial import Training, Trial
from gradus.remote import Timing
from gradus.sandbox import Exit, Meter, Worker
from gradus.worker.limits import ProcessLimits

TIMING = Timing.of_cpu(1.0)
SECONDS = 60.0  # for what is there at once, however busy the machine
KINDS = ("all", "none", "raises", "stops")


def fake_worker(_limits: ProcessLimits) -> Worker:
    return Worker(None, 0, lambda _patience: Exit(0, 0, 0.0))  # type: ignore[arg-type]


LAB = Lab(fake_worker, ("training.train",), 1024, 1000, TIMING, TIMING, None, str)  # type: ignore[arg-type]
WITH_ROOM = replace(
    LAB, beside=lambda workers, _limits: nullcontext((fake_worker,) * (workers - 1))
)


def ended(kind: str, training: Training, data: RatingData) -> Trial | Failed:
    if kind == "raises":
        return Failed(f"It says {training.seed}.", unasked=True, guarded="It raised.")
    if kind == "stops":
        return Failed("It was stopped.")
    known = {name: hidden.labels for name, hidden in data.hidden.items()}
    own = {"train": training.train.labels, "validation": training.validation.labels}
    said = {
        name: x if kind == "all" else np.full_like(x, 9) for name, x in {**known, **own}.items()
    }
    return Trial(said, {}, f"from {training.seed}", 1.0)


@pytest.mark.parametrize("kinds", tuple(product(KINDS, KINDS, ("all",))), ids=", ".join)
def test_the_same_is_told_as_in_a_row(
    kinds: tuple[str, ...], rated: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Points, words and pseudonym, whichever of the trainings are asked about hidden data."""
    data = load_rating_data(rated, spec_of(rated))

    def run_trial(lab: Lab, training: Training, hold: Hold = lambda: 0.0) -> Trial | Failed:
        lab.start_worker(lab.process_limits)
        done = ended(kinds[training.seed - 1], training, data)
        if isinstance(done, Trial):
            hold()
        return done

    monkeypatch.setattr(gradus.rating.training.rater, "run_trial", run_trial)
    tasks = [task.rating for task in rated.tasks if task.rating]
    row, beside = (TrainingRater(lab, spec_of(rated), data, tasks) for lab in (LAB, WITH_ROOM))
    assert [beside.score(task) for task in tasks] == [row.score(task) for task in tasks]
    assert told(beside) == told(row)
    assert beside.trainings == row.trainings


def told(rater: TrainingRater) -> Any:
    return rater.board_entry(), [
        (each.shown, each.pseudonym) if isinstance(each, Trial) else each for each in rater._trials
    ]


def test_nobody_is_asked_before_all_have_trained() -> None:
    begun, events = (Event(), Event()), []

    def run(number: int, lab: Lab, hold: Hold) -> int:
        lab.start_worker(lab.process_limits)
        begun[number].set()
        assert begun[1 - number].wait(SECONDS), "the other one runs, too"
        events.append("trained")
        hold()
        events.append("asked")
        return number

    runs = [lambda lab, hold, number=number: run(number, lab, hold) for number in (0, 1)]
    assert side_by_side((LAB, LAB), runs) == [0, 1]
    assert events == ["trained", "trained", "asked", "asked"]


@pytest.mark.parametrize("error", [CouldNotCheck("busy"), KeyboardInterrupt(), SystemExit(0)])
def test_who_waits_is_given_up_with_the_first(error: BaseException) -> None:
    waits, asked, workers = Event(), [], []

    def first(_lab: Lab, _hold: Hold) -> None:
        assert waits.wait(SECONDS)
        raise error

    def second(lab: Lab, hold: Hold) -> None:
        workers.append(lab.start_worker(lab.process_limits))
        waits.set()
        hold()
        asked.append("hidden")

    with pytest.raises(type(error)):
        side_by_side((LAB, LAB), (first, second))
    assert not asked
    assert workers[0].watch.verdict == "given up"


def test_the_errors_of_the_first_come_first() -> None:
    failed = Event()

    def first(_lab: Lab, hold: Hold) -> str:
        assert failed.wait(SECONDS)
        hold()
        return "it goes on without the other"

    def second(_lab: Lab, _hold: Hold) -> str:
        failed.set()
        raise CouldNotCheck("the second")

    with pytest.raises(CouldNotCheck, match="the second"):
        side_by_side((LAB, LAB), (first, second))


@pytest.mark.parametrize(
    ("processors", "submissions", "each"), [(8, 1, 8), (8, 3, 2), (4, 4, 1), (2, 90, 1), (1, 0, 1)]
)
def test_a_small_class_leaves_processors(
    processors: int, submissions: int, each: int, rated: Assignment
) -> None:
    source = sharing(LocalJudge(rated, "none"), processors, submissions)
    assert source == LocalJudge(rated, "none", trainings=each)


def test_no_more_at_a_time_than_there_is_time_for() -> None:
    limits = ProcessLimits(10, 100)
    assert Meter().has_room_for(1000, limits)
    meter = Meter(30.0, 60.0, 256 * 2**20)
    assert meter.has_room_for(2, limits)
    meter.used = 10.0
    assert not meter.has_room_for(2, limits), "the second one would have less"
    assert not Meter(1e3, 15.0).has_room_for(2, limits)
    assert not Meter(1e3, 60.0, 2**20).has_room_for(1, limits)
