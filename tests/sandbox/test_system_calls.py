"""The filter of system calls on each processor, also on those that this machine is not."""

import ctypes
import ctypes.util
import struct
from collections.abc import Iterator

import pytest

from gradus.worker.confinement import seccomp
from gradus.worker.confinement.syscalls import NUMBERS, NUMBERS_OF_TEMPLATES, PROCESSORS

ALLOWED, REFUSED, UNKNOWN, DEADLY = 0x7FFF_0000, 0x0005_0001, 0x0005_0026, 0x8000_0000
DONE, UNSUPPORTED = 0x0005_0000, 0x0005_005F
AUDIT = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
"""How the kernel names them to a filter: see linux/audit.h."""

MYSELF, ANOTHER = 4711, 1

JUDGED = [
    ("read", (9, 0, 0), ALLOWED),
    ("futex", (0, 0, 0), ALLOWED),
    ("clone", (0x3D0F00, 0, 0), ALLOWED),  # a thread
    ("clone", (0x1200011, 0, 0), REFUSED),  # a fork
    ("clone3", (0, 0, 0), UNKNOWN),
    ("kill", (MYSELF, 9, 0), ALLOWED),
    ("kill", (ANOTHER, 9, 0), REFUSED),
    ("kill", (ANOTHER, MYSELF, 0), REFUSED),
    ("tgkill", (MYSELF, 1, 9), ALLOWED),
    ("tgkill", (ANOTHER, MYSELF, 9), REFUSED),
    ("prlimit64", (0, 7, 0), ALLOWED),
    ("prlimit64", (ANOTHER, 0, 0), REFUSED),
    ("prctl", (15, 0, 0), ALLOWED),  # a thread's name
    ("prctl", (4, 15, 0), REFUSED),  # may it be traced?
    ("ioctl", (1, 0x5401, 0), ALLOWED),  # is it a terminal?
    ("ioctl", (0x5401, 0x5412, 0), REFUSED),  # type into the terminal
    ("fcntl", (9, 0, 0), ALLOWED),  # a copy of a descriptor
    ("fcntl", (9, 1030, 0), ALLOWED),
    ("fcntl", (9, 4, 0), REFUSED),  # flags anew
    ("openat", (9, 0, 0o2000000), ALLOWED),
    ("openat", (9, 0, 0o10000), REFUSED),  # each writing waits for the disk
    ("openat", (9, 0, 0o4010001), REFUSED),
    ("madvise", (0, 4096, 14), ALLOWED),  # large pages, for which NumPy asks
    ("madvise", (0, 4096, 21), REFUSED),  # out of memory, to the disk
    *(
        ("fcntl", (descriptor, 8, ANOTHER), REFUSED) for descriptor in range(10)
    ),  # its signals' owner
    ("openat", (3, 4, 0x0), ALLOWED),  # to be read
    ("openat", (3, 4, 0x241), ALLOWED),  # to be written anew
    ("openat", (3, 4, 0x200), REFUSED),  # to be read, and emptied
    ("openat", (0x200, 0x200, 0x80202), ALLOWED),
    ("openat", (1, 1, 0x80200), REFUSED),
    ("renameat2", (1, 2, 3, 4, 0), ALLOWED),
    ("renameat2", (1, 2, 3, 4, 1), ALLOWED),  # not over another
    ("renameat2", (1, 2, 3, 4, 2), REFUSED),  # each in the other's place
    ("renameat2", (1, 2, 3, 4, 4), REFUSED),  # and a device is left behind
    ("fchmodat", (1, 2, 0o777), DONE),
    ("utimensat", (1, 2, 3), DONE),
    ("flistxattr", (1, 2, 3), UNSUPPORTED),
    *(("fcntl", (descriptor, 1031, 2**20), REFUSED) for descriptor in range(10)),  # a pipe's size
]


DIRECTLY = {"x86_64": 0o40000, "aarch64": 0o200000}
"""What reads past memory, from the disk itself."""


@pytest.fixture(params=PROCESSORS)
def processor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One whose filter is assembled, whatever this machine is."""
    monkeypatch.setattr("platform.machine", lambda: request.param)
    forget()
    yield request.param
    forget()


def forget() -> None:
    """Have filters assembled again."""
    for each in (seccomp._for_workers, seccomp.for_template):
        each.cache_clear()


def test_numbers_are_those_of_libseccomp(processor: str) -> None:
    library = ctypes.util.find_library("seccomp")
    if library is None:
        pytest.skip("libseccomp, whose table is compared with ours, is not installed")
    resolve = ctypes.CDLL(library).seccomp_syscall_resolve_name_arch
    column = PROCESSORS.index(processor)
    for name, numbers in {**NUMBERS, **NUMBERS_OF_TEMPLATES}.items():
        theirs = resolve(ctypes.c_uint32(AUDIT[processor]), name.encode())
        # Below -1: a call that this processor does not have. -1: the library does not know it yet.
        if theirs != -1:
            assert (name, numbers[column]) == (name, theirs if theirs >= 0 else None)


@pytest.mark.parametrize(("name", "arguments", "fate"), JUDGED)
def test_a_call_is_judged_by_its_arguments(
    processor: str, name: str, arguments: tuple[int, ...], fate: int
) -> None:
    number = NUMBERS[name][PROCESSORS.index(processor)]
    assert number is not None
    assert decided(AUDIT[processor], number, arguments) == fate


def test_no_file_is_read_past_memory(processor: str) -> None:
    number = NUMBERS["openat"][PROCESSORS.index(processor)]
    assert number is not None
    assert decided(AUDIT[processor], number, (0, 0, DIRECTLY[processor])) == REFUSED


def test_what_is_not_on_the_list_is_refused(processor: str) -> None:
    known = {numbers[PROCESSORS.index(processor)] for numbers in NUMBERS.values()}
    for number in set(range(600)) - known:
        assert decided(AUDIT[processor], number, (0, 0, 0)) == REFUSED


def test_calls_of_another_processor_are_deadly(processor: str) -> None:
    (other,) = {*AUDIT.values()} - {AUDIT[processor]}
    assert decided(other, 0, (0, 0, 0)) == DEADLY
    # Numbers of the 32 bit kind of x86_64 would mean other calls.
    assert decided(AUDIT[processor], 0x4000_0000, (0, 0, 0)) == UNKNOWN


OF_A_TEMPLATE = [
    ("clone", (0x1200011, 0, 0), ALLOWED),  # a fork
    ("clone", (0x10000011, 0, 0), REFUSED),  # one in a namespace of users of its own
    ("kill", (ANOTHER, 9, 0), ALLOWED),  # its forks, whose numbers nobody knows yet
    ("recvmsg", (0, 0, 0), ALLOWED),
    ("prctl", (22, 2, 0), ALLOWED),  # the filter of a worker
    ("prctl", (4, 15, 0), REFUSED),
    ("prlimit64", (ANOTHER, 0, 0), REFUSED),
]


@pytest.mark.parametrize(("name", "arguments", "fate"), OF_A_TEMPLATE)
def test_a_template_may_fork_besides(
    processor: str, name: str, arguments: tuple[int, ...], fate: int
) -> None:
    number = {**NUMBERS, **NUMBERS_OF_TEMPLATES}[name][PROCESSORS.index(processor)]
    assert number is not None
    assert decided(AUDIT[processor], number, arguments, seccomp.for_template()) == fate


def test_a_template_may_do_all_that_its_workers_may(processor: str) -> None:
    """They have its filter below their own."""
    program = seccomp.for_template()
    for name, numbers in NUMBERS.items():
        number = numbers[PROCESSORS.index(processor)]
        tried = [arguments for judged, arguments, _ in JUDGED if judged == name] or [(0, 0, 0)]
        if number is None:
            continue
        for arguments in tried:
            if decided(AUDIT[processor], number, arguments) == ALLOWED:
                assert decided(AUDIT[processor], number, arguments, program) == ALLOWED, name
    known = {*NUMBERS.values(), *NUMBERS_OF_TEMPLATES.values()}
    for number in set(range(600)) - {each[PROCESSORS.index(processor)] for each in known}:
        assert decided(AUDIT[processor], number, (0, 0, 0), program) == REFUSED


def decided(
    architecture: int, number: int, arguments: tuple[int, ...], filter_: bytes = b""
) -> int:
    """What a filter, by default a worker's, says of a call.

    It is what we use of the kernel's machine for it.
    """
    data = struct.pack("=IIQ6Q", number, architecture, 0, *(*arguments, 0, 0, 0)[:6])
    compare = {
        0x15: lambda loaded, constant: loaded == constant,
        0x25: lambda loaded, constant: loaded > constant,
        0x35: lambda loaded, constant: loaded >= constant,
        0x45: lambda loaded, constant: bool(loaded & constant),
    }
    program = list(struct.iter_unpack("=HBBI", filter_ or seccomp.for_worker(MYSELF)))
    place = loaded = 0
    while True:
        operation, yes, no, constant = program[place]
        place += 1
        if operation == 0x06:
            return int(constant)
        if operation == 0x20:
            (loaded,) = struct.unpack_from("=I", data, constant)
        elif operation == 0x54:
            loaded &= constant
        else:
            place += yes if compare[operation](loaded, constant) else no
