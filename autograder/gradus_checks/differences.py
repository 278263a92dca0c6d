"""The slope of a function along a line, by differences, and how far to trust it.

Central differences at four steps that halve are extrapolated to step 0 (Romberg, error h⁸). The
steps begin wide, where rounding does not matter, and shrink until extrapolations of different order
agree: so each line gets the step that suits it, far from a kink or near one.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

_EPS = float(np.finfo(float).eps)
_WIDEST, _NARROWEST, _STEPS = 0.25, 1e-7, 4
"""Steps, each half of the one before, of which the last four are extrapolated to order 8. Below the
narrowest, rounding is all that is left."""
_ROUNDING = 4 * _EPS
"""What rounding does to a difference quotient, times the function's size over the smallest step."""


class Slope(NamedTuple):
    """A slope, how far off it may be, and how large the function was on the way.

    At a kink, where the slopes on both sides differ, `error` is at least by how much.
    """

    value: float
    error: float
    size: float


def slope(function: Callable[[float], float], scale: float = 1.0, reach: float = 0.0) -> Slope:
    """The slope of `function` at 0.

    `scale` is the order of size of steps that matter; `reach` how large the numbers are to which
    steps are added, which costs digits.
    """
    middle = function(0.0)
    steps: list[float] = []
    pairs: list[tuple[float, float]] = []
    best, step = Slope(0.0, np.inf, abs(middle)), _WIDEST * scale
    while step > _NARROWEST * scale:
        steps.append(step)
        pairs.append((function(step), function(-step)))
        step /= 2
        if len(steps) >= _STEPS:
            found, rounding = _extrapolated(steps[-_STEPS:], pairs[-_STEPS:], middle, reach)
            if found.error < best.error:
                best = found
            # Smaller steps only round more.
            if best.error <= 2 * rounding:
                break
    return best


def _extrapolated(
    steps: list[float], pairs: list[tuple[float, float]], middle: float, reach: float
) -> tuple[Slope, float]:
    """The slope by these steps, from the values on both sides, and what rounding does to it."""
    size = max(abs(middle), *(abs(value) for pair in pairs for value in pair))
    if not np.isfinite(size):
        return Slope(0.0, np.inf, abs(middle)), 0.0
    slopes = [(up - down) / (2 * step) for step, (up, down) in zip(steps, pairs, strict=True)]
    # f(x+h) − 2f(x) + f(x−h), over h: goes to 0 with h on a smooth curve, and not at a kink.
    bends = [(up - 2 * middle + down) / step for step, (up, down) in zip(steps, pairs, strict=True)]
    by_order = _romberg(slopes, (4, 16, 64))
    jump = _romberg(bends, (2, 8, 32))[-1][-1]
    value = by_order[3][-1]
    truncation = max(abs(value - by_order[2][-1]), abs(value - by_order[2][-2]))
    rounding = _ROUNDING * (size + reach * abs(value)) / steps[-1]
    # What rounding can do to the jump says nothing of a kink.
    kink = max(0.0, abs(jump) - 8 * rounding)
    return Slope(value, truncation + kink + rounding, size), rounding


def _romberg(column: list[float], factors: tuple[int, ...]) -> list[list[float]]:
    """Columns of the extrapolation table, each of which takes one more power out of the error."""
    columns = [column]
    for factor in factors:
        last = columns[-1]
        columns.append([(factor * b - a) / (factor - 1) for a, b in pairwise(last)])
    return columns
