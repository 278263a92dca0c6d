"""Which part of a large table `make test` runs; `make test-all` runs all of it."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def sampled(
    rows: Iterable[Any], one_in: int, name: Callable[[Any], str], always: Callable[[Any], bool]
) -> list[Any]:
    """Every row as a parameter of that name: each `one_in`-th, and those to run `always`, as they
    are, and the others marked as exhaustive.

    Rows that are alike stand beside one another, so each kind keeps its share.
    """
    return [
        pytest.param(
            *(row if isinstance(row, tuple) else (row,)),
            id=name(row),
            marks=() if number % one_in == 0 or always(row) else pytest.mark.exhaustive,
        )
        for number, row in enumerate(rows)
    ]
