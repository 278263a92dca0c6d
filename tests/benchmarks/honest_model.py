"""What the honest loops have in common: a model, its scale, and a softmax."""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Augment = Callable[[Array, np.random.Generator], Array]
Loop = Callable[..., Any]


class Learned:
    """A model that `scores` classes (n, k), and the history of how it came about."""

    def __init__(self, scores: Callable[[Array], Array]) -> None:
        self.scores = scores
        self.history: dict[str, list[float]] = {}

    def predict(self, x: Array) -> Array:
        return np.argmax(self.scores(x), axis=1)

    def record(self, part: str, x: Array, labels: Array) -> float:
        """The accuracy, which goes into the history."""
        accuracy = float(np.mean(self.predict(x) == labels))
        self.history.setdefault(f"{part}_accuracy", []).append(accuracy)
        return accuracy


def at_once(fit: Callable[..., Callable[[Array], Array]], **how: Any) -> Loop:
    """A loop of a model that is fitted in one go."""

    def train(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
        model = Learned(fit(x, y, np.random.default_rng(seed), **how))
        model.record("train", x, y)
        model.record("val", x_val, y_val)
        return model

    return train


def one_hot(labels: Array) -> Array:
    return np.eye(8)[labels]


def scaled(x: Array) -> Callable[[Array], Array]:
    mean, std = x.mean(axis=0), x.std(axis=0) + 1e-9
    return lambda more: (more - mean) / std


def softmax(z: Array) -> Array:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    softmax: Array = e / e.sum(axis=1, keepdims=True)
    return softmax
