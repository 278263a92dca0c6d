"""Which files a confined worker may read: a rule set that the kernel keeps for this process.

Nothing outside the list can be read, nothing written but /dev/null and below a folder of its own,
where no link, device or socket can be made. No TCP port can be bound or reached, no abstract socket
connected and no signal sent to the outside, as far as the kernel's version of Landlock goes. See
landlock(7).
"""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

# As <asm/unistd.h> and <linux/landlock.h> number them.
_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_MOVE, _TRUNCATE = 1 << 13, 1 << 14
_OWN = (
    *(_READ_FILE, _READ_DIR, _WRITE_FILE, _REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG),
    *(_MOVE, _TRUNCATE),
)
"""What may be done in a folder of one's own, where the version knows it."""

# By version: how many rights it knows on files, on TCP ports, and on what is outside.
_KEEP_TO_ITSELF = {1: (13, 0, 0), 2: (14, 0, 0), 3: (15, 0, 0), 4: (15, 2, 0), 5: (16, 2, 0)}
_FROM_6 = (16, 2, 2)

NEWEST = 8
"""The newest version that this was written for; 7 and 8 know no further rights."""

READABLE_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


def version(libc: ctypes.CDLL) -> int:
    """The kernel's version of Landlock; 0 where there is none."""
    return max(0, int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))


def restrict(libc: ctypes.CDLL, readable: Iterable[str], writable: Iterable[str] = ()) -> None:
    """Let this process read what is at and below the paths, and keep it from everything else.

    Below those in `writable` it may also make, change and remove files and folders. Called again,
    it leaves what both times allow. New privileges must have been given up before. Raises OSError.
    """
    rules = [(path, _READ_FILE | _READ_DIR) for path in readable]
    rules += [(path, _READ_FILE) for path in READABLE_DEVICES]
    _restrict(libc, [*rules, *((path, sum(_OWN)) for path in writable)])


def in_few_words(readable: Iterable[str], folder: str, closed: Iterable[str]) -> tuple[str, ...]:
    """The top folders of `folder` and what is `readable`, whose paths have no links in them.

    Said after `restrict`, they allow nothing anew. What lies below the same one as a folder in
    `closed` is named itself.
    """
    # Following the links of all that is readable would take longer than all else here.
    paths = (*readable, *READABLE_DEVICES, os.path.realpath(folder))
    apart = {_top(os.path.realpath(path)) for path in closed}
    return tuple(sorted({path if _top(path) in apart else _top(path) for path in paths}))


def narrow(libc: ctypes.CDLL, readable: Iterable[str], own: str) -> None:
    """Leave a process that `restrict` has been called for `readable`, and `own` to write to.

    It is said for each worker, so in few words. Raises OSError.
    """
    rules = [(path, _READ_FILE | _READ_DIR) for path in readable]
    _restrict(libc, [*rules, (own, sum(_OWN))])


def _top(path: str) -> str:
    return "/" + path.split("/", 2)[1]


def _restrict(libc: ctypes.CDLL, rules: Iterable[tuple[str, int]]) -> None:
    """Keep this process to these paths, each with rights, and /dev/null to write to."""
    files, ports, scopes = _KEEP_TO_ITSELF.get(version(libc), _FROM_6)
    handled = struct.pack("=QQQ", *((1 << count) - 1 for count in (files, ports, scopes)))
    size = 24 if scopes else 16 if ports else 8
    rule_set = _checked(libc.syscall(_CREATE, ctypes.c_char_p(handled), ctypes.c_size_t(size), 0))
    try:
        for path, rights in (*rules, (os.devnull, _WRITE_FILE | _READ_FILE)):
            _allow(libc, rule_set, path, rights & ((1 << files) - 1))
        _checked(libc.syscall(_RESTRICT_SELF, rule_set, 0))
    finally:
        os.close(rule_set)


def _allow(libc: ctypes.CDLL, rule_set: int, path: str, rights: int) -> None:
    """Allow `rights` at and below `path`; what is not there needs no rule."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= ~_READ_DIR
        rule = struct.pack("=Qi", rights, place)
        _checked(libc.syscall(_ADD_RULE, rule_set, _PATH_BENEATH, ctypes.c_char_p(rule), 0))
    finally:
        os.close(place)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return result
