"""A student's module that looks around in its sandbox. Runs in a worker only."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

STATE = []


def remember(x):
    STATE.append(x)
    sys.modules["left_behind"] = sys
    return list(STATE)


def is_left_behind():
    return "left_behind" in sys.modules


def process():
    return os.getpid()


def folder():
    here = Path.cwd()
    return str(here), sorted(path.name for path in here.iterdir())


def environment():
    return dict(os.environ)


def descriptors():
    return sorted(int(path.name) for path in Path("/proc/self/fd").iterdir())


def stdin():
    return sys.stdin.read()


def exists(path):
    return Path(path).exists()


def write(path):
    Path(path).write_text("x", "utf-8")
    return True


def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return True


def interfaces():
    return [name for _, name in socket.if_nameindex()]


def say(text):
    print(text)


def say_from_below(text):
    os.write(1, text.encode())
    os.write(2, b"!")
    subprocess.run(["/bin/sh", "-c", "echo from a child"], check=False)


def processes():
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit()]


def start_child():
    return subprocess.Popen(["/bin/sleep", "600"]).pid


def end(number):
    os.kill(os.getpid(), number)


def kill_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


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
