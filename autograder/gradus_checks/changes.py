"""What a call has changed in its arguments, found on the one side and carried over on the other.

Arguments are known by slot, see `crossing`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from gradus_checks.arrays import array_fields
from gradus_checks.crossing import Encoder, Tree
from gradus_checks.errors import CannotCross, CheckFailed
from gradus_checks.live import become
from gradus_checks.tables import fields_of, tag_of

ByValue = Callable[[list[Any]], Encoder]
"""An encoder whose slots are these."""

_SEEN_APART = (np.ndarray, list)
"""What in a list has a slot of its own."""


def snapshot(value: Any, by_value: ByValue) -> Tree:
    """What can be compared later: what an array or table holds, or which items a list does."""
    if isinstance(value, np.ndarray):
        return array_fields(value)
    if tag_of(value):
        return fields_of(value)
    encoder = by_value([])
    return [
        ["item", id(item)] if isinstance(item, _SEEN_APART) else encoder.encode(item)
        for item in value
    ]


def changed(slots: list[Any], originals: list[Tree], by_value: ByValue) -> list[Tree]:
    """[slot, tree] of every argument that is not what it was."""
    changes: list[Tree] = []
    for number, original in enumerate(originals):
        value = slots[number]
        try:
            if snapshot(value, by_value) != original:
                # A copy, as the argument itself would go back as its slot. What a list holds
                # of the other arguments does.
                changes.append([number, by_value(slots).encode(value.copy())])
        except CannotCross:
            changes.append([number, None])
    return changes


def carry_over(changes: list[Tree], slots: list[Any], decode: Callable[[Tree], Any]) -> None:
    """Make the test's own arguments, in `slots`, what the call has made of them.

    Raises CheckFailed, CannotCross.
    """
    count = len(slots)
    for change in changes:
        match change:
            case [int(number), None] if 0 <= number < count:
                raise CheckFailed("Your code turned one of its inputs into something else.")
            case [int(number), tree] if 0 <= number < count:
                become(slots[number], decode(tree))
            case _:
                raise CannotCross("a malformed change")
