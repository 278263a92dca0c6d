"""Arrays and lists that belong to a student's objects, as a test sees them: one copy of each."""

from __future__ import annotations

from typing import Any

import numpy as np

from gradus_checks import caps
from gradus_checks.caps import check_count, check_kept
from gradus_checks.live import LiveList


class LiveValues:
    """Those of one case. A test may hold each of them, so all are kept until the next case."""

    def __init__(self) -> None:
        self._arrays: dict[int, np.ndarray[Any, Any]] = {}
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []
        self._bytes = 0

    def clear(self) -> None:
        """A new case begins."""
        for kept in (self._arrays, self._numbers, self._kept):
            kept.clear()
        self._bytes = 0

    def __contains__(self, number: object) -> bool:
        return number in self._arrays

    def number_of(self, value: object) -> int | None:
        """The number by which the student's side knows this very array or list."""
        return self._numbers.get(id(value))

    def array(self, number: int, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The test's one copy of array `number`, brought up to date, not to be written."""
        known = self._arrays.get(number)
        if known is not None and known.shape == array.shape and known.dtype == array.dtype:
            known.flags.writeable = True
            known[...] = array
            array = known
        else:
            self._bytes += array.nbytes
            check_kept(self._bytes)
            self._keep(array)
        self._arrays[number] = array
        self._numbers[id(array)] = number
        array.flags.writeable = False
        return array

    def list(self, number: int, items: list[Any]) -> LiveList:
        """A copy of list `number`."""
        live = LiveList(items)
        self._keep(live)
        self._numbers[id(live)] = number
        return live

    def _keep(self, value: Any) -> None:
        check_count(self._kept, caps.MAX_LIVE, "arrays and lists of its objects")
        self._kept.append(value)
