"""How long a submission that always runs into its limits is graded on Gradescope."""

from gradus.assignment import FORGIVEN_CPU_SECONDS, Assignment
from gradus.sandbox import MOST_SLEPT

MOST_SECONDS = 480.0
"""Of the ten minutes that Gradescope gives. After them the judge gives up: nobody gets a mark."""

_PROCESSORS = 0.5  # what Gradescope gives by default
_OTTER_CPU_SECONDS = 10.0
"""Otter itself and its kernel, with what they import; measured were about 5."""


def gradescope_seconds(assignment: Assignment, reference_seconds: float) -> float:
    """The worst case, on half a processor like the one on which the reference took so many seconds.

    The reference is graded first, then the submission, until its time is used up, of computing and
    of sleep.
    """
    allowed = assignment.limits.allowance(reference_seconds) + FORGIVEN_CPU_SECONDS
    return (_OTTER_CPU_SECONDS + reference_seconds + allowed) / _PROCESSORS + MOST_SLEPT
