"""What a value that crossed weighs, written out: a bound for what a test could make of it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from gradus_checks.arrays import weight_of
from gradus_checks.errors import CannotCross
from gradus_checks.tables import tag_of, weight_of_table

MAX_UNFOLDED = 64 * 2**20
"""The weight of a value without shared parts: the longest list, of 100,000 numbers, fits, or an
array of eight million entries."""
_ITEM_BYTES = 400
"""What an item counts beside the arrays: four times the memory that it takes, for the time."""
_MOST_AXES = 64
"""NumPy's own limit."""
_AGAIN = "lists that hold each other, or the same large array, again and again"
_CONTAINERS = (list, tuple, set, dict)
_SINGLE = frozenset((float, int, bool, type(None)))
_Container = list[Any] | tuple[Any, ...] | set[Any] | dict[Any, Any]
_NUMBER_LETTERS, _LETTER_BYTES = 32, 4
"""What NumPy gives a number that becomes text, and each letter of a text."""
_COMPLEX_TIMES = 2
"""How much larger a float64 becomes in an array with complex numbers."""


def check_unfolded(value: object) -> int:
    """The weight of `value` written out without shared parts; CannotCross if it is too large.

    Two lists that hold each other, or the same array a thousand times, are small to send; NumPy
    would make an array of all that they stand for, as deep as it has axes, and one with text in it
    as wide everywhere as its longest.
    """
    if type(value) in _SINGLE:
        return _ITEM_BYTES
    if not isinstance(value, _CONTAINERS) or not value:
        # Most are so, and are weighed at each call of a numerical gradient: each is small enough.
        weight = weight_of(value) if isinstance(value, np.ndarray) else _length(value)
        if weight == 0 and tag_of(value):
            weight = weight_of_table(value)
        if _ITEM_BYTES + weight > MAX_UNFOLDED:
            raise CannotCross("more than fits")
        return _ITEM_BYTES + weight
    weight = _flat(value)
    if weight:
        return weight
    weighed = _Scale().weigh(value)
    if isinstance(value, list | tuple) and weighed.longest:
        entries = weighed.items + _Entries(weighed.items).count(value)
        if entries * weighed.longest * _LETTER_BYTES > MAX_UNFOLDED:
            raise CannotCross("a list with a long text in it, which would make each item as long")
    if weighed.complex_too and _COMPLEX_TIMES * weighed.weight > MAX_UNFOLDED:
        raise CannotCross("a long list with complex numbers in it, which would make each complex")
    return weighed.weight


def _flat(value: _Container) -> int:
    """The weight of a list or tuple of arrays and numbers, as most are; 0 for any other value."""
    weight = _ITEM_BYTES
    for part in value if isinstance(value, list | tuple) else (value,):
        kind = type(part)
        if kind is np.ndarray and part.dtype.kind != "c":
            weight += weight_of(part)
        elif kind not in _SINGLE:
            return 0
        weight += _ITEM_BYTES
    return weight if weight <= MAX_UNFOLDED else 0


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else 0


def _parts(value: _Container) -> Iterable[object]:
    return [*value, *value.values()] if isinstance(value, dict) else value


class _Weighed(NamedTuple):
    """A container written out: its bytes, how many items, the `longest` text, and how deep."""

    weight: int
    items: int
    longest: int
    height: int
    complex_too: bool


class _Scale:
    """Weighs each container once, however often it is shared: its sender has written it once."""

    def __init__(self) -> None:
        self._known: dict[int, _Weighed] = {}

    def weigh(self, value: _Container, depth: int = 0) -> _Weighed:
        """Raises CannotCross for what is too large, or too deep for NumPy, as circles are."""
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = self._fresh(value, depth)
        if depth + known.height > _MOST_AXES or known.weight > MAX_UNFOLDED:
            raise CannotCross(_AGAIN)
        return known

    def _fresh(self, value: _Container, depth: int) -> _Weighed:
        if depth > _MOST_AXES:
            raise CannotCross(_AGAIN)
        weight, items, longest, height, complex_too = _ITEM_BYTES, 1, 0, 0, False
        for part in _parts(value):
            if isinstance(part, _CONTAINERS):
                inner = self.weigh(part, depth + 1)
                weight, items = weight + inner.weight, items + inner.items
                longest, height = max(longest, inner.longest), max(height, inner.height + 1)
                complex_too |= inner.complex_too
            else:
                weight, items = weight + _ITEM_BYTES, items + 1
                if isinstance(part, np.ndarray):
                    weight += weight_of(part)
                    complex_too |= part.dtype.kind == "c"
                elif isinstance(part, str | bytes):
                    weight += len(part)
                    longest = max(longest, len(part), _NUMBER_LETTERS)
                elif part is not None and not isinstance(part, int | float) and tag_of(part):
                    weight += weight_of_table(part)
            if weight > MAX_UNFOLDED:
                raise CannotCross(_AGAIN)
        return _Weighed(weight, items, longest, height, complex_too)


class _Entries:
    """Counts the entries of arrays that could become text: those no larger than `items`.

    An array becomes text only beside a list of as many items.
    """

    def __init__(self, items: int) -> None:
        self._items = items
        self._known: dict[int, int] = {}

    def count(self, value: object) -> int:
        """Of all arrays in `value`, written out."""
        if isinstance(value, np.ndarray):
            return value.size if value.size <= self._items else 0
        if not isinstance(value, _CONTAINERS):
            return 0
        if id(value) not in self._known:
            self._known[id(value)] = sum(map(self.count, _parts(value)))
        return self._known[id(value)]
