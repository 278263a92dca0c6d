"""Losses: how far are the predictions ŷ from the targets y, and which way is better?

A loss L(ŷ, y) is a mean, so that it does not grow with the number of examples. Each `*_grad` is
the gradient of that mean with respect to ŷ, and has the shape of ŷ.

Shapes: n samples, k classes; "any shape" means one number per entry, as (n,) or (n, d).
Lecture: Deep Learning Fundamentals II, "Loss functions".
"""

import numpy as np

EPS = 1e-12
"""The smallest probability: log(0) is −∞, log(EPS) is −27.6."""


def _checked(y_pred, y_true, ndim=None):
    """Given: both arguments as float64 arrays, once their shapes are right.

    Raises ValueError, naming both shapes, unless these are the same, hold at least one entry and
    have `ndim` axes (where `ndim` is given).
    """
    y_pred, y_true = np.asarray(y_pred, dtype=float), np.asarray(y_true, dtype=float)
    fit = y_pred.shape == y_true.shape and y_pred.size > 0
    if not fit or ndim not in (None, y_pred.ndim):
        wanted = "one shape, not empty" if ndim is None else f"one shape of {ndim} axes, not empty"
        raise ValueError(f"y_pred {y_pred.shape} and y_true {y_true.shape} must have {wanted}")
    return y_pred, y_true


def mae(y_pred, y_true):
    """Task 1.1: mean absolute error (L1), L(ŷ, y) = mean(|ŷ − y|).

    y_pred, y_true: any shape, both the same. Returns a float: the mean over all entries.
    Lecture: "L1 and L2".
    """
    raise NotImplementedError("Task 1.1: mae")


def mae_grad(y_pred, y_true):
    """Task 1.2: gradient of the mean absolute error, ∂L/∂ŷ = sign(ŷ − y) / (number of entries).

    y_pred, y_true: any shape, both the same. Returns float64 of that shape; 0 where ŷ = y.
    Lecture: "L1 and L2".
    """
    raise NotImplementedError("Task 1.2: mae_grad")


def mse(y_pred, y_true):
    """Task 1.3: mean squared error (L2), L(ŷ, y) = mean((ŷ − y)²).

    y_pred, y_true: any shape, both the same. Returns a float: the mean over all entries.
    Lecture: "L1 and L2".
    """
    raise NotImplementedError("Task 1.3: mse")


def mse_grad(y_pred, y_true):
    """Task 1.4: gradient of the mean squared error, ∂L/∂ŷ = 2 (ŷ − y) / (number of entries).

    y_pred, y_true: any shape, both the same. Returns float64 of that shape.
    Lecture: "L1 and L2".
    """
    raise NotImplementedError("Task 1.4: mse_grad")


def binary_cross_entropy(y_pred, y_true):
    """Task 1.5: binary cross entropy, L(ŷ, y) = −mean(y ln q + (1 − y) ln(1 − q)).

    q is ŷ clipped to [EPS, 1 − EPS], so that the logarithms stay finite.

    y_pred: probabilities, any shape; y_true: targets in [0, 1], the same shape.
    Returns a float: the mean over all entries. Lecture: "Binary cross entropy".
    """
    raise NotImplementedError("Task 1.5: binary_cross_entropy")


def binary_cross_entropy_grad(y_pred, y_true):
    """Task 1.6: gradient of binary cross entropy, ∂L/∂ŷ = (q − y) / (q (1 − q)) / (entries).

    q is ŷ clipped to [EPS, 1 − EPS]; the gradient is not set to zero where that changed ŷ.

    y_pred: probabilities, any shape; y_true: targets in [0, 1], the same shape.
    Returns float64 of that shape. Lecture: "Binary cross entropy".
    """
    raise NotImplementedError("Task 1.6: binary_cross_entropy_grad")


def cross_entropy(y_pred, y_true):
    """Task 1.7: multiclass cross entropy, L(ŷ, y) = −mean over samples of Σ_classes y ln q.

    q is max(ŷ, EPS), so that the logarithm stays finite; rows are not renormalized.

    y_pred: (n, k), each row the probabilities of the k classes; y_true: (n, k), one-hot.
    Returns a float: the mean over the n samples. Lecture: "Multiclass cross entropy".
    """
    raise NotImplementedError("Task 1.7: cross_entropy")


def cross_entropy_grad(y_pred, y_true):
    """Task 1.8: gradient of multiclass cross entropy, ∂L/∂ŷ = −y / q / n, with q = max(ŷ, EPS).

    y_pred: (n, k), each row the probabilities of the k classes; y_true: (n, k), one-hot.
    Returns float64 of shape (n, k). Lecture: "Multiclass cross entropy".
    """
    raise NotImplementedError("Task 1.8: cross_entropy_grad")
