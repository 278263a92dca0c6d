"""Giving up what a process started as root could do, and ever gaining anything back."""

import ctypes
import os
import platform
import struct
import sys

if sys.platform != "win32":
    import resource

_SET_NO_NEW_PRIVILEGES = 38
_SET_CAPABILITIES = {"x86_64": 126, "aarch64": 91}
_MOST_THREADS = 64
_VERSION_3 = 0x2008_0522


def give_up(libc: ctypes.CDLL, user: int | None) -> None:
    """Become `user`, a number, if one is given; keep no capability, and no way to a new one.

    Raises OSError.
    """
    if user is not None:
        # Of the kernel's limits the only one that counts a user's threads, not a process's.
        resource.setrlimit(resource.RLIMIT_NPROC, (_MOST_THREADS, _MOST_THREADS))
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _drop_capabilities(libc)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel has no no_new_privs")


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    header = ctypes.c_char_p(struct.pack("=Ii", _VERSION_3, 0))
    none = ctypes.c_char_p(bytes(24))
    if libc.syscall(_SET_CAPABILITIES[platform.machine()], header, none) != 0:
        raise OSError(ctypes.get_errno(), "the capabilities could not be given up")
