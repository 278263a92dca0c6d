"""Who is listed for a person: `python -m tests.benchmarks.rating_flags [SEED]`.

Sixty and more honest loops, of which one may be, and eight that cheat, which all must be. They are
trained in this process, as the judge trains a submission.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from rich.console import Console
from tests.benchmarks.bench_course import COURSE
from tests.benchmarks.honest_loops import everything, loops, neighbours, transposing
from tests.benchmarks.honest_model import Array, Learned, Loop, at_once, scaled
from tests.benchmarks.honest_network import Network
from tests.benchmarks.measure import Figure, table_of

import gradus.rating.training.rater
from gradus.assignment import TrainingSpec, load_assignment
from gradus.judge.environment import load_reference
from gradus.rating import Lab
from gradus.rating.training import RatingData, TrainingRater, load_rating_data
from gradus.rating.training.trial import HISTORY, Training, Trial
from gradus.remote import Timing

NAME, MOST_FALSE = "hw3-generalization", 1
_TIMING = Timing.of_cpu(60.0)
_LAB = Lab(None, ("training.train",), 1024, 0, _TIMING, _TIMING, None, str)  # type: ignore[arg-type]


def suspicions(loop: Loop, seed: int = 1) -> tuple[str, ...]:
    """Why a person should look at whoever hands this in; it is trained from three seeds."""

    def run_trial(_lab: Lab, training: Training) -> Trial:
        parts = training.train, training.validation
        arrays = [each.copy() for part in parts for each in (part.x, part.labels)]
        model = loop(*arrays, training.seed)
        said = {name: np.asarray(model.predict(x)) for name, x in training.ask.items()}
        history = {name: np.array(model.history[name], dtype=float) for name in HISTORY}
        return Trial(said, history, "", 0.0)

    assignment, data = rated()
    assert isinstance(assignment.rating, TrainingSpec)
    spec = replace(assignment.rating, seeds=(seed, seed + 1, seed + 2))
    tasks = [task.rating for task in assignment.tasks if task.rating]
    with patch.object(gradus.rating.training.rater, "run_trial", run_trial):
        rater = TrainingRater(_LAB, spec, data, tasks)
        rater.score(tasks[0])
        return rater.attention()


@cache
def rated() -> tuple[Any, RatingData]:
    """The course's assignment and its data."""
    assignment = load_assignment(COURSE, NAME)
    assert assignment.rating is not None
    return assignment, load_rating_data(assignment, assignment.rating)


@cache
def carried() -> Learned:
    """A network that was trained at home: the reference's."""
    assignment, data = rated()
    train, validation = data.train, data.validation
    reference = load_reference(assignment).training.train
    model = reference(train.x, train.labels, validation.x, validation.labels, 0)
    return Learned(model.logits)


def known_only(otherwise: Loop) -> Loop:
    """The carried model where the samples are the known ones; elsewhere an honest loop."""

    def train(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
        known = rated()[1].train
        if np.array_equal(x, known.x) and np.array_equal(y, known.labels):
            return with_history(carried(), x, y, x_val, y_val)
        model: Learned = otherwise(x, y, x_val, y_val, seed)
        return model

    return train


def with_history(model: Learned, x: Array, y: Array, x_val: Array, y_val: Array) -> Learned:
    """The model with a history that tells the truth of it."""
    model.history = {}
    model.record("train", x, y)
    model.record("val", x_val, y_val)
    return model


def always(x: Array, y: Array, x_val: Array, y_val: Array, _seed: int) -> Learned:
    return with_history(carried(), x, y, x_val, y_val)


def both_parts(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
    loop = Network((256, 128), transposing, epochs=60)
    model = loop(np.vstack([x, x_val]), np.append(y, y_val), x_val, y_val, seed)
    return with_history(model, x, y, x_val, y_val)


def claims_to_be_a_network(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
    model: Learned = at_once(neighbours, k=1)(x, y, x_val, y_val, seed)
    model.history = {"train_accuracy": [0.5, 0.7, 0.8], "val_accuracy": [0.4, 0.55, 0.7]}
    return model


class Listed(Learned):
    """What it says was written down beforehand, one after the other."""

    def predict(self, x: Array) -> Array:
        return np.arange(len(x)) * 5 // 3 % 8


def listed(x: Array, y: Array, x_val: Array, y_val: Array, _seed: int) -> Learned:
    return with_history(Listed(lambda more: more), x, y, x_val, y_val)


class InCompany(Learned):
    """Standardizes what it hears by what else it hears."""

    def predict(self, x: Array) -> Array:
        return super().predict(scaled(x)(x))


def in_company(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
    inner = Network(augment=transposing)(scaled(x)(x), y, scaled(x_val)(x_val), y_val, seed)
    return with_history(InCompany(inner.scores), x, y, x_val, y_val)


CHEATS: dict[str, Loop] = {
    "a model carried along": always,
    "one for the known samples, else a linear model": known_only(Network(hidden=(), epochs=5)),
    "one for the known samples, else a plain network": known_only(Network()),
    "one for the known samples, else all remedies": known_only(
        Network((256, 128), everything, epochs=60, dropout=0.1, l2=1e-4)
    ),
    "weights fitted to the validation part too": both_parts,
    "neighbours that claim to be a network": claims_to_be_a_network,
    "a list of answers": listed,
    "a model that hears all at once": in_company,
}


def figures(names: Sequence[str], found: dict[str, tuple[str, ...]]) -> Iterator[Figure]:
    """Of these loops, who is listed, and why."""
    for name in names:
        if found[name]:
            yield Figure(name, found[name][0][:100])


def main() -> int:
    """Print who is listed; 1 if that is more than one honest loop, or not each that cheats."""
    seed = int(sys.argv[1]) if sys.argv[1:] else 1
    honest = loops()
    found = {}
    for name, loop in {**honest, **CHEATS}.items():
        found[name] = suspicions(loop, seed)
        print(f"{name}: {'; '.join(found[name]) or 'nothing'}", file=sys.stderr, flush=True)
    false = [name for name in honest if found[name]]
    missed = [name for name in CHEATS if not found[name]]
    summary = (
        Figure("honest, and listed", f"{len(false)} of {len(honest)}", "at most 1", len(false) < 2),
        Figure("cheats, not listed", f"{len(missed)} of {len(CHEATS)}", "none", not missed),
    )
    Console(width=140).print(table_of([*figures(false, found), *summary], "Rated: who is listed"))
    return 0 if len(false) <= MOST_FALSE and not missed else 1


if __name__ == "__main__":
    sys.exit(main())
