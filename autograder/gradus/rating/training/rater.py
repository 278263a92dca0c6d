"""Rates one submission: trains it when a case first asks, and awards points from that."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from gradus.assignment import RatedBy, TrainingSpec
from gradus.errors import CouldNotCheck
from gradus.rating.lab import Failed, Lab
from gradus.rating.side_by_side import Hold, side_by_side
from gradus.rating.training import flags
from gradus.rating.training.check import Check
from gradus.rating.training.data import Array, Labelled, RatingData
from gradus.rating.training.reading import curves, measured, told, told_staff
from gradus.rating.training.scores import Accuracies, Score, accuracies_of, score
from gradus.rating.training.trial import Training, Trial, kept_back, run_trial
from gradus.results import BoardEntry
from gradus_checks import Rated

_CHECKS = 2  # one on other samples, and where it leaves something open, one on a quarter


def most_trainings(spec: TrainingSpec) -> int:
    """How often a submission is trained: once a seed, and to tell whether something was learned."""
    return len(spec.seeds) + _CHECKS


def surely_needed(spec: TrainingSpec) -> int:
    """How many of them no outcome of the others can spare: more than half of the seeds."""
    return len(spec.seeds) // 2 + 1


class TrainingRater:
    """The trainings of one submission, so many so far, each made once for all rated tasks.

    There are no more of them than the points of `tasks` need. Those that they need in any case are
    made side by side where the lab has room for that, and tell the same then. `shown`: what the
    first of them says may be shown.
    """

    def __init__(
        self,
        lab: Lab,
        spec: TrainingSpec,
        data: RatingData,
        tasks: Iterable[RatedBy],
        *,
        shown: bool = True,
    ) -> None:
        self.lab = lab
        self._spec = spec
        self._data = data
        self._tasks = tuple(tasks)
        self._trained, self._asked = False, not shown
        self.trainings = 0
        self._unchecked: CouldNotCheck | None = None

    def score(self, task: RatedBy) -> Score:
        """The points of a rated task. Raises CouldNotCheck."""
        return score(task, self._reached, self._data)

    def award(self, task: RatedBy) -> None:
        """End a rated case: raises Rated with the share of the points, or CouldNotCheck."""
        result = self.score(task)
        detail = told_staff(self._trials, self.lab.numbers.told)
        message = told(result, self._trials, self._data, self._spec)
        raise Rated(
            result.share, message, measured(result, self._data), curves(self._trials), detail
        )

    @property
    def cpu_seconds(self) -> float:
        """What the longest training took, as the worker says."""
        done = [each.cpu_seconds for each in self._trials if isinstance(each, Trial)]
        return max(done, default=0.0)

    def further_seconds(self) -> float:
        """What the trainings take that a submission can need and that were not made here."""
        return (most_trainings(self._spec) - self.trainings) * self.cpu_seconds

    def attention(self) -> tuple[str, ...]:
        """Why a person should look. Trains once more where something was learned."""
        if not self._trained:
            return ()
        found: list[str] = []
        try:
            for suspicion in self._suspicions():
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
        name = next((each.pseudonym for each in trials if each.pseudonym), "")
        if not name:
            return None
        reached = [each for each in self._reached if isinstance(each, Accuracies)]
        return BoardEntry(
            pseudonym=name,
            accuracy=float(np.median([each.board for each in reached])),
            private=float(np.median([each.hidden[self._data.board] for each in reached])),
        )

    def _suspicions(self) -> Iterator[str]:
        data = self._data
        graded = self._middle()
        if graded is None:
            return
        yield from flags.in_honest_training(graded, data)
        if np.mean(graded.predictions[data.board] == data.hidden[data.board].labels) <= (
            flags.most_by_chance(graded.predictions[data.board], data.hidden[data.board].labels)
        ):
            return  # It knows nothing, so there is nothing to suspect.
        check = Check.of(data)
        done = self._train(check.train, check.validation, self._spec.seeds[0])
        if isinstance(done, Failed):
            yield f"it could not be trained on other samples: {done.why}"
        else:
            found = tuple(check.suspicions(done, graded, data))
            yield from found
            if not found and check.leaves_open(done, graded, data):
                part = flags.fraction_of(data.train)
                small = self._train(part, data.validation, self._spec.seeds[0])
                yield from flags.in_small_training(small, data) if isinstance(small, Trial) else ()

    def _middle(self) -> Trial | None:
        """Of the trainings that went through, the one whose accuracies stand for all."""
        pairs = zip(self._trials, self._reached, strict=True)
        found = [
            (reached.mean(tuple(reached.hidden)), trial)
            for trial, reached in pairs
            if isinstance(trial, Trial) and isinstance(reached, Accuracies)
        ]
        found.sort(key=lambda pair: pair[0])
        return found[(len(found) - 1) // 2][1] if found else None

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
        trials = self._first_trials()
        for seed in self._spec.seeds[len(trials) :]:
            if not self._are_settled(trials):
                trials.append(self._train(self._data.train, self._data.validation, seed))
        return tuple(trials)

    def _first_trials(self) -> list[Trial | Failed]:
        """Those of seeds that are needed in any case; none where they are not to be made at once.

        What of them is shown is what would be if they had been made one after the other.
        """
        trials: list[Trial | Failed] = []
        seeds = self._spec.seeds[: surely_needed(self._spec)] if self._tasks else ()
        if len(seeds) < 2 or self.lab.refused():
            return trials
        with self.lab.beside(len(seeds), self.lab.process_limits) as beside:
            labs = [self.lab, *(replace(self.lab, start_worker=start) for start in beside)]
            if len(labs) == len(seeds):
                self.trainings += len(seeds)
                trials += side_by_side(labs, [self._run_of(seed) for seed in seeds])
        return [self._as_told(each) for each in trials]

    def _run_of(self, seed: int) -> Callable[[Lab, Hold], Trial | Failed]:
        training = self._training(self._data.train, self._data.validation, seed)
        return lambda lab, hold: run_trial(lab, training, hold)

    def _are_settled(self, trials: Sequence[Trial | Failed]) -> bool:
        """Whether no further training can change a point of any task: the middle one counts."""
        reached = [self._reached_by(each) for each in trials]
        for task in self._tasks:
            shares = [score(task, (each,), self._data).share for each in reached]
            if 2 * max(shares.count(0), shares.count(1)) <= len(self._spec.seeds):
                return False
        return True

    @cached_property
    def _reached(self) -> tuple[Accuracies | Failed, ...]:
        return tuple(self._reached_by(each) for each in self._trials)

    def _reached_by(self, trial: Trial | Failed) -> Accuracies | Failed:
        return trial if isinstance(trial, Failed) else accuracies_of(trial, self._data)

    def _train(self, train: Labelled, validation: Labelled, seed: int) -> Trial | Failed:
        self.trainings += 1
        return self._as_told(run_trial(self.lab, self._training(train, validation, seed)))

    def _as_told(self, done: Trial | Failed) -> Trial | Failed:
        """What may be told of the next training, in the order of the seeds."""
        told = kept_back(done) if self._asked else done
        self._asked |= not (isinstance(done, Failed) and done.unasked)
        return told

    def _training(self, train: Labelled, validation: Labelled, seed: int) -> Training:
        hidden = {name: labelled.x for name, labelled in self._data.hidden.items()}
        again = self._data.hidden[self._data.board].x[flags.asked_again(self._data)]
        ask: dict[str, Array] = {
            "train": train.x,
            "validation": validation.x,
            **hidden,
            "again": again,
        }
        return Training(train, validation, seed, ask)
