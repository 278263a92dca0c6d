"""What a value that crossed weighs, written out: a bound for what a test could make of it."""

import numpy as np

from gradus_checks.arrays import weight_of
from gradus_checks.errors import CannotCross

MAX_UNFOLDED = 64 * 2**20
"""The weight of a value without shared parts: the longest list, of 100,000 numbers, fits, or an
array of eight million entries."""
_ITEM_BYTES = 400
"""What an item counts beside the arrays: four times the memory that it takes, for the time."""
_MOST_AXES = 64
"""NumPy's own limit."""
_NUMBER_LETTERS, _LETTER_BYTES = 32, 4
"""What NumPy gives a number that becomes text, and each letter of a text."""


def check_unfolded(value: object) -> int:
    """The weight of `value` written out without shared parts; CannotCross if it is too large.

    Two lists that hold each other, or the same array a thousand times, are small to send; NumPy
    would make an array of all that they stand for, as deep as it has axes, and one with text in it
    as wide everywhere as its longest.
    """
    if not isinstance(value, list | tuple | set | dict) or not value:
        # Most are so, and are weighed at each call of a numerical gradient: each is small enough.
        weight = weight_of(value) if isinstance(value, np.ndarray) else _length(value)
        if _ITEM_BYTES + weight > MAX_UNFOLDED:
            raise CannotCross("more than fits")
        return _ITEM_BYTES + weight
    scale = _Scale()
    scale.put(value, 0)
    if isinstance(value, list | tuple) and scale.as_text() > MAX_UNFOLDED:
        raise CannotCross("a list with a long text in it, which would make each item as long")
    return MAX_UNFOLDED - scale.left


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else 0


class _Scale:
    """What is `left` of the bytes that a value may weigh."""

    def __init__(self) -> None:
        self.left = MAX_UNFOLDED
        self._items = 0
        self._longest = 0
        self._sizes: list[int] = []

    def put(self, value: object, depth: int) -> None:
        """Weigh `value` too. Raises CannotCross."""
        self.left -= _ITEM_BYTES
        self._items += 1
        if isinstance(value, np.ndarray):
            self.left -= weight_of(value)
            self._sizes.append(value.size)
        elif isinstance(value, str | bytes):
            self.left -= _length(value)
            self._longest = max(self._longest, len(value), _NUMBER_LETTERS)
        if self.left < 0:
            raise CannotCross(
                "lists that hold each other, or the same large array, again and again"
            )
        if isinstance(value, list | tuple | set | dict) and depth <= _MOST_AXES:
            for part in [*value, *value.values()] if isinstance(value, dict) else value:
                self.put(part, depth + 1)

    def as_text(self) -> int:
        """The bytes of the array that NumPy would make of all of it, if there is text in it.

        An array becomes text only beside a list of as many items.
        """
        entries = self._items + sum(size for size in self._sizes if size <= self._items)
        return entries * self._longest * _LETTER_BYTES
