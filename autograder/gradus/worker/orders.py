"""What a template does for the judge: it forks on order, and ends its forks on order."""

import os
import select
import signal

# The module socket around these makes a template's start a thirtieth longer.
from _socket import CMSG_LEN, socket
from collections.abc import Callable, Sequence
from typing import Protocol

from gradus import wire
from gradus_checks.crossing import Tree

_INT = 4  # bytes of a descriptor in an ancillary message

Work = Callable[[Sequence[int], Sequence[Tree]], None]
"""What a fork does with the descriptors and the particulars of the order that made it."""


class Register(Protocol):
    """Is told of each fork, by its process id, when it has been made and when it is gone."""

    def begin(self, pid: int) -> None:
        """It has been forked."""

    def end(self, pid: int) -> None:
        """It has ended."""


def take_orders(control: socket, work: Work, register: Register | None = None) -> None:
    """Fork for `work`, or end a fork, whenever the judge says so; end all when it hangs up."""
    running: set[int] = set()
    while True:
        order, descriptors = receive(control)
        match order:
            case ["fork", *particulars]:
                answer: Tree = _fork(work, descriptors, particulars, control)
                running.add(int(answer))
                if register:
                    register.begin(int(answer))
                for descriptor in descriptors:
                    os.close(descriptor)
            case ["end", int(pid), float(patience)] if pid in running:
                running.remove(pid)
                answer = _end(pid, patience)
                if register:
                    register.end(pid)
            case None:
                break
            case _:
                answer = None
        control.send(wire.pack(answer))
    for pid in running:
        _end(pid, 0.0)
        if register:
            register.end(pid)


def receive(control: socket) -> tuple[Tree, list[int]]:
    """An order, and the descriptors that came with it, at most two; None once the judge is gone."""
    message, ancillary, _, _ = control.recvmsg(2**16, CMSG_LEN(2 * _INT))
    descriptors = [each for _, _, data in ancillary for each in memoryview(data).cast("i")]
    return wire.unframe(message) if message else None, descriptors


def _fork(
    work: Work, descriptors: Sequence[int], particulars: Sequence[Tree], control: socket
) -> int:
    """The process id of a fork that does `work` and never comes back here."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.close(control.detach())
        work(descriptors, particulars)
    finally:
        os._exit(0)


def _end(pid: int, patience: float) -> Tree:
    """[wait status, CPU seconds] of a fork, which gets `patience` seconds to end by itself."""
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
