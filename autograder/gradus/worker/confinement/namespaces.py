"""Namespaces of a submission's own, made by its template itself: see namespaces(7).

Other processes, mounts, network devices, message queues and users are then not forbidden but not
there. Nothing is executed on the way, so that whoever enters takes a warm Python along.
"""

import ctypes
import errno
import os
import select

# CLONE_NEW* of <linux/sched.h>.
_MOUNTS, _CONTROL_GROUPS, _HOST_NAME, _IPC = 0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000
_USERS, _PROCESSES, _NETWORK = 0x1000_0000, 0x2000_0000, 0x4000_0000
_SET_DUMPABLE = 4  # PR_SET_DUMPABLE
_MAKING_USERS, _HOW_MANY = "making a namespace of users", "user.max_user_namespaces"


def enter_users(libc: ctypes.CDLL, users: int | None, alone: bool) -> None:
    """Become one of the namespace `users`, a descriptor to close, or, `alone`, of a new one.

    There this process may do what the others need, and outside nothing that it could not before.
    Raises OSError.
    """
    if users is not None:
        checked(libc.setns(users, _USERS), "entering the users' namespace")
        os.close(users)
    elif alone:
        maps = {"uid_map": os.geteuid(), "gid_map": os.getegid()}
        result = libc.unshare(_USERS)
        if result < 0 and ctypes.get_errno() == errno.ENOSPC:
            raise OSError(errno.ENOSPC, f"{_MAKING_USERS}: no more are allowed ({_HOW_MANY})")
        checked(result, _MAKING_USERS)
        # Without it no plain user may map a group.
        _write("setgroups", "deny")
        for name, number in maps.items():
            _write(name, f"{number} {number} 1")


def separate(libc: ctypes.CDLL) -> None:
    """Have a mount table, network and host name of its own, and the next fork be process 1.

    Raises OSError.
    """
    kinds = _MOUNTS | _PROCESSES | _NETWORK | _IPC | _HOST_NAME
    checked(libc.unshare(kinds), "making namespaces")
    # Some kernels know no control groups. None are mounted inside, so that it is the last thing
    # that would tell of them, in a file of /proc which may not be read.
    libc.unshare(_CONTROL_GROUPS)


def hide_memory(libc: ctypes.CDLL) -> None:
    """Let no process of the same user look into this one, or into its forks. Raises OSError."""
    checked(libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0), "hiding its memory")


class Lifeline:
    """Tells a fork whether its parent lives, whose number means nothing in other namespaces."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()

    def hold(self) -> None:
        """Called by the parent: it holds this until it ends."""
        os.close(self._reading)

    def follow(self) -> None:
        """Called by the fork, which could not tell a parent that has died from one that lives if
        it held the parent's end."""
        os.close(self._writing)

    def is_cut(self) -> bool:
        """Whether the parent has ended, asked by the fork."""
        return bool(select.select([self._reading], [], [], 0)[0])


def checked(result: int, what: str) -> None:
    """Raises OSError, with `what` failed, if a call of the C library's has."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _write(name: str, text: str) -> None:
    """Into a file of /proc about this process."""
    with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
        file.write(text)
