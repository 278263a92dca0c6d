"""No depth of calls is slower than another in a student's process.

What makes one slow is memory that the system gives and takes back at each call, and each time that
is a page fault: they are counted, so that no clock is asked.
"""

import sys

import pytest
from sandbox.explorer_acts import faults_by_depth
from sandbox.sandbox_helpers import Start

from gradus.worker.headroom import with_headroom

_CALLS, _DEPTHS = 200, 250
"""Frames of two pieces, as Python has them, and in the explorer of two sizes."""


def unlucky(faults: list[int]) -> list[int]:
    """The depths at which at least every second call has a page fault."""
    return [depth for depth, each in enumerate(faults) if each > _CALLS / 2]


def test_a_student_calls_at_any_depth(start: Start) -> None:
    faults = start().module.faults_by_depth(_DEPTHS, _CALLS)
    assert len(faults) >= _DEPTHS
    assert not unlucky(faults)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="not known of later Pythons")
def test_elsewhere_some_depths_are_slow() -> None:
    assert unlucky(faults_by_depth(_DEPTHS, _CALLS))


def test_what_is_called_gives_and_raises_as_ever() -> None:
    assert with_headroom(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        with_headroom(divmod, 7, 0)
