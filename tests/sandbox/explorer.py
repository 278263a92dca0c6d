"""A student's module that looks around in its sandbox. Runs in a worker only."""

import ctypes
import io
import json
import logging
import mmap
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
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


def write(path):
    Path(path).write_text("x", "utf-8")
    return True


def own_folder():
    return os.path.dirname(__file__)


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


def bind():
    socket.socket(socket.AF_UNIX).bind("socket")


def empty(path):
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))


def mode_of(path):
    return os.stat(path).st_mode & 0o777


def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return True


def say(text):
    print(text)


def say_in_other_ways():
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.buffer.write("α".encode())
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    print("β")
    print("γ", file=sys.__stdout__)
    sys.stderr.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print("δ\udcff", file=sys.stderr)
    return sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno()


def say_from_below(text):
    os.write(1, text.encode())
    os.write(2, b"!")


def say_from_a_child():
    subprocess.run(["/bin/sh", "-c", "echo from a child"], check=False)


def start_child():
    return subprocess.Popen(["/bin/sleep", "600"]).pid


def end(number):
    os.kill(os.getpid(), number)


def kill_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def fork():
    pid = os.fork()
    if not pid:
        os._exit(0)
    return os.waitpid(pid, 0)


def run(program):
    os.execv(program, [program])


def listen():
    return socket.create_server(("127.0.0.1", 0)).getsockname()


def change_mode(path):
    return Path(path).chmod(0o777)


def raise_descriptors():
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))


def wait():
    time.sleep(600)


def threads():
    thread = threading.Thread(target=STATE.append, args=("thread",))
    thread.start()
    thread.join()
    return STATE


def limits():
    import resource

    names = ("RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_CORE", "RLIMIT_FSIZE")
    return [list(resource.getrlimit(getattr(resource, name))) for name in names]


def many_threads(most):
    threading.stack_size(65_536)
    over = threading.Event()
    for number in range(most):
        try:
            threading.Thread(target=over.wait).start()
        except RuntimeError:
            most = number
            break
    over.set()
    return most


def user():
    return os.getuid()


def compute(seconds):
    while time.process_time() < seconds:
        pass
    return time.process_time()


def compute_in_a_thread(seconds):
    thread = threading.Thread(target=compute, args=(seconds,))
    thread.start()
    thread.join()
    return time.process_time()


def compute_without_timer(seconds):
    import signal

    signal.setitimer(signal.ITIMER_PROF, 0)
    return compute(seconds)
