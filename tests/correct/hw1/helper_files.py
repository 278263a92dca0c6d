"""The work is done in two more files, one of which imports the other."""

# === losses.py
import my_checks
from my_maths import mean_of, squared as _squared


def mae(y_pred, y_true):
    return mean_of(np.abs(my_checks.difference(y_pred, y_true)))


def mse(y_pred, y_true):
    return mean_of(_squared(my_checks.difference(y_pred, y_true)))


def mse_grad(y_pred, y_true):
    difference = my_checks.difference(y_pred, y_true)
    return 2 * difference / difference.size


# === softmax.py
from my_maths import shifted


def softmax(logits):
    z = np.exp(shifted(logits))
    return z / z.sum(axis=-1, keepdims=True)


# === my_maths.py
import numpy as np


def mean_of(x):
    return x.sum() / x.size


def squared(x):
    return x * x


def shifted(z):
    z = np.asarray(z, dtype=float)
    return z - z.max(axis=-1, keepdims=True)


# === my_checks.py
import numpy as np

import my_maths

assert my_maths.squared(3) == 9


def difference(p, t):
    p, t = np.asarray(p, float), np.asarray(t, float)
    if p.shape != t.shape or my_maths.squared(p.size) == 0:
        raise ValueError(str(p.shape) + " is not " + str(t.shape))
    return p - t
