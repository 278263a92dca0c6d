"""How much of what a student's code gives the test's side keeps, and how much it takes, at most.

Each cap is far above what right solutions need: the references of this course show 300 objects,
give 7 MB in a whole submission, and call back 1,540 times in one case with 140 kB in all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Sized

import numpy as np

from gradus_checks.errors import CheckFailed
from gradus_checks.tables import tag_of

MAX_OBJECTS = 20_000
"""Proxies of a student's objects: one with its entry takes 600 bytes, so 12 MB in all."""

MAX_LIVE = 20_000
"""Arrays and lists that belong to a student's objects, also empty ones: each takes 300 bytes."""

MAX_KEPT_BYTES = 24 * 2**20
"""Of all live arrays that a student's objects have shown: as much as the largest array, as they
stay in the judge's memory while others come and go."""

MAX_FUNCTIONS = 2_000
"""Functions that a test has passed in: each is looked for among all of them when it is passed."""

MAX_RAISED = 1_000
"""What functions of a test raised when they were called back, each kept for who called."""

MAX_LENGTH = 10_000_000
"""What an object may claim as its length: `list(proxy)` reserves memory for as many at once."""

MAX_CASE_WEIGHT = 64 * 2**20
"""Of all values given within one case: a test may keep them all, and the judge's memory is meant to
stay within 150 MB of its start."""

MAX_PAIR = 3 * 2**20
"""Of the sizes of two arguments, multiplied: a column beside a row makes as many entries of them,
24 MiB, which is the largest array that may be given. In this course they are 48 at most."""

_LEAST_ARGUMENTS, _ARGUMENTS_RATIO = 10**6, 16
"""A function of a test does what a student's code asks for: its arguments may be as large as what
the test sent in the same case, a few times over, and a megabyte where it sent little."""


def check_count(kept: Sized, most: int, what: str) -> None:
    """Raise CheckFailed if one more than is `kept` would be too many."""
    if len(kept) >= most:
        raise CheckFailed(
            f"Your code made the test keep more than {most:,} {what}, far more than a right "
            "solution does. Is one made anew, and given back, in every step?"
        )


def check_kept(size: int) -> None:
    """Raise CheckFailed if the live arrays of a student's objects take more bytes than are kept."""
    if size > MAX_KEPT_BYTES:
        raise CheckFailed(
            f"Your objects gave arrays of more than {MAX_KEPT_BYTES // 2**20} MiB in all."
        )


def check_pairs(arguments: Sequence[object]) -> None:
    """Raise CheckFailed where two of the arguments of a test's function, broadcast against each
    other, would make a larger array than may be given."""
    if len(arguments) < 2:
        return
    *_, second, first = (1, 1, *sorted(map(_entries, arguments)))
    if second > 1 and first * second > MAX_PAIR:
        raise CheckFailed(
            "Your code called the function it was given with two arrays that are far too large "
            "for each other. Should they not have the same length?"
        )


def _entries(value: object) -> int:
    if isinstance(value, np.ndarray):
        return int(value.size)
    if tag_of(value):
        return math.prod(value.shape)  # type: ignore[attr-defined]
    return sum(map(_entries, value)) if isinstance(value, list | tuple) else 1


class Intake:
    """Counts what one student's code gives, as `weight` (see `crossing`), by case and in all."""

    def __init__(self) -> None:
        self.total = 0
        self._case = 0
        self._sent = 0
        self._arguments = 0
        self.arrived = 0
        """The bytes of the callback that has just arrived."""

    def begin(self) -> None:
        """A new case begins."""
        self._case = self._sent = self._arguments = 0

    def send(self, size: int) -> None:
        """So many bytes are sent to the student's code."""
        self._sent += size

    def take(self, weight: int) -> None:
        """A value was given. Raises CheckFailed."""
        self.total += weight
        self._case += weight
        if self._case > MAX_CASE_WEIGHT:
            raise CheckFailed(
                f"Your code gave the test more than {MAX_CASE_WEIGHT // 2**20} MiB within one "
                "case, far more than a right solution does. Is a result larger than it should be?"
            )

    def call(self) -> None:
        """Check the arguments of a test's function before it is called. Raises CheckFailed."""
        self._arguments += self.arrived
        most = max(_LEAST_ARGUMENTS, _ARGUMENTS_RATIO * self._sent)
        if self._arguments > most:
            raise CheckFailed(
                "Your code called the function it was given with far more than it was given "
                "itself. Are its arguments larger than they should be?"
            )
