"""The template: a trusted, warm process with NumPy and no secret, forked for every question."""

import ctypes
import gc
import importlib
import os
import select
import signal
import sys
import warnings

# The module socket around these makes a template's start a thirtieth longer.
from _socket import CMSG_LEN, socket
from collections.abc import Callable
from functools import partial

from gradus import wire
from gradus.worker.ahead import compile_ahead
from gradus.worker.child import serve
from gradus.worker.confinement import Confinement, Template, seccomp
from gradus.worker.limits import ProcessLimits, address_space
from gradus.worker.rehearsal import rehearse
from gradus_checks.crossing import Tree

_INT = 4


def main() -> None:
    """Take orders from the judge until it hangs up, then end every fork and leave.

    Its argument is the descriptor of the orders. The first tells what to have ready for the forks:
    a folder to compile ahead (empty: none), modules to import, and how they confine themselves.
    """
    control = socket(fileno=int(sys.argv[1]))
    warnings.simplefilter("ignore")
    folder, ready, confined = wire.unframe(_receive(control)[0])
    for module in ready:
        importlib.import_module(module)
    if folder:
        compile_ahead(folder)
        # Matplotlib insists on a folder that it could write to, though no worker may.
        os.chmod("/tmp", 0o1777)
    rehearse()
    confinement = Confinement(*confined) if confined else None
    if confinement:
        seccomp.assembled()
    gc.freeze()
    running: set[int] = set()
    template = Template(os.getpid(), ctypes.CDLL(None, use_errno=True), confinement)
    mapped = address_space()
    control.send(wire.pack(["ready"]))
    while True:
        message, descriptors = _receive(control)
        if not message:
            break
        match wire.unframe(message):
            case ["start", str(folder), list(limits)]:
                frames, output = descriptors
                worker = (frames, output, folder, ProcessLimits(*limits), mapped, template)
                pid = _fork(partial(serve, *worker), control)
                os.close(frames)
                os.close(output)
                running.add(pid)
                answer: Tree = pid
            case ["end", int(pid), float(patience)] if pid in running:
                running.remove(pid)
                answer = _end(pid, patience)
            case _:
                answer = None
        control.send(wire.pack(answer))
    for pid in running:
        _end(pid, 0.0)


def _receive(control: socket) -> tuple[bytes, list[int]]:
    """An order, and the descriptors that came with it: at most two."""
    message, ancillary, _, _ = control.recvmsg(2**16, CMSG_LEN(2 * _INT))
    return message, [number for _, _, data in ancillary for number in memoryview(data).cast("i")]


def _fork(work: Callable[[], None], control: socket) -> int:
    """The process id of a fork that does `work` and never comes back here."""
    pid = os.fork()
    if pid:
        return pid
    try:
        gc.enable()
        control.detach()
        work()
    finally:
        os._exit(0)


def _end(pid: int, patience: float) -> Tree:
    """[wait status, CPU seconds] of a worker, which gets `patience` seconds to end by itself."""
    if patience:
        descriptor = os.pidfd_open(pid)
        select.select([descriptor], [], [], patience)
        os.close(descriptor)
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    _, status, usage = os.wait4(pid, 0)
    return [status, usage.ru_utime + usage.ru_stime]
