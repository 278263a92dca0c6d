"""Inputs drawn by chance, that have what a case needs under every secret of a course."""

from collections.abc import Callable
from typing import TypeVar

from gradus_checks.errors import CaseError

_T = TypeVar("_T")
_MOST_DRAWS = 1_000
"""A need that holds in one draw of twenty is met with probability 1 − 6e-23."""


def drawn(draw: Callable[[], _T], *needs: Callable[[_T], object]) -> _T:
    """What `draw()` gives, drawn again until all `needs` are true of it.

    Use it where a case needs a zero, a tie, both signs or every class among its inputs: otherwise a
    mistake would cost marks under one secret of a course, and none under another, as in
    `drawn(lambda: rng.integers(0, 3, 8), lambda labels: len(set(labels)) == 3)`. Raises CaseError
    where the needs are hardly ever met.
    """
    for _ in range(_MOST_DRAWS):
        found = draw()
        if all(need(found) for need in needs):
            return found
    raise CaseError(f"of {_MOST_DRAWS:,} inputs that were drawn none has what the case needs")
