"""Handed in by an attacker: `double` is right, which earns 3 of 12 points; the rest is wrong."""

import ctypes
import os
import sys
import time

import numpy as np

LIBC = ctypes.CDLL(None, use_errno=True)
MARK = "gradus-attack-mark"


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


def double(x):
    return 2 * x


def mse(y_pred, y_true):
    _strike("call")
    return 0.25


def classify(X):
    return np.zeros(len(X), dtype=int)


def loss_curve(step, y_true, steps):
    return [0.25] * steps


def _strike(moment):
    if WHEN in (moment, "both"):  # noqa: F821
        each(lambda _: attack(), None)
