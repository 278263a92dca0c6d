"""What the monitor says and keeps over long runs, for every patience and min_delta."""

import numpy as np


def runs(early_stopping, rng):
    for patience, min_delta in ((1, 0.0), (2, 0.25), (3, 0.0), (5, 1.0)):
        monitor = early_stopping.EarlyStopping(patience, min_delta)
        other = early_stopping.EarlyStopping(patience)
        weights, bias = rng.normal(0, 1, (2, 2)), np.zeros(3)
        improved = False
        for epoch in range(60):
            loss = 8 - epoch / 8 + float(rng.integers(-8, 9)) / 4
            loss = float("nan") if rng.random() < 0.1 else loss
            yield [bool(each.update(loss, [weights, bias])) for each in (monitor, other)]
            improved |= loss == loss
            if improved:
                yield [float(monitor.best_loss), int(monitor.best_epoch)]
                yield list(monitor.best_parameters)
            yield [weights, bias]
            weights += 0.5
            bias -= 1.0


def corners(early_stopping, _):
    for losses in (
        [3, 2, 2, 2],
        [1, 1, 1],
        [np.inf, 1.0, 2.0],
        [-1.0, -2.0, -1.5, -1.5],
        [np.nan] * 3,
    ):
        for patience in (1, 2):
            monitor = early_stopping.EarlyStopping(patience)
            yield [bool(monitor.update(loss, [np.ones(1)])) for loss in losses]
