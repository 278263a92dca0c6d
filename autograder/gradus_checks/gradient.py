"""Is this the gradient? Differences say: entry by entry, or for large arrays in random groups."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradus_checks.close import as_array, check_finite, check_real, check_shape, shown
from gradus_checks.diagnosis import diagnose
from gradus_checks.differences import slope
from gradus_checks.errors import CheckFailed, subject
from gradus_checks.known_slopes import Slopes, known_or_measured

Array = np.ndarray[Any, Any]

_LARGE = 256  # entries: beyond, one by one takes longer than the rest of a case
_GROUPS, _ROUNDS = 32, 3
"""So 96 slopes, whatever the size; each entry is in a group of each round, and a group with a kink
costs none of them its only one."""
_NOISE = 1e-11
"""Slopes below this share of the function's own size cannot be told from rounding."""


def check_gradient(
    function: Callable[[Array], float],
    x: Array,
    gradient: object,
    *,
    rtol: float = 1e-6,
    name: str = "the gradient",
) -> None:
    """`gradient` is that of the scalar `function` at `x`, and has x's shape.

    It is compared with extrapolated central differences, to rtol of the entry plus a tenth of that
    of the largest entry. Where the function has a kink, as |x| has at 0, nothing is compared:
    differences tell nothing there. Of more than 256 entries, random groups are compared instead of
    single ones. In a hidden case, `function` calls the reference. Raises CheckFailed.
    """
    x = np.array(x, dtype=float)
    given = as_array(gradient, x.shape, name)
    check_shape(given, x.shape, name=name)
    check_finite(given, name=name)
    check_real(given, name=name)
    measure = _along_groups if x.size > _LARGE else _along_entries
    slopes = known_or_measured(function, x, measure)
    mine, right = slopes.of(given.astype(float)), slopes.values
    tolerance = rtol * (np.abs(right) + 0.1 * np.max(np.abs(right[_finite(slopes)]), initial=0.0))
    smooth = slopes.errors <= 0.1 * tolerance + slopes.noise
    if x.size and not smooth.any():
        raise CheckFailed(
            f"{subject(name)} cannot be compared: your function is not smooth here. "
            "Does it give the same value each time it is called with the same input, in float64?"
        )
    wrong = np.abs(mine - right) > tolerance + 4 * slopes.errors
    if np.any(wrong & smooth):
        whole = smooth.all() and slopes.directions is None
        shape = x.shape if whole else right[smooth].shape
        words = diagnose(mine[smooth].reshape(shape), right[smooth].reshape(shape))
        measured = "by groups of entries"
        if slopes.directions is None:
            measured = shown(right.reshape(x.shape))
        detail = f"measured: {measured}\nyours:    {shown(given)}"
        raise CheckFailed(f"{subject(name)} {words}", detail, words.name, about=name)


def _finite(slopes: Slopes) -> Array:
    """Where the slopes are known at all: a kink's may be anything."""
    known: Array = slopes.errors <= 1e-3 * np.abs(slopes.values) + slopes.noise
    return known


def _along_entries(function: Callable[[Array], float], x: Array) -> Slopes:
    """The slope for each entry of x, by steps as large as that entry asks for."""
    found = []
    for index in np.ndindex(x.shape):
        middle = float(x[index])

        def moved(step: float, index: tuple[int, ...] = index, middle: float = middle) -> float:
            there = x.copy()
            there[index] = middle + step
            return float(function(there))

        found.append(slope(moved, _scale(middle)))
    return _collected(found, None)


def _along_groups(function: Callable[[Array], float], x: Array) -> Slopes:
    """The slopes along random groups of entries; every entry is in one group of each round.

    A group with a kink is lost, but each of its entries is in others too.
    """
    rng = np.random.default_rng(_seed(x))
    found, directions = [], []
    for _ in range(_ROUNDS):
        for group in np.array_split(rng.permutation(x.size), _GROUPS):
            direction = np.zeros(x.size)
            direction[group] = rng.uniform(0.5, 1.0, group.size) * rng.choice([-1, 1], group.size)
            line = direction.reshape(x.shape)

            def moved(step: float, line: Array = line) -> float:
                return float(function(x + step * line))

            reach = float(np.max(np.abs(x.ravel()[group])))
            found.append(slope(moved, _scale(reach), reach))
            directions.append(direction)
    return _collected(found, np.array(directions))


def _scale(entry: float) -> float:
    """A power of two, so that steps are exact: 1, or more for large entries."""
    return float(2.0 ** np.floor(np.log2(max(1.0, abs(entry) / 4))))


def _seed(x: Array) -> int:
    """Of x itself: the same check twice gives the same verdict, and nobody knows the groups."""
    import hashlib

    return int.from_bytes(hashlib.blake2b(x.tobytes(), digest_size=8).digest(), "big")


def _collected(found: list[Any], directions: Array | None) -> Slopes:
    values = np.array([each.value for each in found])
    errors = np.array([each.error for each in found])
    noise = _NOISE * max((each.size for each in found), default=0.0)
    return Slopes(values, errors, noise, directions)
