"""Rates one submission: trains it when a case first asks, and awards points from that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gradus.assignment import RatedBy, RatingSpec
from gradus.errors import CouldNotCheck
from gradus.rating import flags
from gradus.rating.data import Array, Labelled, RatingData
from gradus.rating.reading import curves, measured, told
from gradus.rating.scores import Accuracies, Score, accuracies_of, score
from gradus.rating.trial import Failed, Lab, Training, Trial, run_trial
from gradus.results import BoardEntry
from gradus_checks import Rated

_PSEUDONYM_CHARACTERS = 40  # fits a column of the leaderboard
_CHECKS = 2  # one on shuffled labels, one on a quarter


def most_trainings(spec: RatingSpec) -> int:
    """How often a submission is trained: once a seed, and to tell whether something was learned."""
    return len(spec.seeds) + _CHECKS


class Rater:
    """The trainings of one submission, so many so far, each made once for all rated tasks."""

    def __init__(self, lab: Lab, spec: RatingSpec, data: RatingData) -> None:
        self._lab = lab
        self._spec = spec
        self._data = data
        self._trained = self._asked = False
        self.trainings = 0
        self._unchecked: CouldNotCheck | None = None

    def score(self, task: RatedBy) -> Score:
        """The points of a rated task. Raises CouldNotCheck."""
        return score(task, self._reached, self._data)

    def award(self, task: RatedBy) -> None:
        """End a rated case: raises Rated with the share of the points, or CouldNotCheck."""
        result = self.score(task)
        descriptions = dict(self._spec.sets)
        message = told(result, self._trials, self._data, descriptions)
        raise Rated(result.share, message, measured(result, self._data), curves(self._trials))

    @property
    def cpu_seconds(self) -> float:
        """What the longest training took, as the worker says."""
        done = [each.cpu_seconds for each in self._trials if isinstance(each, Trial)]
        return max(done, default=0.0)

    def attention(self) -> tuple[str, ...]:
        """Why a person should look. Trains twice more where something was learned."""
        if not self._trained:
            return ()
        pairs = zip(self._trials, self._reached, strict=True)
        trial, reached = next(
            ((t, r) for t, r in pairs if isinstance(t, Trial) and isinstance(r, Accuracies)),
            (None, None),
        )
        if trial is None or reached is None:
            return ()
        found: list[str] = []
        try:
            for suspicion in self._suspicions(trial, reached):
                found.append(suspicion)
        except CouldNotCheck as error:
            # The marks stand; only this is left open.
            found.append(f"whether its model was learned could not be checked to the end: {error}")
        return tuple(found)

    def board_entry(self) -> BoardEntry | None:
        """For the leaderboard, if the student has put a pseudonym into the module."""
        if not self._trained:
            return None
        trials = [each for each in self._trials if isinstance(each, Trial)]
        given = next((each.pseudonym for each in trials if each.pseudonym), "")
        name = given.strip()[:_PSEUDONYM_CHARACTERS].strip()
        if not name:
            return None
        reached = [each for each in self._reached if isinstance(each, Accuracies)]
        return BoardEntry(
            pseudonym=name,
            accuracy=float(np.median([each.board for each in reached])),
            private=float(np.median([each.hidden[self._data.board] for each in reached])),
        )

    def _suspicions(self, trial: Trial, reached: Accuracies) -> Iterator[str]:
        data = self._data
        yield from flags.in_honest_training(trial, data)
        if reached.hidden[data.board] <= flags.most_by_chance(
            trial.predictions[data.board], data.hidden[data.board].labels
        ):
            return  # It knows nothing, so there is nothing to suspect.
        shuffled = flags.Shuffled.of(data)
        second = self._train(shuffled.train, shuffled.validation, self._spec.seeds[0])
        if isinstance(second, Trial):
            yield from flags.in_shuffled_training(second, shuffled, data)
        third = self._train(flags.fraction_of(data.train), data.validation, self._spec.seeds[0])
        if isinstance(third, Trial):
            yield from flags.in_small_training(third, reached, data)
        for what, done in (("shuffled labels", second), ("a part of the samples", third)):
            if isinstance(done, Failed):
                yield f"it could not be trained on {what}: {done.why}"

    @cached_property
    def _trials(self) -> tuple[Trial | Failed, ...]:
        """One a seed, made or stood in for."""
        if self._unchecked:
            raise self._unchecked
        try:
            trials = self._all_trials()
        except CouldNotCheck as error:
            # The next rated task need not wait for the same.
            self._unchecked = error
            raise
        self._trained = True
        return trials

    def _all_trials(self) -> tuple[Trial | Failed, ...]:
        trials: list[Trial | Failed] = []
        for seed in self._spec.seeds:
            train, validation = self._data.train, self._data.validation
            trials.append(self._settled(trials) or self._train(train, validation, seed))
        return tuple(trials)

    def _settled(self, trials: Sequence[Trial | Failed]) -> Trial | Failed | None:
        """What stands for the trainings not made, once these can no longer change a point."""
        failed = [each for each in trials if isinstance(each, Failed)]
        return failed[0] if 2 * len(failed) > len(self._spec.seeds) else None

    @cached_property
    def _reached(self) -> tuple[Accuracies | Failed, ...]:
        return tuple(
            each if isinstance(each, Failed) else accuracies_of(each, self._data)
            for each in self._trials
        )

    def _train(self, train: Labelled, validation: Labelled, seed: int) -> Trial | Failed:
        hidden = {name: labelled.x for name, labelled in self._data.hidden.items()}
        self.trainings += 1
        again = self._data.hidden[self._data.board].x[flags.asked_again(self._data)]
        ask: dict[str, Array] = {
            "train": train.x,
            "validation": validation.x,
            **hidden,
            "again": again,
        }
        done = run_trial(self._lab, Training(train, validation, seed, ask, not self._asked))
        self._asked |= not (isinstance(done, Failed) and done.unasked)
        return done


@dataclass(frozen=True)
class CaseRating:
    """What a rated case gets as its parameter `rating`."""

    rater: Rater
    task: RatedBy

    def award(self) -> None:
        """Raises Rated, with the points that the student's model has earned."""
        self.rater.award(self.task)
