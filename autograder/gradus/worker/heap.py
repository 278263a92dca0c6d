"""How the C library keeps memory: a training makes and drops the same arrays thousands of times.

As it comes, glibc gives memory back to the system as soon as a few of them are dropped, and the
kernel clears each page anew when it is next asked for: a tenth of the CPU of training a network.
"""

import ctypes

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # as malloc.h numbers them

_FROM_THE_HEAP, _KEPT = 32 * 2**20, 64 * 2**20
"""In bytes: the largest array that is not mapped by itself, and how much the heap may have free at
its end. They are the most that glibc comes to by itself where large arrays are dropped."""


def keep_freed_memory(libc: ctypes.CDLL) -> None:
    """Have this process and its forks use freed memory again, where libc is glibc."""
    if hasattr(libc, "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _FROM_THE_HEAP)
        libc.mallopt(_M_TRIM_THRESHOLD, _KEPT)
