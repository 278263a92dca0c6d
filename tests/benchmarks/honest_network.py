"""A network of dense layers, with all the ways to train one that a course tells of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from tests.benchmarks.honest_model import Array, Augment, Learned, one_hot, scaled, softmax

CLASSES = 8


@dataclass(frozen=True)
class Network:
    """A network and how it is trained. `keep`: by which it stops, and goes back to the best."""

    hidden: tuple[int, ...] = (128,)
    augment: Augment | None = None
    copies: int = 1
    epochs: int = 40
    rate: float = 0.05
    momentum: float = 0.9
    batch: int = 32
    l2: float = 0.0
    l1: float = 0.0
    dropout: float = 0.0
    smooth: float = 0.0
    mixed: bool = False
    keep: str = ""
    patience: int = 10
    adam: bool = False
    bend: Callable[[Array], Array] = field(default=lambda z: np.maximum(0, z))
    slope: Callable[[Array], Array] = field(default=lambda a: (a > 0).astype(float))
    prepare: Callable[[Array], Array] | None = None

    def __call__(self, x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
        rng = np.random.default_rng(seed)
        running = _Running(self, x, rng)
        model = Learned(running.scores)
        best = _Best(running.parameters, self.patience)
        for epoch in range(self.epochs):
            running.epoch(x, y, self.rate * (1 - epoch / self.epochs))
            model.record("train", x, y)
            accuracy = model.record("val", x_val, y_val)
            if self.keep:
                loss = _cross_entropy(model.scores(x_val), y_val)
                if best.is_over(accuracy if self.keep == "accuracy" else -loss):
                    break
        best.restore()
        return model


def _cross_entropy(scores: Array, labels: Array) -> float:
    probabilities = softmax(scores)[np.arange(len(labels)), labels]
    return -float(np.mean(np.log(probabilities + 1e-12)))


class _Running:
    """One training of a network: its parameters, and all chance."""

    def __init__(self, how: Network, x: Array, rng: np.random.Generator) -> None:
        self._how, self._rng = how, rng
        self._before = how.prepare or (lambda more: more)
        self._standard = scaled(self._before(self._heard(x)))
        pairs = list(pairwise((len(self._before(x[:1])[0]), *how.hidden, CLASSES)))
        self._weights = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in pairs]
        self._biases = [np.zeros(m) for _, m in pairs]
        self.parameters = [*self._weights, *self._biases]
        self._moving = [np.zeros_like(each) for each in self.parameters]
        self._squares = [np.zeros_like(each) for each in self.parameters]
        self._steps = 0

    def scores(self, x: Array) -> Array:
        """Of each class, (n, k)."""
        return self._forward(self._standard(self._before(x)), False)[-1]

    def epoch(self, x: Array, y: Array, rate: float) -> None:
        """All samples once, in batches, as often as there are copies."""
        heard, labels = (np.tile(x, (self._how.copies, 1)), np.tile(y, self._how.copies))
        z = self._standard(self._before(self._heard(heard)))
        for z_batch, target in self._batches(z, labels):
            self._step(self._gradients(z_batch, target), rate)

    def _heard(self, x: Array) -> Array:
        return self._how.augment(x, self._rng) if self._how.augment else x

    def _batches(self, z: Array, labels: Array) -> Iterator[tuple[Array, Array]]:
        rng, smooth = self._rng, self._how.smooth
        order = rng.permutation(len(z))
        for start in range(0, len(order), self._how.batch):
            rows = order[start : start + self._how.batch]
            z_batch, target = z[rows], one_hot(labels[rows]) * (1 - smooth) + smooth / CLASSES
            if self._how.mixed:
                other, share = rng.permutation(len(rows)), rng.beta(0.3, 0.3)
                z_batch = share * z_batch + (1 - share) * z_batch[other]
                target = share * target + (1 - share) * target[other]
            yield z_batch, target

    def _forward(self, z: Array, training: bool) -> list[Array]:
        """What goes into each layer, and the scores."""
        dropped = self._how.dropout if training else 0.0
        kept = [z]
        for number, (w, b) in enumerate(zip(self._weights, self._biases, strict=True)):
            z = z @ w + b
            if number < len(self._weights) - 1:
                z = self._how.bend(z)
                if dropped:
                    z = z * (self._rng.random(z.shape) >= dropped) / (1 - dropped)
            kept.append(z)
        return kept

    def _gradients(self, z: Array, target: Array) -> list[Array]:
        kept = self._forward(z, True)
        back = (softmax(kept[-1]) - target) / len(z)
        of_weights, of_biases = [], []
        for layer in reversed(range(len(self._weights))):
            w = self._weights[layer]
            of_weights.append(kept[layer].T @ back + self._how.l2 * w + self._how.l1 * np.sign(w))
            of_biases.append(back.sum(axis=0))
            if layer:
                back = (back @ w.T) * self._how.slope(kept[layer])
        return [*reversed(of_weights), *reversed(of_biases)]

    def _step(self, gradients: list[Array], rate: float) -> None:
        self._steps += 1
        for p, g, m, s in zip(self.parameters, gradients, self._moving, self._squares, strict=True):
            if self._how.adam:
                m[...] = 0.9 * m + 0.1 * g
                s[...] = 0.99 * s + 0.01 * g**2
                first, second = m / (1 - 0.9**self._steps), s / (1 - 0.99**self._steps)
                p -= rate * first / (np.sqrt(second) + 1e-8)
            else:
                m[...] = self._how.momentum * m + g
                p -= rate * m


class _Best:
    """The parameters of the best epoch, if anybody asks which it is."""

    def __init__(self, parameters: list[Array], patience: int) -> None:
        self._parameters, self._patience = parameters, patience
        self._reached, self._waited = -np.inf, 0
        self._copies: list[Array] = []

    def is_over(self, reached: float) -> bool:
        """Whether it has been better long ago."""
        if reached > self._reached:
            self._reached, self._waited = reached, 0
            self._copies = [each.copy() for each in self._parameters]
        else:
            self._waited += 1
        return self._waited >= self._patience

    def restore(self) -> None:
        """Go back to them."""
        for each, then in zip(self._parameters, self._copies, strict=False):
            each[...] = then
