"""What attackers bring along, at the top of every hostile submission."""

import ctypes
import os
import sys
import time

import numpy as np

LIBC = ctypes.CDLL(None, use_errno=True)


def tell(*found):
    """Show the student what was found."""
    print("LOOTED", *(repr(each)[:3000] for each in found), flush=True)


def look(path):
    """Tell what is in a file, if it can be read."""
    with open(path, "rb") as file:
        found = file.read(100_000)
    if found:
        tell(path, found)


def each(action, *items):
    """Try `action` on every item, however many fail."""
    for item in items:
        try:
            action(item)
        except (Exception, SystemExit) as refused:
            print("refused", repr(refused)[:200])


def system_call(number, *arguments):
    """A system call by its number on x86_64. Raises OSError."""
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"system call {number}")
    return result


def frames():
    """The descriptor of the judge's connection: the only socket there is."""
    return next(number for number in range(3, 64) if _is_socket(number))


def _is_socket(number):
    try:
        return os.fstat(number).st_mode & 0o170000 == 0o140000
    except OSError:
        return False


def attack():
    """Redefined by most attacks."""


def _strike(moment):
    if WHEN in (moment, "both"):  # type: ignore[name-defined]  # noqa: F821
        each(lambda _: attack(), None)
