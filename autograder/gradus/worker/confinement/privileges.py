"""Giving up what a process started as root could do, and ever gaining anything back."""

import ctypes
import os
import platform
import struct
import sys

if sys.platform != "win32":
    import resource

# PR_* of <linux/prctl.h>, and system calls.
_KEEP_CAPABILITIES, _SET_NO_NEW_PRIVILEGES = 8, 38
_LEAVE_OUT_CAPABILITY, _AMBIENT_CAPABILITIES, _CLEAR_ALL = 24, 47, 4
_SET_CAPABILITIES = {"x86_64": 126, "aarch64": 91}  # the system call capset
_VERSION_3 = 0x2008_0522  # _LINUX_CAPABILITY_VERSION_3

# CAP_* of <linux/capability.h>.
_CHOWN, _DAC_OVERRIDE, _DAC_READ_SEARCH, _KILL, _SETGID, _SETUID = 0, 1, 2, 5, 6, 7
PASS_CLOSED_FOLDERS = (_DAC_READ_SEARCH, _DAC_OVERRIDE)
"""Capabilities, the weaker first, with which a user reads what lies in others' closed folders."""
MAY_BECOME_ANOTHER = (_CHOWN, _KILL, _SETGID, _SETUID)
"""Capabilities that root needs to have workers of another user, and to end them."""

_MOST_THREADS = 64  # far more than one BLAS thread and a student's own, few for the machine


def give_up(libc: ctypes.CDLL, user: int | None, kept: int) -> None:
    """Become `user`, a number, if one is given; keep no capability but `kept`, a bit each.

    None can be regained then. Raises OSError.
    """
    if user is not None:
        os.setgroups([])
        libc.prctl(_KEEP_CAPABILITIES, 1, 0, 0, 0)
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _keep_capabilities(libc, kept)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel has no no_new_privs")


def leave_out_capabilities(libc: ctypes.CDLL) -> None:
    """Let no program that this process or a fork could run have any, whatever its file says.

    None can be run anyway. It takes the right to, which namespaces of one's own give.
    """
    libc.prctl(_AMBIENT_CAPABILITIES, _CLEAR_ALL, 0, 0, 0)
    number = 0
    # The first that the kernel does not know is refused.
    while libc.prctl(_LEAVE_OUT_CAPABILITY, number, 0, 0, 0) == 0:
        number += 1


def most_threads(user: int | None) -> int:
    """How many threads a worker may have: the machine has a number for each, and few.

    The kernel counts all threads of a user. A user of a worker's own has few others; those of a
    plain user, None, are not more than the machine has now. Root's alone are never limited.
    """
    if user is not None:
        return _MOST_THREADS
    with open("/proc/loadavg", encoding="ascii") as load:
        return int(load.read().split("/")[1].split()[0]) + _MOST_THREADS


def limit_threads(most: int) -> None:
    """Let this process start no thread where its user has so many."""
    _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def _keep_capabilities(libc: ctypes.CDLL, kept: int) -> None:
    header = ctypes.c_char_p(struct.pack("=Ii", _VERSION_3, 0))
    sets = ctypes.c_char_p(struct.pack("=6I", kept, kept, 0, 0, 0, 0))
    if libc.syscall(_SET_CAPABILITIES[platform.machine()], header, sets) != 0:
        raise OSError(ctypes.get_errno(), "the capabilities could not be given up")
