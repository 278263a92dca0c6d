"""What a worker may use, set by itself before any of the student's code runs."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

if sys.platform != "win32":  # The judge imports this too, where it then refuses to grade.
    import resource

NOT_READY = 113
"""The exit code of a worker that failed before any of the student's code ran."""

READY = [0, "ready"]
"""What a template answers first, if it does not say what is wrong, and a worker's first frame.

After it the exit code says nothing: the student's code can choose it.
"""


class ProcessLimits(NamedTuple):
    """Hard limits of one worker process, kept by the kernel."""

    cpu_seconds: int
    memory_mb: int
    file_mb: int = 16
    descriptors: int = 64


_OF_A_TEMPLATE = ProcessLimits(cpu_seconds=60, memory_mb=256)
"""A template forks in a few milliseconds, and allocates next to nothing."""


def impose(limits: ProcessLimits, mapped: int) -> None:
    """Set the limits for this process; they cannot be raised again.

    `mapped` are the bytes of address space that the template has used up already.
    """
    for what, amount in _amounts(limits, mapped):
        resource.setrlimit(what, (amount, amount))


def impose_on_template(mapped: int) -> None:
    """Limit the template of one submission.

    Its workers, which limit themselves, may have more time and memory than it has.
    """
    for what, amount in _amounts(_OF_A_TEMPLATE, mapped):
        _, hard = resource.getrlimit(what)
        for_workers = what in (resource.RLIMIT_CPU, resource.RLIMIT_AS)
        resource.setrlimit(what, (amount, hard if for_workers else amount))


def _amounts(limits: ProcessLimits, mapped: int) -> Iterator[tuple[int, int]]:
    """Which resources are limited to how much; never above what the system allows."""
    for what, amount in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, mapped + limits.memory_mb * 2**20),
        (resource.RLIMIT_FSIZE, limits.file_mb * 2**20),
        (resource.RLIMIT_NOFILE, limits.descriptors),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        yield what, amount if hard == resource.RLIM_INFINITY else min(amount, hard)


def address_space() -> int:
    """What this process has mapped (Python, NumPy and its BLAS), in bytes."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        pages = int(statm.read().split()[0])
    return pages * resource.getpagesize()
