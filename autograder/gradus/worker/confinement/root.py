"""The file system tree of a submission: Python, its packages, the submission, and nothing else.

It is made in a mount table of its own, from memory and what is mounted there a second time, to be
read only, with all that is mounted below; and then becomes the root, while the machine's tree goes.
See pivot_root(2), mount_setattr(2) and proc(5).
"""

import ctypes
import os
import platform
import struct
from typing import NamedTuple

from gradus.worker.confinement.landlock import READABLE_DEVICES
from gradus.worker.confinement.mounts import mount_scratch
from gradus.worker.confinement.namespaces import checked

SUBMISSION = "/submission"
TEMPORARY = "/tmp"

# As <sys/mount.h>, <asm/unistd.h> and <fcntl.h> number them.
_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_PROGRAMS = 1, 2, 4, 8
_BIND, _ALL_BELOW, _PRIVATE = 4096, 16384, 1 << 18
_DETACH = 2  # MNT_DETACH
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}  # the system call pivot_root
_MOUNT_SETATTR, _WORKING_FOLDER, _AND_BELOW = 442, -100, 0x8000

_MACHINE = "/machine"
"""Where the machine's own tree is while the new one is made."""

_OF_PROCESSES = b"hidepid=2,subset=pid"
"""Of /proc a process finds itself, and nothing of the kernel's settings and counts."""

_NEXT_TO_NOTHING = (4096, 1_000)
"""Bytes and files of a folder that only looks as if it could be written to. Python may lie in it,
for which it takes folders to mount that at."""

_STREAMS = {"fd": "", "stdin": "/0", "stdout": "/1", "stderr": "/2"}


class Layout(NamedTuple):
    """What of the machine is to be seen: the files and folders `bound`, at their own places.

    `links` are the symbolic links on the way to them, each with its target, and `folders` are empty
    ones in which workers may write.
    """

    bound: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    folders: tuple[str, ...]


def build(libc: ctypes.CDLL, layout: Layout, scratch: tuple[int, int] | None) -> None:
    """Make the tree of which `layout` tells, with the working folder as the submission, and go in.

    `scratch` says how many bytes and files there may be in each of its folders. The mount table
    and the namespace of processes must be this process's own. Raises OSError.
    """
    mask = os.umask(0o022)
    _pivot(libc)
    os.mkdir(SUBMISSION)
    _bind(libc, ".", SUBMISSION)
    for folder in {TEMPORARY, *layout.folders}:
        os.mkdir(folder)
    # Matplotlib insists on a folder that it could write to, though no worker may.
    _mount_scratch(libc, (TEMPORARY,), _NEXT_TO_NOTHING)
    for path, target in layout.links:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)
    for path in layout.bound:
        if os.path.exists(_MACHINE + path):
            _make_place(path, os.path.isdir(_MACHINE + path))
            _bind(libc, _MACHINE + path, path)
    _add_devices(libc)
    os.mkdir("/proc")
    guarded = _READ_ONLY | _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS
    _mount(libc, "proc", "/proc", guarded, _OF_PROCESSES)
    if scratch is not None:
        _mount_scratch(libc, layout.folders, scratch)
    os.chdir(SUBMISSION)
    checked(libc.umount2(_MACHINE.encode(), _DETACH), "leaving the machine's files")
    os.rmdir(_MACHINE)
    _restrict(libc, "/", guarded, 0)
    os.umask(mask)


def _pivot(libc: ctypes.CDLL) -> None:
    """Be in a new, empty tree, with the machine's in a folder of it."""
    # What is mounted in either table from now on is not seen in the other.
    _mount(libc, "none", "/", _ALL_BELOW | _PRIVATE)
    # Any folder would do, as nothing is written to what it covers: this one is always there.
    _mount(libc, "tmpfs", TEMPORARY, _NO_SETUID | _NO_DEVICES, b"mode=755")
    os.mkdir(TEMPORARY + _MACHINE)
    new, old = TEMPORARY.encode(), (TEMPORARY + _MACHINE).encode()
    number = _PIVOT_ROOT[platform.machine()]
    checked(libc.syscall(number, ctypes.c_char_p(new), ctypes.c_char_p(old)), "pivot_root")


def _add_devices(libc: ctypes.CDLL) -> None:
    """What may be read, and /dev/null. None is mounted so that more than these could be made."""
    os.mkdir("/dev")
    for path in READABLE_DEVICES:
        _make_place(path, False)
        flags = _READ_ONLY | _NO_SETUID | _NO_PROGRAMS
        _bind(libc, _MACHINE + path, path, flags)
    for name, number in _STREAMS.items():
        os.symlink(f"/proc/self/fd{number}", f"/dev/{name}")


def _make_place(path: str, is_folder: bool) -> None:
    """What something can be mounted on: a folder, or an empty file."""
    os.makedirs(path if is_folder else os.path.dirname(path), exist_ok=True)
    if not is_folder:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o444))


def _bind(
    libc: ctypes.CDLL,
    source: str,
    path: str,
    flags: int = _READ_ONLY | _NO_SETUID | _NO_DEVICES,
) -> None:
    """Mount `source` at `path`, with all that is mounted below it, everything with these flags."""
    _mount(libc, source, path, _BIND | _ALL_BELOW)
    _restrict(libc, path, flags, _AND_BELOW)


def _restrict(libc: ctypes.CDLL, path: str, flags: int, how: int) -> None:
    """Add `flags` to what is mounted there; those of mount(2) are those of mount_setattr(2)."""
    place, change = ctypes.c_char_p(path.encode()), struct.pack("=QQQQ", flags, 0, 0, 0)
    size, attributes = ctypes.c_size_t(len(change)), ctypes.c_char_p(change)
    result = libc.syscall(_MOUNT_SETATTR, _WORKING_FOLDER, place, how, attributes, size)
    checked(result, f"protecting {path}")


def _mount_scratch(libc: ctypes.CDLL, folders: tuple[str, ...], bounds: tuple[int, int]) -> None:
    if not mount_scratch(libc, folders, *bounds):
        checked(-1, f"mounting {' and '.join(folders)}")


def _mount(
    libc: ctypes.CDLL, source: str, path: str, flags: int, options: bytes | None = None
) -> None:
    kind = None if flags & (_BIND | _PRIVATE) else source.encode()
    result = libc.mount(source.encode(), path.encode(), kind, ctypes.c_ulong(flags), options)
    checked(result, f"mounting {path}")
