"""The live arrays of a student's objects, as the test has last seen them, and what has changed.

A call can change an array that somebody holds: an object of the student's, a view, the call itself.
One whose data are its own, and to which nothing else refers any more, cannot change: it is not
compared again until the test speaks of it. A network that makes new weights in each step leaves
hundreds of those.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from gradus_checks.arrays import array_fields
from gradus_checks.crossing import Tree
from gradus_checks.errors import CannotCross


def _references(objects: Mapping[int, Any], number: int) -> int:
    """How often object `number` is referred to, once by `objects` itself."""
    return sys.getrefcount(objects[number])


_ALONE = _references({0: np.empty(0)}, 0) if hasattr(sys, "getrefcount") else 0
"""What that is where nothing else does; where Python does not count, each is compared always."""


def _is_at_rest(objects: Mapping[int, Any], number: int) -> bool:
    """Whether nobody could change this array: nobody has it, nor is it a view of another's data."""
    if not _ALONE or _references(objects, number) != _ALONE:
        return False
    return bool(objects[number].flags.owndata)


class Sent:
    """Keeps the fields of each live array as they were sent, by the number it has in `objects`."""

    def __init__(self, objects: Mapping[int, Any]) -> None:
        self._objects = objects
        self._fields: dict[int, list[Tree]] = {}
        self._at_rest: dict[int, list[Tree]] = {}

    def note(self, number: int, fields: list[Tree]) -> None:
        """These are sent now."""
        self._at_rest.pop(number, None)
        self._fields[number] = fields

    def wake(self, number: int) -> None:
        """The test speaks of it: what is called may get hold of it."""
        if number in self._at_rest:
            self._fields[number] = self._at_rest.pop(number)

    def drop(self, number: int) -> None:
        """The test will never speak of it again."""
        self._fields.pop(number, None)
        self._at_rest.pop(number, None)

    def clear(self) -> None:
        """A new case begins."""
        self._fields.clear()
        self._at_rest.clear()

    def changed(self) -> list[Tree]:
        """[number, dtype, shape, bytes] of every array that is not as it was sent."""
        changed, resting = [], []
        for number, sent in self._fields.items():
            try:
                fields = array_fields(self._objects[number])
            except CannotCross:
                continue  # It says so when it is next asked for.
            if fields != sent:
                changed.append([number, *fields])
                self._fields[number] = fields
            if _is_at_rest(self._objects, number):
                resting.append(number)
        for number in resting:
            self._at_rest[number] = self._fields.pop(number)
        return changed
