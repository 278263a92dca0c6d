"""Sixty and more honest ways to learn chords, of many kinds: no one may look as if it cheated.

Each is a `train` as students write them, in plain NumPy: neighbours, linear models, kernels,
networks with and without remedies, ensembles. All chance is from `seed`.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from tests.benchmarks.honest_model import (
    Array,
    Augment,
    Learned,
    Loop,
    at_once,
    one_hot,
    scaled,
    softmax,
)
from tests.benchmarks.honest_network import Network


def shifted(x: Array, by: Array) -> Array:
    """Each row moved by so many semitones; what comes in is as low as the row's lowest."""
    columns = np.arange(x.shape[1]) - by[:, np.newaxis]
    inside = (columns >= 0) & (columns < x.shape[1])
    moved = np.take_along_axis(x, np.clip(columns, 0, x.shape[1] - 1), axis=1)
    return np.where(inside, moved, x.min(axis=1, keepdims=True))


def transposing(x: Array, rng: np.random.Generator) -> Array:
    return shifted(x, rng.integers(-6, 7, len(x)))


def gain(x: Array, rng: np.random.Generator) -> Array:
    return x + rng.uniform(-6, 6, (len(x), 1))


def equalizer(x: Array, rng: np.random.Generator) -> Array:
    slope = rng.uniform(-6, 6, (len(x), 1)) * np.linspace(-1, 1, x.shape[1])
    return x + slope + 3 * np.sin(np.arange(x.shape[1]) / 8 + rng.uniform(0, 6, (len(x), 1)))


def noise(x: Array, rng: np.random.Generator) -> Array:
    floor = x.max(axis=1, keepdims=True) - rng.uniform(10, 45, (len(x), 1))
    return np.maximum(x, floor + rng.normal(0, 3, x.shape))


def jitter(x: Array, rng: np.random.Generator) -> Array:
    return x + rng.normal(0, 4, x.shape)


def everything(x: Array, rng: np.random.Generator) -> Array:
    return noise(equalizer(gain(transposing(x, rng), rng), rng), rng)


def neighbours(x: Array, y: Array, rng: np.random.Generator, k: int, way: str = "raw") -> Any:
    """k nearest neighbours: of levels, of directions, or also of all transpositions."""
    prepare = scaled(x) if way == "cosine" else lambda more: more
    if way == "transposed":
        steps = np.repeat(np.arange(-5, 6, 2), len(x))
        x, y = shifted(np.tile(x, (6, 1)), steps), np.tile(y, 6)
    known, ties = prepare(x), 1e-3 * rng.random(8)

    def scores(more: Array) -> Array:
        asked = prepare(more)
        close = asked @ known.T
        if way == "cosine":
            close /= np.linalg.norm(known, axis=1)
        else:
            close -= (known**2).sum(axis=1) / 2
        best = np.argpartition(-close, k - 1, axis=1)[:, :k]
        return one_hot(y[best]).sum(axis=1) + ties

    return scores


def folded(x: Array) -> Array:
    """Levels by pitch class, turned so that the loudest comes first."""
    chroma = x.reshape(len(x), -1, 12).mean(axis=1)
    turn = (np.argmax(chroma, axis=1)[:, np.newaxis] + np.arange(12)) % 12
    return np.take_along_axis(chroma, turn, axis=1)


def gaussian(x: Array, y: Array, _rng: Any, way: str) -> Any:
    """One normal distribution a class: of a common covariance, a diagonal one, or the identity."""
    prepare = folded if way == "folded" else scaled(x)
    z = prepare(x)
    means = np.array([z[y == label].mean(axis=0) for label in range(8)])
    if way == "shared":
        inverse = np.linalg.inv(np.cov((z - means[y]).T) + 0.1 * np.eye(z.shape[1]))
        return lambda more: (
            prepare(more) @ inverse @ means.T - np.sum(means @ inverse * means, 1) / 2
        )
    spread = np.array([z[y == label].std(axis=0) + 0.1 for label in range(8)])
    spread = spread if way == "diagonal" else np.ones_like(spread)

    def scores(more: Array) -> Array:
        away = (prepare(more)[:, np.newaxis] - means) / spread
        return -np.sum(away**2 / 2 + np.log(spread), axis=2)

    return scores


def ridge(
    x: Array, y: Array, rng: np.random.Generator, lam: float, features: int = 0, copies: int = 0
) -> Any:
    """Least squares on levels or on random features of them, of noisy copies as well."""
    standard = scaled(x)
    weights = rng.normal(0, 1 / np.sqrt(x.shape[1]), (x.shape[1], features or 1))

    def prepare(more: Array) -> Array:
        z = standard(more)
        z = np.maximum(0, z @ weights) if features else z
        return np.column_stack([z, np.ones(len(z))])

    x, y = np.vstack([x, *(everything(x, rng) for _ in range(copies))]), np.tile(y, 1 + copies)
    z = prepare(x)
    solved = np.linalg.solve(z.T @ z + lam * np.eye(z.shape[1]), z.T @ one_hot(y))
    return lambda more: prepare(more) @ solved


def kernel(x: Array, y: Array, _rng: Any, width: float) -> Any:
    """Ridge regression with a Gaussian kernel."""
    prepare = scaled(x)
    known = prepare(x)

    def like(z: Array) -> Array:
        away = (z**2).sum(1)[:, np.newaxis] + (known**2).sum(1) - 2 * z @ known.T
        return np.exp(-away / (2 * width**2 * known.shape[1]))

    solved = np.linalg.solve(like(known) + 0.1 * np.eye(len(known)), one_hot(y))
    return lambda more: like(prepare(more)) @ solved


def together(*loops: Loop, bagged: bool = False) -> Loop:
    """An ensemble: the mean of what its models say, each from a seed of its own."""

    def train(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
        rng, models = np.random.default_rng(seed), []
        for number, loop in enumerate(loops):
            rows = rng.integers(len(x), size=len(x)) if bagged else np.arange(len(x))
            models.append(loop(x[rows], y[rows], x_val, y_val, 100 * seed + number))
        model = Learned(lambda more: sum(softmax(each.scores(more)) for each in models))
        model.record("train", x, y)
        model.record("val", x_val, y_val)
        return model

    return train


def heard_often(loop: Loop, augment: Augment, times: int = 8) -> Loop:
    """At the end what is asked is varied, and what is said of the variants averaged."""

    def train(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
        inner = loop(x, y, x_val, y_val, seed)

        def scores(more: Array) -> Array:
            # The same variation for each row, whatever its company.
            variants = (
                augment(np.broadcast_to(row, (times, len(row))), np.random.default_rng(seed))
                for row in more
            )
            flat = inner.scores(np.concatenate(list(variants)))
            return softmax(flat).reshape(len(more), times, -1).mean(axis=1)

        model = Learned(scores)
        model.record("train", x, y)
        model.record("val", x_val, y_val)
        return model

    return train


def loops() -> dict[str, Loop]:
    """All of them, by name."""
    net = Network()
    wide = replace(net, hidden=(512,), epochs=30)
    remedied = Network((256, 128), everything, epochs=60, dropout=0.1, l2=1e-4)
    tanh = {"bend": np.tanh, "slope": lambda a: 1 - a**2}
    found: dict[str, Loop] = {
        f"{k} neighbours, {way}": at_once(neighbours, k=k, way=way)
        for k, way in (
            *((1, "raw"), (3, "raw"), (7, "raw"), (15, "raw"), (1, "cosine"), (5, "cosine")),
            *((1, "transposed"), (5, "transposed")),
        )
    }
    found |= {
        f"normal distributions, {way}": at_once(gaussian, way=way)
        for way in ("shared", "diagonal", "nearest mean", "folded")
    }
    found |= {
        "least squares": at_once(ridge, lam=1.0),
        "least squares, lambda 100": at_once(ridge, lam=100.0),
        "least squares, noisy copies": at_once(ridge, lam=10.0, copies=3),
        "300 random features": at_once(ridge, lam=10.0, features=300),
        "1,000 random features": at_once(ridge, lam=30.0, features=1000),
        "1,000 random features, noisy copies": at_once(ridge, lam=30.0, features=1000, copies=3),
        "kernel, narrow": at_once(kernel, width=0.5),
        "kernel, wide": at_once(kernel, width=1.5),
        "softmax": replace(net, hidden=()),
        "softmax, L2": replace(net, hidden=(), l2=1e-2),
        "softmax, L1": replace(net, hidden=(), l1=1e-3),
        "softmax, stopped by loss": replace(net, hidden=(), keep="loss"),
        "softmax, whole batch": replace(net, hidden=(), batch=2000, epochs=200, rate=0.5),
        **{f"{n} hidden": replace(net, hidden=(n,)) for n in (4, 16, 32, 128)},
        "512 hidden": wide,
        "512 hidden, L2": replace(wide, l2=5e-3),
        "512 hidden, L1": replace(wide, l1=5e-4),
        "512 hidden, dropout": replace(wide, dropout=0.5),
        "512 hidden, stopped by loss": replace(wide, keep="loss", patience=5),
        "512 hidden, stopped by accuracy": replace(wide, keep="accuracy", patience=5),
        "512 hidden, best by accuracy": replace(wide, keep="accuracy", patience=99),
        **{
            f"128 hidden, {each.__name__}": replace(net, augment=each)
            for each in (gain, equalizer, noise, jitter, transposing)
        },
        "256-128, everything": remedied,
        "256-128, everything, stopped by loss": replace(remedied, keep="loss", patience=20),
        "256-128, everything, stopped by accuracy": replace(remedied, keep="accuracy"),
        "256-128, everything, dropout .5": replace(remedied, dropout=0.5),
        "128, heavy augmentation": Network((128,), everything, copies=4, epochs=25),
        "256, everything, Adam": Network((256,), everything, adam=True, rate=3e-3, momentum=0),
        "128, Adam": replace(net, adam=True, rate=3e-3),
        "tanh": replace(net, **tanh),
        "tanh, transposing": replace(net, augment=transposing, **tanh),
        "label smoothing": replace(net, smooth=0.1, augment=transposing),
        "mixed samples": replace(net, mixed=True, epochs=60),
        "no momentum": replace(net, momentum=0.0, rate=0.2),
        "batches of 8": replace(net, batch=8, rate=0.01, epochs=20),
        "batches of 256": replace(net, batch=256, rate=0.2, epochs=80),
        "stopped early by chance": replace(net, epochs=4),
        "three layers": replace(net, hidden=(64, 64, 64), augment=transposing, epochs=60),
        "folded, 64 hidden": replace(net, hidden=(64,), prepare=folded),
        "folded, 3 neighbours": _of_folded(at_once(neighbours, k=3)),
        "an ensemble of 3": together(*[replace(net, epochs=25)] * 3),
        "an ensemble of 5, transposing": together(*[replace(net, augment=transposing)] * 5),
        "3, bagged": together(*[net] * 3, bagged=True),
        "a network and neighbours": together(
            replace(net, augment=transposing), at_once(neighbours, k=5)
        ),
        "heard eight times": heard_often(replace(net, augment=everything, epochs=60), gain),
    }
    return found


def _of_folded(loop: Loop) -> Loop:
    def train(x: Array, y: Array, x_val: Array, y_val: Array, seed: int) -> Learned:
        inner = loop(folded(x), y, folded(x_val), y_val, seed)
        model = Learned(lambda more: inner.scores(folded(more)))
        model.history = inner.history
        return model

    return train
