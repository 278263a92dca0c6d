"""Whole numbers of few bits: they wrap around, and a right formula goes wrong."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from gradus_checks.close import Array, check_close
from gradus_checks.errors import CheckFailed
from gradus_checks.turns import in_turn

KINDS = ("int8", "uint8", "int32")
"""Whole numbers as files hold them: sound, pictures and counts."""

WRAPS = "wraps"
"""The name of the mistake, which is one wrong idea wherever it is made."""

_TOLD = (
    "Your function goes wrong with small whole numbers (dtype {kind}): their sums wrap around (in "
    "int8, 100 + 100 is −56), and np.exp of them has few digits. Make decimals of what you are "
    "given first: np.asarray(x, dtype=float)."
)


def check_kinds(
    function: Callable[..., Any],
    right: Callable[..., Any],
    *arrays: Array,
    name: str | tuple[str, ...] = "the result",
    **tolerance: Any,
) -> None:
    """`function` gives for whole numbers of any kind what `right` gives for the same decimals.

    It is called with `arrays` in each of the dtypes int8, uint8 and int32 that can hold all of
    them exactly. Both functions return one result, called `name`, or a list with one for each of
    several names; `tolerance` is the rtol and atol of `check_close`. That small numbers wrap around
    is named as the cause only if `function` is right where it is given the same numbers as
    decimals, and as int64. Raises CheckFailed, and what the functions raise.
    """
    decimals = [np.asarray(array, dtype=float) for array in arrays]
    expected = right(*(array.copy() for array in decimals))
    kinds = {kind: [array.astype(kind) for array in decimals] for kind in KINDS}
    exact = [kind for kind in KINDS if all(map(np.array_equal, kinds[kind], decimals))]
    given = in_turn(partial(function, *kinds[kind]) for kind in exact)
    for kind in exact:
        try:
            _check(next(given), expected, name, tolerance)
        except CheckFailed as failed:
            for large in (float, np.int64):
                again = function(*(array.astype(large) for array in decimals))
                _check(again, expected, name, tolerance)
            raise CheckFailed(_TOLD.format(kind=kind), failed.detail, WRAPS) from None


def _check(
    given: Any, expected: Any, name: str | tuple[str, ...], tolerance: dict[str, Any]
) -> None:
    if isinstance(name, str):
        check_close(given, expected, name=name, **tolerance)
        return
    for one, right, called in zip(given, expected, name, strict=True):
        check_close(one, right, name=called, **tolerance)
