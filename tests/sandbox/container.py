"""Runs a command as in a container of Docker's: `container.py [OPTIONS] -- COMMAND…`.

With Docker's default capabilities, and a filter that refuses the system calls which Docker's
default profile refuses ("Seccomp security profiles for Docker", "Significant syscalls blocked by
the default profile"). Options: `--no-new-privileges` and `--cap-drop-all` as Docker has them;
`--tmpfs FOLDER` mounts an empty one there, noexec as Docker does; `--read-only` makes everything
else read-only. Exit code 125, as Docker's own, where this machine does not allow it.
"""

import argparse
import ctypes
import errno
import os
import platform
import struct
import sys
from pathlib import Path

CAPABILITIES = {
    "CHOWN": 0,
    "DAC_OVERRIDE": 1,
    "FOWNER": 3,
    "FSETID": 4,
    "KILL": 5,
    "SETGID": 6,
    "SETUID": 7,
    "SETPCAP": 8,
    "NET_BIND_SERVICE": 10,
    "NET_RAW": 13,
    "SYS_CHROOT": 18,
    "MKNOD": 27,
    "AUDIT_WRITE": 29,
    "SETFCAP": 31,
}
LAST_CAPABILITY = 40

REFUSED = {
    # name: numbers on x86_64 and aarch64
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "get_mempolicy": (239, 236),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioperm": (173, None),
    "iopl": (172, None),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "migrate_pages": (256, 238),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "set_mempolicy": (238, 237),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vhangup": (153, 58),
}
COLUMN = {"x86_64": 0, "aarch64": 1}[platform.machine()]
CLONE, CLONE3, SOCKET, PERSONALITY = ((56, 220), (435, 435), (41, 198), (135, 92))
NEW_NAMESPACES = 0x7E02_0000
VSOCK = 40
PERSONALITIES = (0x0, 0x8, 0x2_0000, 0x2_0008, 0xFFFF_FFFF)
NEWEST_KNOWN = 462

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, NOT_THERE = 0x7FFF_0000, 0x0005_0000 | errno.EPERM, 0x0005_0000 | errno.ENOSYS
FIRST_ARGUMENT = 16

UNSHARE_MOUNTS, UNSHARE_USERS = 0x0002_0000, 0x1000_0000
READ_ONLY, NO_SETUID, NO_DEVICES, NO_EXEC = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE = 32, 4096, 16384, 1 << 18

libc = ctypes.CDLL(None, use_errno=True)


def docker_filter():
    """The instructions of the filter, for this processor."""
    yield LOAD, 0, 0, 0
    for numbers in REFUSED.values():
        if numbers[COLUMN] is not None:
            yield EQUAL, 0, 1, numbers[COLUMN]
            yield RETURN, 0, 0, REFUSE
    yield EQUAL, 0, 1, CLONE3[COLUMN]
    yield RETURN, 0, 0, NOT_THERE
    yield AT_LEAST, 0, 1, NEWEST_KNOWN
    yield RETURN, 0, 0, REFUSE
    yield EQUAL, 0, 4, CLONE[COLUMN]
    yield LOAD, 0, 0, FIRST_ARGUMENT
    yield ANY_BIT, 0, 1, NEW_NAMESPACES
    yield RETURN, 0, 0, REFUSE
    yield RETURN, 0, 0, ALLOW
    yield EQUAL, 0, 4, SOCKET[COLUMN]
    yield LOAD, 0, 0, FIRST_ARGUMENT
    yield EQUAL, 0, 1, VSOCK
    yield RETURN, 0, 0, REFUSE
    yield RETURN, 0, 0, ALLOW
    yield EQUAL, 0, 2 + 2 * len(PERSONALITIES), PERSONALITY[COLUMN]
    yield LOAD, 0, 0, FIRST_ARGUMENT
    for value in PERSONALITIES:
        yield EQUAL, 0, 1, value
        yield RETURN, 0, 0, ALLOW
    yield RETURN, 0, 0, REFUSE
    yield RETURN, 0, 0, ALLOW


def install_filter():
    code = b"".join(struct.pack("=HBBI", *each) for each in docker_filter())
    kept = ctypes.create_string_buffer(code)
    program = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(kept))
    checked(libc.prctl(22, 2, ctypes.c_char_p(program), 0, 0))


def keep_capabilities(kept):
    """Of root's capabilities only those of Docker's, also in programs that it runs."""
    for number in range(LAST_CAPABILITY + 1):
        if number not in kept:
            checked(libc.prctl(24, number, 0, 0, 0))
    mask = sum(1 << number for number in kept)
    header = ctypes.c_char_p(struct.pack("=Ii", 0x2008_0522, 0))
    sets = ctypes.c_char_p(struct.pack("=IIIIII", mask, mask, 0, 0, 0, 0))
    checked(libc.syscall({"x86_64": 126, "aarch64": 91}[platform.machine()], header, sets))


def mount(source, target, kind, flags):
    texts = (text.encode() if text is not None else None for text in (source, target, kind))
    checked(libc.mount(*texts, ctypes.c_ulong(flags), None))


def arrange_files(tmpfs, read_only):
    """A mount table of its own, in which the root is read-only and `tmpfs` is not."""
    if os.geteuid() == 0:
        checked(libc.unshare(UNSHARE_MOUNTS))
    else:
        me = os.geteuid()
        checked(libc.unshare(UNSHARE_MOUNTS | UNSHARE_USERS))
        Path("/proc/self/uid_map").write_text(f"{me} {me} 1", "ascii")
    mount(None, "/", None, RECURSIVE | PRIVATE)
    if read_only:
        mount("/", "/", None, BIND)
        os.chdir(Path.cwd())  # To be in the new mount, not below it.
        mount(None, "/", None, REMOUNT | BIND | READ_ONLY)
    if tmpfs:
        mount("tmpfs", tmpfs, "tmpfs", NO_SETUID | NO_DEVICES | NO_EXEC)


def checked(result):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-new-privileges", action="store_true")
    parser.add_argument("--cap-drop-all", action="store_true")
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--tmpfs")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    root = os.geteuid() == 0
    try:
        if asked.read_only or asked.tmpfs:
            arrange_files(asked.tmpfs, asked.read_only)
        if asked.no_new_privileges or not root:
            checked(libc.prctl(38, 1, 0, 0, 0))
        install_filter()
        if root:
            keep_capabilities(() if asked.cap_drop_all else CAPABILITIES.values())
    except OSError as error:
        print(f"no container can be made here: {error}", file=sys.stderr)
        sys.exit(125)
    os.execv(asked.command[0], asked.command)


if __name__ == "__main__":
    main()
