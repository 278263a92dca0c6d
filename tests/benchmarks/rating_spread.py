"""How much a mid-range solution's rated points vary from seed to seed.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.rating_spread [--quick]

The solution is what a student hands in who has understood half of it: one hidden layer, an L2
penalty, each training chord once more in another key. It is trained from 30 seeds on the data that
submissions are trained on, and each training is asked for the hidden sets. The grader takes the
middle one of three trainings, so the spread that counts is that over all triples of the 30.

The last line is what a submission may take at most: trained as often as the grader trains, each
time as long as it may, on half a processor.
"""

import os
import sys
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from rich.console import Console
from tests.benchmarks.measure import Figure, table_of

from gradus.assignment import Assignment, TrainingSpec, load_assignment
from gradus.judge.environment import load_reference
from gradus.rating.training import RatingData, load_rating_data, most_trainings
from gradus_checks import share_of_points

COURSE = Path(__file__).resolve().parents[2]
NAME = "hw3-generalization"
SEEDS, QUICK_SEEDS = 30, 5
MOST_SPREAD = 0.03
HIDDEN, EPOCHS, SEMITONES = 128, 40, 6
PROCESSOR, MOST_MINUTES = 0.5, 8


class MidRange:
    """The network of a student who has understood half of it, made of the course's own parts."""

    def __init__(self, course: SimpleNamespace, data: RatingData, seed: int) -> None:
        rng = np.random.default_rng(seed)
        x, labels = data.train.x, data.train.labels
        shifts = rng.integers(-SEMITONES, SEMITONES + 1, len(x))
        moved = np.array([np.roll(row, shift) for row, shift in zip(x, shifts, strict=True)])
        x, labels = np.concatenate([x, moved]), np.concatenate([labels, labels])
        self._mean, self._std = x.mean(axis=0), x.std(axis=0) + 1e-9
        layers = course.backprop
        self._network = layers.Sequential(
            [
                layers.Linear(x.shape[1], HIDDEN, rng),
                layers.ReLU(),
                layers.Linear(HIDDEN, data.classes, rng),
            ]
        )
        optimizer = course.gradient_descent.SGD(0.05, 0.9)
        x = self._standardized(x)
        for _ in range(EPOCHS):
            for batch in course.gradient_descent.minibatches(len(x), 32, rng):
                logits = self._network.forward(x[batch], training=True)
                self._network.backward(
                    course.softmax.softmax_cross_entropy_grad(logits, labels[batch])
                )
                gradients = self._network.gradients()
                weights = self._network.parameters()[::2]
                penalties = course.regularization.l2_penalty_grad(weights, 2e-3)
                for gradient, penalty in zip(gradients[::2], penalties, strict=True):
                    gradient += penalty
                optimizer.step(self._network.parameters(), gradients)

    def predict(self, x: np.ndarray) -> np.ndarray:
        return np.argmax(self._network.forward(self._standardized(x)), axis=1)

    def _standardized(self, x: np.ndarray) -> np.ndarray:
        return (x - self._mean) / self._std


def accuracies(model: MidRange, data: RatingData) -> dict[str, float]:
    """On the hidden rows that count for points."""
    found = {}
    for name, hidden in data.hidden.items():
        kept = hidden.take(data.rows_for_points(name))
        found[name] = float(np.mean(model.predict(kept.x) == kept.labels))
    return found


def spread(assignment: Assignment, trained: Sequence[dict[str, float]]) -> list[Figure]:
    """For each rated task: accuracies, points, and how much these vary."""
    figures = []
    for task in assignment.tasks:
        if task.rating is None:
            continue
        reached = [np.mean([each[name] for name in task.rating.sets]) for each in trained]
        single = [share_of_points(each, task.rating.thresholds) for each in reached]
        middle = [sorted(triple)[1] for triple in combinations(single, 3)]
        figures += [
            Figure(
                f"{task.number} {task.title}: accuracy",
                f"{np.mean(reached):.1%}, standard deviation {np.std(reached, ddof=1):.2%}",
            ),
            Figure(
                f"{task.number}: points, one training",
                f"{np.mean(single):.1%}, standard deviation {np.std(single, ddof=1):.2%}",
            ),
            Figure(
                f"{task.number}: points, middle of three",
                f"{np.mean(middle):.1%}, standard deviation {np.std(middle):.2%}",
                f"at most {MOST_SPREAD:.0%}",
                bool(np.std(middle) <= MOST_SPREAD),
            ),
        ]
    return figures


def longest(assignment: Assignment, course: SimpleNamespace, data: RatingData) -> Figure:
    """What rating a submission takes that uses up its time, from one training of the reference."""
    spec = assignment.rating
    if not isinstance(spec, TrainingSpec):
        raise ValueError(f"{assignment.name} has no rated tasks")
    started = time.process_time()
    train, validation = data.train, data.validation
    course.training.train(train.x, train.labels, validation.x, validation.labels, spec.seeds[0])
    reference = time.process_time() - started
    limit = max(spec.cpu_floor_seconds, spec.cpu_ratio * reference)
    minutes = most_trainings(spec) * limit / PROCESSOR / 60
    return Figure(
        f"rating at {spec.cpu_ratio:g} times the reference's {reference:.1f} CPU seconds",
        f"{minutes:.1f} minutes on {PROCESSOR:g} processor",
        f"at most {MOST_MINUTES} minutes",
        minutes <= MOST_MINUTES,
    )


def main() -> int:
    """Print the table; 1 if the points vary more than they should."""
    os.environ["OMP_NUM_THREADS"] = "1"
    assignment = load_assignment(COURSE, NAME)
    if not isinstance(assignment.rating, TrainingSpec):
        raise SystemExit(f"{NAME} has no rated tasks")
    course = load_reference(assignment)
    data = load_rating_data(assignment, assignment.rating)
    started, trained = time.process_time(), []
    seeds = QUICK_SEEDS if "--quick" in sys.argv[1:] else SEEDS
    for seed in range(seeds):
        trained.append(accuracies(MidRange(course, data, seed), data))
    seconds = (time.process_time() - started) / seeds
    title = f"A mid-range solution from {seeds} seeds, {seconds:.1f} CPU seconds each"
    figures = [*spread(assignment, trained), longest(assignment, course, data)]
    Console(width=110).print(table_of(figures, title))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
