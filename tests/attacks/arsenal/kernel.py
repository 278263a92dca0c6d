"""Asking the kernel for rights, worlds and machinery of one's own."""

from attacks.arsenal.attack import Attack


def _calls(name: str, hope: str, *calls: str) -> Attack:
    """System calls by their numbers on x86_64, each of which would tell that it works."""
    calls_ = ", ".join(f"({call},)" for call in calls)
    source = f"""
B = ctypes.create_string_buffer(4096)
def attack(): each(lambda call: tell(call, system_call(*call)), {calls_})
"""
    return Attack(name, hope, source)


attacks = (
    _calls(
        "namespaces",
        "a world in which one is root",
        *(f"272, {flag}" for flag in ("0x10000000", "0x20000", "0x40000000", "0x10020000")),
        *("308, 0, 0", "435, B, 88"),
    ),
    _calls(
        "mounts",
        "folders in places where they do not belong",
        "165, b'tmpfs', b'/tmp', b'tmpfs', 0, 0",
        "165, b'/', b'/tmp', 0, 4096, 0",
        "166, b'/proc', 2",
        "155, b'.', b'.'",
        "161, b'.'",
        "428, -100, b'/', 1",
        "430, b'tmpfs', 0",
        "442, -100, b'/', 0, B, 32",
    ),
    _calls(
        "io-uring",
        "calls that no filter sees",
        "425, 8, B",
        "426, 3, 1, 0, 0, 0",
        "427, 3, 0, 0, 0",
    ),
    _calls(
        "programs-of-the-kernel", "code inside the kernel", "321, 5, B, 72", "298, B, 0, -1, -1, 0"
    ),
    _calls(
        "keys",
        "keys of whoever runs the grader",
        "248, b'user', b'x', b'x', 1, -4",
        "250, 0, -4, 1",
    ),
    _calls(
        "modules", "code for the kernel", "175, B, 10, b''", "313, 0, b'', 0", "246, 0, 0, 0, 0"
    ),
    _calls("faults", "a slow page, for a race", "323, 0", "323, 1", "425, 1, B"),
    _calls(
        "personality", "a process without random addresses", "135, 0x0040000", "135, 0xffffffff"
    ),
    _calls(
        "becoming-root",
        "another user",
        *("105, 0", "106, 0", "117, 0, 0, 0", "119, 0, 0, 0", "113, 0, 0", "116, 0, 0", "122, 0"),
        "126, b'\\x22\\x05\\x08\\x20' + bytes(4), b'\\xff' * 24",
    ),
    _calls(
        "undoing-its-confinement",
        "rights that were given up",
        *("157, 38, 0, 0, 0, 0", "157, 1, 0, 0, 0, 0", "157, 4, 1, 0, 0, 0", "157, 22, 0, 0, 0, 0"),
        *(
            "157, 47, 2, 0, 0, 0",
            "157, 8, 1, 0, 0, 0",
            "157, 28, 0, 0, 0, 0",
            "157, 36, 1, 0, 0, 0",
        ),
        *("317, 1, 0, B", "444, B, 8, 0", "445, 3, 1, B, 0", "446, 3, 0"),
        *(f"160, {limit}, b'\\xff' * 16" for limit in (0, 4, 6, 7, 9)),
        *(f"302, 0, {limit}, b'\\xff' * 16, 0" for limit in (0, 1, 7, 9)),
        "302, PLACES['judge'], 7, bytes(16), 0",
        "302, os.getppid(), 0, bytes(16), 0",
    ),
    _calls(
        "the-machine-s-settings",
        "another name, another time, another log",
        *(
            "170, B, 3",
            "171, B, 3",
            "164, B, 0",
            "227, 0, B",
            "159, B",
            "305, 0, B",
            "103, 5, 0, 0",
        ),
        *("172, 3", "173, 0, 10, 1", "163, 0", "153", "167, b'/x', 0", "179, 0x800002, 0, 0, B"),
    ),
    _calls(
        "watching-files",
        "who else is here, and what they read",
        *("253", "294, 0", "300, 0, 0", "212, 1, B, 10", "18446744073709551615"),
    ),
    Attack(
        "numbers-of-another-kind",
        "the same calls under x32's numbers",
        """
        def attack():
            for number in (39, 57, 59, 41, 101, 310, 321, 520, 521):
                each(lambda number: tell(number, system_call(0x40000000 | number, 0, 0, 0)), number)
        """,
    ),
    Attack(
        "every-other-call",
        "a system call that somebody has forgotten",
        """
        # What a worker needs, also for its scratch; what would end it (uprobes kill who is none) is
        # not tried either.
        NEEDED = {*range(0, 41), 56, 60, 61, 62, 63, 72, 77, 79, *range(80, 86), 87, 89, 95, 96, 97, 98, 99, 100, 102,
                  104, 107, 108, 110, 111, 115, 118, 120, 121, 124, 127, 128, 130, 131, 137, 138, 143,
                  145, 157, 158, 160, 186, 194, 195, 196, 201, 202, 204, 217, 218, 219, 228, 229, 230, 231, 232, 233,
                  234, 247, 257, 258, 262, 263, 264, 267, 269, 270, 271, 273, 274, 281, 290, 291, 292, 293, 295, 296,
                  302, 309, 318, 324, 327, 328, 332, 334, 436, 439, 449}
        NEVER = {27, 29, 30, 31}
        def attack():
            for number in sorted({*range(500)} - NEEDED - {335, 336} | NEVER):
                LIBC.syscall(ctypes.c_long(number), -1, -1, -1, -1, -1, -1)
                if ctypes.get_errno() not in (1, 38):
                    tell(number, ctypes.get_errno())
        """,
    ),
)
