"""Gradients by measuring instead of deriving: slow, but it needs no calculus to trust.

Provided, so that you can check your own gradients from the first day.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """The gradient of `f` at `x` by central differences, (f(x + h) − f(x − h)) / 2h per entry.

    f: takes an array like x and returns a number; x: any shape, left as it is; h: the step.
    Returns float64 of x's shape. Lecture: "Gradient descent".
    """
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for entry in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[entry] = h
        gradient[entry] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
