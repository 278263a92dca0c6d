"""Memory in the place of a disk: in namespaces of its own a submission writes to bounded tmpfs."""

import ctypes
from collections.abc import Iterable

# As <linux/sched.h> and <sys/mount.h> number them.
_NEW_MOUNT_TABLE = 0x0002_0000  # CLONE_NEWNS
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS = 2, 4, 8


def mount_scratch(
    libc: ctypes.CDLL, folders: Iterable[str], most_bytes: int, most_files: int
) -> bool:
    """Mount one on each of the folders, with these bounds; whether the kernel allows it.

    It takes the right to mount, in this process's namespaces only, which it gives up later.
    """
    options = f"size={most_bytes},nr_inodes={most_files},mode=1777".encode()
    flags = ctypes.c_ulong(_NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)
    return all(
        libc.mount(b"tmpfs", path.encode(), b"tmpfs", flags, options) == 0 for path in folders
    )


def mount_scratch_under_bubblewrap(
    libc: ctypes.CDLL, folders: Iterable[str], most_bytes: int, most_files: int
) -> bool:
    """The same, where some systems leave no such right to bubblewrap's children.

    For a plain user bubblewrap's mount table is not this process's to change: it takes a new one.
    """
    if libc.unshare(_NEW_MOUNT_TABLE) != 0:
        return False
    return mount_scratch(libc, folders, most_bytes, most_files)
