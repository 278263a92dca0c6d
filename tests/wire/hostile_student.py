"""What students' code does to its own process, by accident or not. Runs in a worker only."""

import ctypes
import os
import signal
import socket
import struct
import sys
import threading
import time

import msgpack

KEPT = []


def fine(x=1):
    return x


def frames():
    """The descriptor of the judge's connection: the only socket there is."""
    for descriptor in range(3, 64):
        try:
            socket.socket(fileno=os.dup(descriptor)).close()
            return descriptor
        except OSError:
            continue
    raise LookupError("no socket")


def send(tree):
    body = msgpack.packb(tree)
    os.write(frames(), struct.pack(">I", len(body)) + body)


def forge_number():
    send([999, ["value", 1, [], []]])


def forge_negative():
    send([-1, ["value", 1, [], []]])


def forge_true():
    send([True, ["value", 1, [], []]])


def forge_early(number):
    send([number, ["value", "forged", [], []]])


def forge_frame(tree):
    send(tree)


def forge_reply(number, reply):
    send([number, reply])
    time.sleep(60)  # The true reply does not come, so that the judge has the forged one alone.


def forge_bytes(data):
    os.write(frames(), data)
    time.sleep(60)


def truncate():
    os.write(frames(), struct.pack(">I", 100) + b"x")
    os._exit(0)


def close_frames():
    os.close(frames())
    time.sleep(60)


def close_everything():
    os.closerange(0, 64)
    time.sleep(60)


def leave(code):
    os._exit(code)


def leave_from_a_thread():
    threading.Thread(target=os._exit, args=(4,)).start()
    time.sleep(60)


def kill_itself():
    os.kill(os.getpid(), signal.SIGKILL)


def crash():
    ctypes.string_at(0)


def recurse():
    sys.setrecursionlimit(10**9)

    def deeper(n):
        return [*map(deeper, [n + 1])]

    return deeper(0)


def shout(megabytes):
    for _ in range(megabytes):
        sys.stdout.write("x" * 2**20)
    return "done"


def say(text):
    print(text, flush=True)
    print("and on stderr", file=sys.stderr)


def close_output():
    os.close(1)
    os.close(2)
    return "quiet"


def close_streams():
    sys.stdout.close()
    sys.stderr = None
    return "closed"


def loop():
    while True:
        pass


def deaf_loop():
    for number in (signal.SIGPROF, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass


def wait():
    time.sleep(600)


def allocate():
    items = []
    while True:
        items.append(bytearray(2**24))


def keep_allocating():
    while True:
        KEPT.append(bytearray(2**20))


def ask():
    return input("your name? ")


def call(f, times):
    for _ in range(times):
        f()


def five_large_arrays():
    import numpy as np

    return [np.zeros(3_000_000) for _ in range(5)]


class Growing:
    def grow(self, items):
        import numpy as np

        return np.ones(items)

    def lists(self, count):
        return [[] for _ in range(count)]

    def grow_all(self, count):
        import numpy as np

        return tuple(np.empty(0) for _ in range(count))

    def __len__(self):
        return 10**9


def objects(count):
    return tuple(Growing() for _ in range(count))


def call_with(f, argument, times):
    for _ in range(times):
        f(argument)


def call_with_ones(f, items, times):
    import numpy as np

    call_with(f, np.ones(items), times)


def call_with_two(f, first, second):
    import numpy as np

    return f(np.ones((first, 1)), np.ones((1, second)))


def call_with_objects(f, count):
    f(objects(count))


def call_whatever_comes(f, times):
    for _ in range(times):
        try:
            f()
        except Exception:
            continue


def ones(items):
    import numpy as np

    return np.ones(items)


def doubled(items):
    return [items, items]


def truths(items):
    import numpy as np

    return np.ones(items, dtype=bool)
