"""What softmax.py gives for logits of every shape and size, rows far apart, and misfits."""

import numpy as np

from gradus.audit.battery import tried


def entries(softmax, rng):
    for shape in ((1,), (7,), (1, 4), (4, 1), (3, 5), (2, 3, 4)):
        for logits in (*_logits(shape, rng), np.zeros(shape), np.zeros(shape, int)):
            yield tried(softmax.sigmoid, logits)
            yield tried(softmax.softmax, logits)
            yield tried(softmax.log_softmax, logits)


def losses(softmax, rng):
    for n, k in ((1, 1), (1, 4), (4, 1), (2, 2), (3, 3), (9, 4), (4, 9), (30, 8)):
        labels = rng.integers(0, k, n)
        for logits in _logits((n, k), rng):
            for function in (softmax.softmax_cross_entropy, softmax.softmax_cross_entropy_grad):
                yield tried(function, logits.copy(), labels.copy())
                yield tried(function, logits.copy(), np.zeros(n, int))
                yield tried(function, logits.copy(), labels.astype(np.uint8))


def misfits(softmax, rng):
    logits = rng.normal(0, 1, (4, 3))
    wrong = (
        np.array([0, 1, 2]),
        np.array([0, 1, 2, 3]),
        np.array([0, -1, 2, 1]),
        np.array([0.0, 1.0, 2.0, 1.0]),
        np.array([[0], [1], [2], [1]]),
    )
    for function in (softmax.softmax_cross_entropy, softmax.softmax_cross_entropy_grad):
        for labels in wrong:
            yield tried(function, logits.copy(), labels)
        yield tried(function, np.zeros((0, 3)), np.zeros(0, int))
        yield tried(function, np.zeros(3), np.array([1, 1, 1]))


def _logits(shape, rng):
    yield rng.normal(0, 3, shape)
    yield rng.integers(-9, 10, shape)
    yield rng.normal(0, 1, shape) * 10.0 ** rng.integers(-3, 4, (*shape[:-1], 1))
    yield rng.normal(0, 1, shape) + rng.choice([-1e4, 0.0, 1e4], (*shape[:-1], 1))
    yield rng.choice([-1e4, -745.0, -709.0, -40.0, 0.0, 40.0, 709.0, 745.0, 1e4], shape)
