"""What losses.py gives for arrays of every shape, whole numbers, kinks, 0 and 1, and misfits."""

import numpy as np

from gradus.audit.battery import tried

SHAPES = ((1,), (2,), (9,), (1, 1), (1, 6), (6, 1), (8, 3), (3, 8), (5, 5), (2, 3, 4))
MISFITS = (
    ((3, 1), (3,)),
    ((3,), (3, 1)),
    ((2, 3), (3, 2)),
    ((4,), (5,)),
    ((0,), (0,)),
    ((0, 3), (0, 3)),
)


def numbers(losses, rng):
    functions = (losses.mae, losses.mae_grad, losses.mse, losses.mse_grad)
    for shape in SHAPES:
        decimals = rng.normal(0, 100, shape), rng.normal(0, 100, shape)
        whole = rng.integers(-5, 6, shape), rng.integers(-5, 6, shape)
        for pair in (decimals, whole, (decimals[0], whole[1]), (whole[0], decimals[1])):
            for function in functions:
                yield tried(function, *(array.copy() for array in pair))


def probabilities(losses, rng):
    functions = (losses.binary_cross_entropy, losses.binary_cross_entropy_grad)
    for shape in SHAPES:
        soft, hard = rng.uniform(0, 1, shape), rng.integers(0, 2, shape)
        certain = rng.integers(0, 2, shape)
        tiny = rng.choice([1e-15, 1e-13, 1e-11, 1 - 1e-11, 0.5], shape)
        for y_pred in (rng.uniform(0.01, 0.99, shape), certain, certain * 1.0, tiny):
            for y_true in (soft, hard):
                for function in functions:
                    yield tried(function, y_pred.copy(), y_true.copy())


def classes(losses, rng):
    functions = (losses.cross_entropy, losses.cross_entropy_grad)
    for n, k in ((1, 1), (1, 5), (5, 1), (2, 2), (7, 3), (3, 7), (40, 8)):
        hard = np.eye(k, dtype=int)[rng.integers(0, k, n)]
        other = np.eye(k)[rng.integers(0, k, n)]
        for y_pred in (
            rng.uniform(0.01, 0.99, (n, k)),
            rng.dirichlet(np.ones(k), n),
            other,
            other * 1e-14,
        ):
            for y_true in (hard, hard * 1.0):
                for function in functions:
                    yield tried(function, y_pred.copy(), y_true.copy())


def misfits(losses, rng):
    for first, second in MISFITS:
        for name in ("mae", "mse", "binary_cross_entropy"):
            for function in (getattr(losses, name), getattr(losses, f"{name}_grad")):
                yield tried(function, rng.uniform(0.1, 0.9, first), rng.uniform(0.1, 0.9, second))
    for first, second in (((2, 3), (2, 4)), ((2, 3), (2,)), ((0, 3), (0, 3)), ((3, 1), (3, 3))):
        for function in (losses.cross_entropy, losses.cross_entropy_grad):
            yield tried(function, rng.uniform(0.1, 0.9, first), rng.uniform(0.1, 0.9, second))
