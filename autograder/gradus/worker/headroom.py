"""Calls that never come to the end of a piece of Python's stack.

CPython keeps frames in pieces of 16 KiB (`push_chunk` in its `pystate.c`; seen with 3.11.7, 3.12.1
and 3.13.0). Where one is full just as a loop calls a function, the system gives a piece and takes
it back for each call: 7 µs, where one takes 0.04 at any other depth. So how long a student's loop
takes would hang on how deep it is, and one more helper could bring it over its limit.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

_SLOTS = 16_500
"""What the frame claims, of 8 bytes each: a little more than half of the piece that is made for it,
256 KiB, so that the rest holds a thousand frames. No memory is used before something is in it."""


def with_headroom(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """`function(*args, **kwargs)`, where the next thousand calls within it have their frames."""
    return function(*args, **kwargs)


with_headroom.__code__ = with_headroom.__code__.replace(co_stacksize=_SLOTS)
