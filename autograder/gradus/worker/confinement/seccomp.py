"""Which system calls a confined process may make: a filter that the kernel runs before each.

A list of what is allowed, not of what is forbidden: a call that a future kernel adds is refused.
See seccomp(2), and `Documentation/userspace-api/seccomp_filter.rst` in the Linux sources.
"""

import ctypes
import platform
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from gradus.worker.confinement.syscalls import NUMBERS, NUMBERS_OF_TEMPLATES, PROCESSORS, Numbers

# SECCOMP_RET_* of <linux/seccomp.h>.
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF_0000, 0x8000_0000, 0x0005_0000
_REFUSE, _UNKNOWN = _ERRNO | 1, _ERRNO | 38  # EPERM, ENOSYS

_DONE, _UNSUPPORTED = _ERRNO | 0, _ERRNO | 95  # said to be done; EOPNOTSUPP

# Instructions of <linux/bpf_common.h>, and places in struct seccomp_data.
_LOAD, _IF_EQUAL, _IF_ABOVE, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x25, 0x35, 0x06
_AND, _IF_ANY_BIT = 0x54, 0x45
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}  # AUDIT_ARCH_*
_X32 = 0x4000_0000  # __X32_SYSCALL_BIT

# Of <linux/prctl.h> and <linux/seccomp.h>; and what the C libraries pass to clone(2).
_SET_SECCOMP, _FILTER, _IS_AVAILABLE = 22, 2, 2
_THREAD_OF_GLIBC, _THREAD_OF_MUSL = 0x003D_0F00, 0x007D_0F00
_FORK_OF_GLIBC, _FORK_OF_MUSL = 0x0120_0011, 0x11
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

_ITSELF = 0x7FFF_FFFE
"""Stands for the number of the process that the filter is for."""

_Conditions = Mapping[str, tuple[int, tuple[int, ...]]]

_CONDITIONS: _Conditions = {
    "clone": (0, (_THREAD_OF_GLIBC, _THREAD_OF_MUSL)),
    "kill": (0, (_ITSELF,)),
    "tgkill": (0, (_ITSELF,)),
    "prlimit64": (0, (0,)),
    "prctl": (0, (15, 16, 0x5356_4D41)),  # names of threads and of pieces of memory
    "ioctl": (1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),  # is it a terminal, and such
    "fcntl": (1, (0, 1, 2, 3, 1030)),  # copies of descriptors; no flags anew, as for `open`
    "madvise": (2, (*range(5), 8, *range(14, 20), 102, 103)),  # not: out of memory, to the disk
    "preadv2": (5, (0,)),  # as preadv: a flag tells whether the page is in memory already
    "pwritev2": (5, (0,)),
    "renameat2": (4, (0, 1)),  # with another flag it leaves a device behind
}
"""By system call: which argument is looked at, and the values it may have."""

_REFUSED_FLAGS = {
    "x86_64": 0o40000 | 0o10000 | 0o4000000,
    "aarch64": 0o200000 | 0o10000 | 0o4000000,
}
"""O_DIRECT, O_DSYNC and O_SYNC: each reading or writing waits for the disk itself then, which takes
hardly any computing time, and is told from a slow disk by nothing."""

_OPENED_AT = {"open": 1, "openat": 2}
"""Which argument tells how a file is opened."""

_TRUNCATE, _ACCESS = 0x200, 0x3
"""How nothing is opened: to be read and emptied at once, which Landlock forbids from Linux 6.2 on
only."""

_MODES_AND_TIMES = ("chmod", "fchmod", "fchmodat", "fchmodat2", *("utime", "utimes"))
_ANSWERED: Mapping[str, int] = {
    **dict.fromkeys((*_MODES_AND_TIMES, "futimesat", "utimensat"), _DONE),
    # What is thrown away need not reach the disk, and nobody is to sleep for it.
    **dict.fromkeys(("fsync", "fdatasync", "msync"), _DONE),
    # shutil.copy2 then does without; it would take a refusal for a fault.
    **dict.fromkeys(("listxattr", "llistxattr", "flistxattr"), _UNSUPPORTED),
}
"""Calls that are answered without effect: a worker that sets a mode need not fail."""

_CONDITIONS_OF_TEMPLATES: _Conditions = {
    "clone": (0, (*_CONDITIONS["clone"][1], _FORK_OF_GLIBC, _FORK_OF_MUSL)),
    "prlimit64": (0, (0,)),
    "prctl": (0, (*_CONDITIONS["prctl"][1], _DIE_WITH_PARENT, _SET_SECCOMP)),
    "ioctl": _CONDITIONS["ioctl"],
    "fcntl": _CONDITIONS["fcntl"],
    "renameat2": _CONDITIONS["renameat2"],
}
"""The same, for the template of a submission, whose filter its workers have too, below their own.

It ends its forks, whose numbers nobody knows yet: so signals are left to them.
"""

_TOGETHER = 12
"""Calls by number in groups of so many, to be skipped as one: the kernel tries the filter on every
number there is when it is installed, which is for every fork."""

_UNSEEN = ("clone3",)
"""Their arguments are in memory, where a filter cannot look. The C library then does without."""

_Instruction = tuple[int, int, int, int]
"""Operation, jump if true, jump if false, constant."""


def available() -> bool:
    """Whether this kernel filters system calls, on a processor whose numbers we know."""
    action = ctypes.c_uint32(_ERRNO)
    known = platform.machine() in PROCESSORS
    return (
        known
        and ctypes.CDLL(None).syscall(_number_of_seccomp(), _IS_AVAILABLE, 0, ctypes.byref(action))
        == 0
    )


def assemble() -> None:
    """Make the filters, for the forks of a template to find them made."""
    _for_workers()
    for_template()


def for_worker(pid: int) -> bytes:
    """The filter of the worker whose id is `pid`."""
    return _for_workers().replace(_number(_ITSELF), _number(pid))


@cache
def for_template() -> bytes:
    """The filter of a submission's template, which allows all that a worker's does."""
    # It opens the folders that a worker has closed, to remove them.
    answered = {name: code for name, code in _ANSWERED.items() if name != "fchmodat"}
    return _assembled({**NUMBERS, **NUMBERS_OF_TEMPLATES}, _CONDITIONS_OF_TEMPLATES, answered)


def restrict(libc: ctypes.CDLL, program: bytes) -> None:
    """Let this process make the calls that the filter `program` allows, and no other.

    It must have given up new privileges before. Raises OSError.
    """
    code = ctypes.create_string_buffer(program)
    filter_ = struct.pack("@HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    if libc.prctl(_SET_SECCOMP, _FILTER, ctypes.c_char_p(filter_), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel refused the filter of system calls")


@cache
def _for_workers() -> bytes:
    return _assembled(NUMBERS, _CONDITIONS, _ANSWERED)


def _assembled(
    numbers: Numbers, conditions: _Conditions, answered: Mapping[str, int] = _ANSWERED
) -> bytes:
    instructions = _filter(numbers, conditions, platform.machine(), answered)
    return b"".join(struct.pack("=HBBI", *each) for each in instructions)


def _number(value: int) -> bytes:
    return struct.pack("=I", value)


def _filter(
    numbers: Numbers,
    conditions: _Conditions,
    machine: str,
    answered: Mapping[str, int] = _ANSWERED,
) -> Iterator[_Instruction]:
    column = PROCESSORS.index(machine)
    yield _LOAD, 0, 0, _ARCHITECTURE_AT
    yield _IF_EQUAL, 1, 0, _ARCHITECTURES[machine]
    yield _RETURN, 0, 0, _KILL_PROCESS
    yield _LOAD, 0, 0, _NUMBER_AT
    yield _IF_AT_LEAST, 0, 1, _X32
    yield _RETURN, 0, 0, _UNKNOWN
    known = ((each[column], name) for name, each in numbers.items())
    calls = sorted((number, name) for number, name in known if number is not None)
    for start in range(0, len(calls), _TOGETHER):
        together = calls[start : start + _TOGETHER]
        block = list(_decided(together, conditions, answered, _REFUSED_FLAGS[machine]))
        yield _IF_ABOVE, len(block), 0, together[-1][0]
        yield from block
    yield _RETURN, 0, 0, _REFUSE


def _decided(
    calls: list[tuple[int, str]],
    conditions: _Conditions,
    answered: Mapping[str, int],
    flags: int,
) -> Iterator[_Instruction]:
    """What becomes of these calls, and of those in between, whose number is loaded."""
    for number, name in calls:
        if name in conditions:
            argument, values = conditions[name]
            block = list(_one_of(argument, values))
        elif name in _OPENED_AT:
            block = list(_opened(_OPENED_AT[name], flags))
        elif name in answered:
            block = [(_RETURN, 0, 0, answered[name])]
        else:
            block = [(_RETURN, 0, 0, _UNKNOWN if name in _UNSEEN else _ALLOW)]
        yield _IF_EQUAL, 0, len(block), number
        yield from block
    yield _RETURN, 0, 0, _REFUSE


def _one_of(argument: int, values: Iterable[int]) -> Iterator[_Instruction]:
    """Allow the call if the low half of its argument is one of `values`."""
    yield _LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument
    for value in values:
        yield _IF_EQUAL, 0, 1, value
        yield _RETURN, 0, 0, _ALLOW
    yield _RETURN, 0, 0, _REFUSE


def _opened(argument: int, bits: int) -> Iterator[_Instruction]:
    """Allow the call if the low half of its argument has none of `bits`, and empties nothing that
    is to be read."""
    yield _LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument
    yield _IF_ANY_BIT, 0, 1, bits
    yield _RETURN, 0, 0, _REFUSE
    yield _AND, 0, 0, _TRUNCATE | _ACCESS
    yield _IF_EQUAL, 0, 1, _TRUNCATE
    yield _RETURN, 0, 0, _REFUSE
    yield _RETURN, 0, 0, _ALLOW


def _number_of_seccomp() -> int:
    return 317 if platform.machine() == "x86_64" else 277
