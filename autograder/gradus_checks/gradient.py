"""Is this the gradient? Central differences say."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradus_checks.close import as_array, check_finite, check_shape
from gradus_checks.diagnosis import diagnose
from gradus_checks.errors import CheckFailed

Array = np.ndarray[Any, Any]

_STEP = float(np.finfo(float).eps) ** 0.2
"""The best step for the error h⁴ of the extrapolated difference against the rounding error ε/h."""

_NOISE = 32 * float(np.finfo(float).eps) / _STEP
"""What rounding can do to a difference quotient, for a function whose value is 1."""


def check_gradient(
    function: Callable[[Array], float],
    x: Array,
    gradient: object,
    *,
    rtol: float = 1e-6,
    name: str = "the gradient",
) -> None:
    """`gradient` is that of the scalar `function` at `x`, and has x's shape.

    Compared with central differences at three step sizes (Richardson extrapolation). Coordinates
    where the function has a kink, as |x| at and very close to 0, are left out: differences tell
    nothing there. Raises CheckFailed.
    """
    x = np.array(x, dtype=float)
    given = as_array(gradient, x.shape, name)
    check_shape(given, x.shape, name=name)
    check_finite(given, name=name)
    numeric, error, noise = numerical_gradient(function, x)
    scale = float(np.max(np.abs(numeric), initial=0.0))
    smooth = error <= 0.1 * (rtol * np.abs(numeric) + 1e-7 * scale) + noise
    if x.size and not smooth.any():
        raise CheckFailed(
            f"{name[:1].upper()}{name[1:]} cannot be compared: your function is not smooth here. "
            "Does it give the same value each time it is called with the same input, in float64?"
        )
    right, given = numeric[smooth], given.astype(float)[smooth]
    scale = float(np.max(np.abs(right), initial=0.0))
    if not np.all(np.abs(given - right) <= rtol * np.abs(right) + 1e-7 * scale + noise):
        shape = x.shape if smooth.all() else right.shape
        words = diagnose(given.reshape(shape), right.reshape(shape))
        detail = f"numerical: {numeric}\nyours:     {gradient}"
        raise CheckFailed(f"{name[:1].upper()}{name[1:]} {words}", detail, words.name)


def numerical_gradient(function: Callable[[Array], float], x: Array) -> tuple[Array, Array, float]:
    """The gradient of `function` at `x` by differences, its error, and the rounding noise.

    `x` is float64 of any shape. The first two results have that shape; the error is infinite at
    a kink.
    """
    gradient, error = np.zeros(x.shape), np.zeros(x.shape)
    middle = float(function(x.copy()))
    noise = _NOISE * abs(middle)
    for index in np.ndindex(x.shape):
        step = _STEP * max(1.0, abs(float(x[index])) / 1000)
        steps = (step, step / 2, step / 4)
        differences = [_difference(function, x, index, each, middle) for each in steps]
        (wide, _), (narrow, bend), (narrowest, last_bend) = differences
        gradient[index] = (4 * narrowest - narrow) / 3
        error[index] = abs(gradient[index] - (4 * narrow - wide) / 3)
        # The bend (f(x+h) − 2f(x) + f(x−h)) / h halves with h on a smooth curve; not at a kink.
        negligible = 1e-6 * abs(gradient[index]) + noise
        if abs(bend - 2 * last_bend) > 0.01 * abs(bend) + negligible:
            error[index] = np.inf
    return gradient, error, noise


def _difference(
    function: Callable[[Array], float], x: Array, index: tuple[int, ...], step: float, middle: float
) -> tuple[float, float]:
    """The central difference quotient at one coordinate, and how much the function bends there."""
    above, below = x.copy(), x.copy()
    above[index] += step
    below[index] -= step
    width = float(above[index] - below[index])
    upper, lower = float(function(above)), float(function(below))
    return (upper - lower) / width, 2 * (upper - 2 * middle + lower) / width
