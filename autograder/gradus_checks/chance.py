"""Python's and NumPy's global generators, from which a student's code may draw.

They begin anew with each case, each import and each training: so the same work does the same at
home and in the grader, today and tomorrow. A generator that is made without a seed is seeded from
Python's global one, not from the system.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import bit_generator
from numpy.random.mtrand import get_bit_generator, set_bit_generator

# As they are before any student's code has run: that may put something else in their place.
_SEED_PYTHON, _SEED_NUMPY = random.seed, np.random.seed
_USUAL = get_bit_generator()

_MOST_SEEDS = 2**32  # which NumPy's global generator takes
_ENTROPY = "randbits"
"""What NumPy asks the system for where no seed is given: its own name, so perhaps not for ever."""


def begin(number: int = 0) -> None:
    """Let both begin anew, from `number`."""
    set_bit_generator(_USUAL)
    _SEED_PYTHON(number % _MOST_SEEDS)
    _SEED_NUMPY(number % _MOST_SEEDS)
    _seed_others_from(random.getrandbits)


def is_as_begun(number: int = 0) -> bool:
    """Whether nothing has been drawn since `begin`."""
    now = _states()
    with apart():
        begin(number)
        return _same(now, _states())


@contextmanager
def apart() -> Iterator[None]:
    """Whatever is drawn inside, outside they are as before."""
    kind, before = get_bit_generator(), _states()
    entropy = getattr(bit_generator, _ENTROPY, None)
    try:
        yield
    finally:
        set_bit_generator(kind)
        random.setstate(before[0])
        np.random.set_state(before[1])
        _seed_others_from(entropy)


@contextmanager
def apart_from(number: int) -> Iterator[None]:
    """As `apart`, where nothing has been drawn since they began from `number`.

    To look at the generators, and to put them back, takes ten times as long.
    """
    try:
        yield
    finally:
        begin(number)


def _seed_others_from(entropy: Any) -> None:
    if hasattr(bit_generator, _ENTROPY):
        setattr(bit_generator, _ENTROPY, entropy)


def _states() -> tuple[Any, Any]:
    return random.getstate(), np.random.get_state()


def _same(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    return one[0] == other[0] and all(map(np.array_equal, one[1], other[1]))
