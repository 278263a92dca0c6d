"""A student's module that prints, computes, and meddles with processes. Runs in a worker only."""

import io
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

STATE: list[object] = []


def bind():
    socket.socket(socket.AF_UNIX).bind("socket")


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


def raise_descriptors():
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))


def wait():
    time.sleep(600)


def megabytes_given_anew(times):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(times):
        [b"x" * 2**20 for _ in range(8)]
    pages = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    return pages * resource.getpagesize() / 2**20


def threads():
    thread = threading.Thread(target=STATE.append, args=("thread",))
    thread.start()
    thread.join()
    return STATE


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


def nothing():
    pass


def faults_by_depth(depths, calls):
    return [below(depth, small, calls) for small in range(8) for depth in range(depths)]


def below(depth, small, calls):
    return below(depth - 1, small, calls) if depth else below_small(small, calls)


def below_small(depth, calls):
    return below_small(depth - 1, calls) if depth else faults_of(calls)


def faults_of(calls):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(calls):
        nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
