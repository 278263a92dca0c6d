"""A student's module that looks around in its sandbox. Runs in a worker only."""

import ctypes
import mmap
import os
import sys
from pathlib import Path

import numpy as np

STATE: list[object] = []


def remember(x):
    STATE.append(x)
    sys.modules["left_behind"] = sys
    return list(STATE)


def is_left_behind():
    return "left_behind" in sys.modules


def process():
    return os.getpid()


def parent():
    return os.getppid()


def folder():
    here = Path.cwd()
    return str(here), sorted(path.name for path in here.iterdir())


def environment():
    return dict(os.environ)


def descriptors():
    return [number for number in range(1024) if is_open(number)]


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def stdin():
    return sys.stdin.read()


def read_if_in_memory(path):
    with Path(path).open("rb") as file:
        return os.preadv(file.fileno(), [bytearray(4096)], 0, os.RWF_NOWAIT)


def read_at_once(path):
    with Path(path).open("rb") as file:
        return os.preadv(file.fileno(), [bytearray(4)], 0)


def is_in_memory(path):
    with Path(path).open("rb") as file:
        view = mmap.mmap(file.fileno(), 4096, prot=mmap.PROT_READ)
        found = ctypes.create_string_buffer(1)
        place = np.frombuffer(view, np.uint8).ctypes.data
        if ctypes.CDLL(None, use_errno=True).mincore(ctypes.c_void_p(place), 4096, found):
            raise OSError(ctypes.get_errno(), "mincore")
        return bool(found.raw[0])


def read(path):
    return Path(path).read_text("utf-8")


def read_bytes(path):
    return Path(path).read_bytes()[:10]


def names(path):
    return sorted(each.name for each in Path(path).iterdir())


def exists(path):
    return Path(path).exists()


def own_folder():
    return os.path.dirname(__file__)


def mode_of(path):
    return os.stat(path).st_mode & 0o777


def limits():
    import resource

    names = ("RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_CORE", "RLIMIT_FSIZE")
    return [list(resource.getrlimit(getattr(resource, name))) for name in names]


def user():
    return os.getuid()
