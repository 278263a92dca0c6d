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


def check_gradient(
    function: Callable[[Array], float],
    x: Array,
    gradient: object,
    *,
    rtol: float = 1e-6,
    name: str = "the gradient",
) -> None:
    """`gradient` is that of the scalar `function` at `x`, and has x's shape.

    Compared with central differences at two step sizes (Richardson extrapolation). Coordinates
    where the function has a kink, as |x| at 0, are left out: no derivative exists there.
    Raises CheckFailed.
    """
    x = np.array(x, dtype=float)
    given = as_array(gradient, x.shape, name)
    check_shape(given, x.shape, name=name)
    check_finite(given, name=name)
    numeric, smooth = numerical_gradient(function, x)
    right, given = numeric[smooth], given.astype(float)[smooth]
    scale = float(np.max(np.abs(right), initial=0.0))
    if not np.all(np.abs(given - right) <= rtol * np.abs(right) + 1e-7 * scale + 1e-9):
        whole = smooth.all()
        shape = x.shape if whole else right.shape
        words = diagnose(given.reshape(shape), right.reshape(shape))
        detail = f"numerical: {numeric}\nyours:     {gradient}"
        raise CheckFailed(f"{name[:1].upper()}{name[1:]} {words}", detail)


def numerical_gradient(function: Callable[[Array], float], x: Array) -> tuple[Array, Array]:
    """The gradient of `function` at `x` by differences, and where it can be trusted (no kink).

    `x` is float64 of any shape; both results have that shape.
    """
    gradient = np.zeros(x.shape)
    smooth = np.ones(x.shape, dtype=bool)
    middle = float(function(x.copy()))
    for index in np.ndindex(x.shape):
        step = _STEP * max(1.0, abs(float(x[index])))
        wide, wide_bend = _difference(function, x, index, step, middle)
        narrow, narrow_bend = _difference(function, x, index, step / 2, middle)
        gradient[index] = (4 * narrow - wide) / 3
        # The bend (f(x+h) − 2f(x) + f(x−h)) / h halves with h on a smooth curve; not at a kink.
        negligible = 1e-4 * max(1.0, abs(narrow))
        smooth[index] = abs(narrow_bend) <= max(0.8 * abs(wide_bend), negligible)
    return gradient, smooth


def _difference(
    function: Callable[[Array], float], x: Array, index: tuple[int, ...], step: float, middle: float
) -> tuple[float, float]:
    """The central difference quotient at one coordinate, and how much the function bends there."""
    above, below = x.copy(), x.copy()
    above[index] += step
    below[index] -= step
    upper, lower = float(function(above)), float(function(below))
    width = float(above[index] - below[index])
    return (upper - lower) / width, 2 * (upper - 2 * middle + lower) / width
