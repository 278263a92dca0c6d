"""Which system calls a confined worker may make: a filter that the kernel runs before each.

A list of what is allowed, not of what is forbidden: a call that a future kernel adds is refused.
See seccomp(2), and `Documentation/userspace-api/seccomp_filter.rst` in the Linux sources.
"""

import ctypes
import platform
import struct
from collections.abc import Iterable, Iterator
from functools import cache

from gradus.worker.confinement.syscalls import NUMBERS, PROCESSORS

_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF_0000, 0x8000_0000, 0x0005_0000
_REFUSE, _UNKNOWN = _ERRNO | 1, _ERRNO | 38  # EPERM, ENOSYS

_LOAD, _IF_EQUAL, _IF_ABOVE, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x25, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_X32 = 0x4000_0000

_SET_SECCOMP, _FILTER, _IS_AVAILABLE = 22, 2, 2
_THREAD_OF_GLIBC, _THREAD_OF_MUSL = 0x003D_0F00, 0x007D_0F00

_ITSELF = 0x7FFF_FFFE
"""Stands for the number of the process that the filter is for."""

_CONDITIONS = {
    "clone": (0, (_THREAD_OF_GLIBC, _THREAD_OF_MUSL)),
    "kill": (0, (_ITSELF,)),
    "tgkill": (0, (_ITSELF,)),
    "prlimit64": (0, (0, _ITSELF)),
    "prctl": (0, (15, 16, 0x5356_4D41)),  # names of threads and of pieces of memory
    "ioctl": (1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),  # is it a terminal, and such
    "fcntl": (1, (0, 1, 2, 3, 4, 1030)),  # copies and flags of descriptors
    "preadv2": (5, (0,)),  # as preadv: a flag tells whether the page is in memory already
    "pwritev2": (5, (0,)),
}
"""By system call: which argument is looked at, and the values it may have."""

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


def restrict(libc: ctypes.CDLL, pid: int) -> None:
    """Let this process, whose id is `pid`, make the calls on the list from now on, and no other.

    It must have given up new privileges before. Raises OSError.
    """
    program = assembled().replace(_number(_ITSELF), _number(pid))
    code = ctypes.create_string_buffer(program)
    filter_ = struct.pack("@HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    if libc.prctl(_SET_SECCOMP, _FILTER, ctypes.c_char_p(filter_), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel refused the filter of system calls")


@cache
def assembled() -> bytes:
    """The filter's code. A template calls this once, and its forks find it made."""
    return b"".join(struct.pack("=HBBI", *each) for each in _filter(platform.machine()))


def _number(value: int) -> bytes:
    return struct.pack("=I", value)


def _filter(machine: str) -> Iterator[_Instruction]:
    column = PROCESSORS.index(machine)
    yield _LOAD, 0, 0, _ARCHITECTURE_AT
    yield _IF_EQUAL, 1, 0, _ARCHITECTURES[machine]
    yield _RETURN, 0, 0, _KILL_PROCESS
    yield _LOAD, 0, 0, _NUMBER_AT
    yield _IF_AT_LEAST, 0, 1, _X32
    yield _RETURN, 0, 0, _UNKNOWN
    known = ((numbers[column], name) for name, numbers in NUMBERS.items())
    calls = sorted((number, name) for number, name in known if number is not None)
    for start in range(0, len(calls), _TOGETHER):
        together = calls[start : start + _TOGETHER]
        block = list(_decided(together))
        yield _IF_ABOVE, len(block), 0, together[-1][0]
        yield from block
    yield _RETURN, 0, 0, _REFUSE


def _decided(calls: list[tuple[int, str]]) -> Iterator[_Instruction]:
    """What becomes of these calls, and of those in between, whose number is loaded."""
    for number, name in calls:
        if name in _CONDITIONS:
            argument, values = _CONDITIONS[name]
            block = list(_one_of(argument, values))
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


def _number_of_seccomp() -> int:
    return 317 if platform.machine() == "x86_64" else 277
