"""A student's module that writes where it can. Runs in a worker only."""

import ctypes
import json
import logging
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np

STATE: list[object] = []


def write(path):
    Path(path).write_text("x", "utf-8")
    return True


def make_folder(path):
    os.makedirs(path)
    return True


def write_temporary():
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"x")
    return file.name


def ordinary_habits():
    logging.basicConfig(filename="run.log")
    logging.warning("begin")
    with open("history.json", "w") as file:
        json.dump([1.0], file)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
        file.write(b"x")
        np.savez(f"{folder}/model.npz", w=np.ones(3))
        os.replace(f"{folder}/model.npz", "best.npz")
    with np.load("best.npz") as arrays:
        assert arrays["w"].sum() == 3.0
    shutil.copy2("run.log", "copy.log")
    os.chmod("copy.log", 0o644)
    memory = np.memmap("memory.dat", dtype=float, mode="w+", shape=(100,))
    memory[:] = 1.0
    memory.flush()
    with open("history.json", "r+") as file:
        file.truncate(0)
        os.fsync(file.fileno())
    return sorted(os.listdir())


def leave_a_mess():
    """Deep folders, closed ones, many files, odd names, and a file that is open still."""
    STATE.append(open("open.txt", "w"))
    os.mkdir("closed", 0o300)
    with open("closed/file", "w") as file:
        file.write("x")
    for number in range(300):
        open(f"{number}\n\udcff", "w").close()
    for _ in range(200):
        os.mkdir("deeper" * 20)
        os.chdir("deeper" * 20)
    open("-rf", "w").close()


def fill(size, times, keep):
    """So many files of that size; what is not kept has no name any more, but is open."""
    for number in range(times):
        file = open(f"{number}.dat", "wb", buffering=0)
        file.write(bytes(size))
        if not keep:
            STATE.append(file)
            os.unlink(file.name)
    return times


def write_large(size):
    with open("large.dat", "wb") as file:
        file.write(bytes(size))


def make_many(times):
    for number in range(times):
        open(f"{number}.txt", "w").close()
    return times


def link(target):
    os.symlink(target, "link")


def hard_link(target):
    os.link(target, "link")


def pipe():
    os.mkfifo("pipe")


def device():
    os.mknod("device", 0o600 | 0o020000, os.makedev(1, 3))


def leave_a_device_behind():
    open("here", "w").close()
    if ctypes.CDLL(None, use_errno=True).renameat2(-100, b"here", -100, b"there", 4):
        raise OSError(ctypes.get_errno(), "renameat2")


def empty(path):
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))


def change_mode(path):
    return Path(path).chmod(0o777)
