"""`check_close` where a data frame, a series or a sparse array is expected."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np

from gradus_checks.errors import CheckFailed, subject
from gradus_checks.tables import NAMES, tag_of

Close = Callable[..., None]
"""`check_close` with a tolerance."""


def check_table(actual: Any, expected: Any, name: str, close: Close) -> None:
    """`actual` is a table as `expected` is, with its labels, and its values are `close`.

    Missing values stand where they should, and of a sparse array the format does not matter.
    Messages give columns by number, as their names could be a hidden input's.
    """
    kind = tag_of(expected)
    if tag_of(actual) != kind:
        if actual is None:
            close(actual, 0.0, name=name)
        what = f"a {NAMES[tag_of(actual)]}" if tag_of(actual) else "something else"
        raise CheckFailed(f"{subject(name)} should be a {NAMES[kind]}, and is {what}.")
    if kind == "sparse":
        close(actual.toarray(), expected.toarray(), name=name)
        return
    if kind == "frame":
        _check_labels(actual.columns, expected.columns, "columns", name)
    _check_labels(actual.index, expected.index, "rows", name)
    if kind == "series":
        _check_column(actual, expected, name, close)
        return
    for number in range(len(expected.columns)):
        mine, right = actual.iloc[:, number], expected.iloc[:, number]
        _check_column(mine, right, f"column {number + 1} of {name}", close)


def _check_labels(given: Any, right: Any, what: str, name: str) -> None:
    # Millions of rows that are simply numbered take no room, and as a list they would.
    as_many = len(given) == len(right)
    if as_many and list(given) == list(right):
        return
    same = as_many and sorted(map(str, given)) == sorted(map(str, right))
    told = "in another order than" if same else "that are not those which"
    raise CheckFailed(
        f"{subject(name)} has {what} {told} it should have.",
        f"expected: {_shown(right)}\nyours:    {_shown(given)}",
        "shape",
    )


def _check_column(given: Any, right: Any, name: str, close: Close) -> None:
    if right.dtype.kind not in "biufc":
        if not given.equals(right.astype(given.dtype)):
            raise CheckFailed(
                f"{subject(name)} does not hold the text that it should.",
                f"expected: {_shown(right)}\nyours:    {_shown(given)}",
            )
        return
    if given.dtype.kind not in "biufc":
        raise CheckFailed(f"{subject(name)} should hold numbers, and holds something else.")
    missing = right.isna().to_numpy()
    if not np.array_equal(given.isna().to_numpy(), missing):
        raise CheckFailed(f"{subject(name)} has missing values (NaN) elsewhere than it should.")
    mine, theirs = given.to_numpy()[~missing], right.to_numpy()[~missing]
    close(mine, theirs, name=name)


def _shown(values: Any) -> str:
    first = [repr(value) for value in islice(values, 12)]
    return f"[{', '.join(first)}{', …' if len(values) > len(first) else ''}]"
