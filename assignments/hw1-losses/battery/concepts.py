"""What concepts.py answers; where several answers are right, whether it gives one of them."""

import numpy as np

from gradus.audit.battery import tried

NAMES = (
    *("cost", "error", "loss", "penalty", "regret", "negative log likelihood"),
    *("reward", "fitness", "utility", "profit", "accuracy", "likelihood", "log likelihood"),
)


def quantities(concepts, rng):
    for name in rng.permutation(NAMES):
        yield bool(concepts.is_minimized(str(name)))


def cancelling(concepts, rng):
    for n in (2, 3, 4, 7, 20):
        for y_true in (rng.uniform(0, 1200, n), np.repeat(rng.uniform(0, 1200), n)):
            errors = np.asarray(concepts.cancelling_predictions(y_true.copy()), float) - y_true
            yield errors.shape == y_true.shape and np.all(np.abs(errors) > 1 - 1e-9)
            yield abs(np.mean(errors)) < 1e-9


def lower(concepts, rng):
    for n in (1, 2, 5, 12):
        y_true = rng.uniform(0, 1200, n)
        for y_pred in (
            y_true + rng.normal(0, 50, n),
            y_true + rng.integers(-1, 2, n),
            y_true.copy(),
        ):
            worse = np.asarray(concepts.lower_still(y_pred.copy(), y_true.copy()), float)
            yield worse.shape == y_true.shape
            yield np.all(np.abs(worse - y_true) > np.abs(y_pred - y_true))
            yield np.mean(worse - y_true) < np.mean(y_pred - y_true)


def rules(concepts, rng):
    for _ in range(5):
        for label in (0, 1):
            yield tried(concepts.log_loss_slope, float(rng.normal(0, 3)), label)
        yield tried(concepts.likelihood, float(rng.uniform(0, 2)), int(rng.integers(1, 30)))
        z = float(rng.normal(0, 3))
        logits = np.asarray(concepts.two_logits(z), float)
        yield [logits.shape[0], 1 / (1 + np.exp(logits[1] - logits[0])), logits.ndim]
        n, k = rng.integers(1, 6), rng.integers(2, 6)
        gradient = concepts.accuracy_gradient(rng.normal(0, 1, (n, k)), rng.integers(0, k, n))
        yield gradient


def middles(concepts, rng):
    for n in (1, 2, 3, 4, 9, 10):
        for y in (rng.normal(440, 30, n), rng.integers(400, 480, n)):
            middle = float(concepts.best_constant_mae(y.copy()))
            yield np.mean(np.abs(y - middle)) - np.mean(np.abs(y - np.median(y))) < 1e-9
            yield float(concepts.best_constant_mse(y.copy()))
