"""What the penalties give for lists of arrays of every shape, of decimals and whole numbers."""

import numpy as np

from gradus.audit.battery import tried

NAMES = ("l1_penalty", "l1_penalty_grad", "l2_penalty", "l2_penalty_grad")


def penalties(regularization, rng):
    lists = (
        [],
        [rng.normal(0, 1, (3, 4))],
        [rng.normal(0, 1, (3, 4)), rng.normal(0, 100, 5), rng.normal(0, 1, (2, 1, 2))],
        [np.zeros((2, 2)), rng.normal(0, 1, (2, 2)) * rng.integers(0, 2, (2, 2))],
        [rng.integers(-5, 6, (3, 3)), rng.normal(0, 1, 2)],
        [np.array([[1e-200, -1e100]])],
    )
    for weights in lists:
        for lam in (0.0, 0.5, 3.0, 1e-4):
            for name in NAMES:
                given = [array.copy() for array in weights]
                yield tried(getattr(regularization, name), given, lam)
