"""Reading leaves no trace: for a template and its forks the access times of all files stand still.

A library's file that one worker has read could else tell another one of it, a bit a file.
"""

import ctypes
import struct

# As <linux/sched.h>, <asm/unistd.h>, <fcntl.h> and <linux/mount.h> number them.
_NEW_MOUNT_TABLE = 0x0002_0000  # CLONE_NEWNS
_MOUNT_SETATTR, _WORKING_FOLDER, _ALL_BELOW = 442, -100, 0x8000
_NO_ACCESS_TIMES, _HOW_ACCESS_TIMES = 0x10, 0x70


def leave_as_they_are(libc: ctypes.CDLL) -> bool:
    """Try it, in a mount table of this process's own; whether the kernel allows it.

    It takes Linux 5.12 and the right to mount, which root has outside of most containers. See
    mount_setattr(2).
    """
    if libc.unshare(_NEW_MOUNT_TABLE) != 0:
        return False
    attributes = struct.pack("=QQQQ", _NO_ACCESS_TIMES, _HOW_ACCESS_TIMES, 0, 0)
    root, change = ctypes.c_char_p(b"/"), ctypes.c_char_p(attributes)
    size = ctypes.c_size_t(len(attributes))
    changed = libc.syscall(_MOUNT_SETATTR, _WORKING_FOLDER, root, _ALL_BELOW, change, size)
    return bool(changed == 0)
