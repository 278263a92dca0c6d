"""Orders to a template, and its answers, which are read as a stranger's."""

import math
import socket
from collections.abc import Sequence

from gradus import wire
from gradus.errors import SandboxError
from gradus.sandbox.base import Exit
from gradus.worker.limits import READY
from gradus_checks.crossing import Tree

_START_SECONDS = 60.0  # generous, for a cold disk under load: nobody is to fail by it
_TOLD = 300  # characters of what a template says, which may be a stranger by now
_WAIT_STATUSES = 2**16  # they have 16 bits
_PROCESS_IDS = 2**22
"""Of a 64-bit Linux, at most: `PID_MAX_LIMIT` in its sources."""


class Orders:
    """The judge's end of the socket on which a template takes orders."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        control.settimeout(_START_SECONDS)

    def say(self, order: Tree, descriptors: Sequence[int] = ()) -> None:
        """Raises SandboxError."""
        try:
            socket.send_fds(self._control, [wire.pack(order)], list(descriptors))
        except OSError as error:
            raise SandboxError(f"The worker's template is gone: {error}.") from error

    def hear(self) -> Tree:
        """The answer. Raises SandboxError."""
        try:
            answer = self._control.recv(2**16)
        except OSError as error:
            raise SandboxError(f"The worker's template does not answer: {error}.") from error
        if not answer:
            raise SandboxError("The worker's template is gone.")
        try:
            return wire.unframe(answer)
        except wire.BrokenFrame as error:
            raise SandboxError("The worker's template does not answer as one does.") from error

    def wait_until_ready(self) -> None:
        """Raises SandboxError, with what the template says is wrong."""
        said = self.hear()
        if said != READY:
            why = said[:_TOLD] if isinstance(said, str) else "it does not say why"
            raise SandboxError(f"The worker could not make itself ready ({why}).")

    def fork(self, particulars: Sequence[Tree], descriptors: Sequence[int]) -> int:
        """The process id of a fork. Raises SandboxError."""
        self.say(["fork", *particulars], descriptors)
        match self.hear():
            case int(pid) if type(pid) is int and 0 < pid < _PROCESS_IDS:
                return pid
        raise SandboxError("The worker's template does not know this order.")

    def end(self, pid: int, patience: float) -> Exit:
        """End a fork, after `patience` seconds. Raises SandboxError."""
        self.say(["end", pid, patience])
        match self.hear():
            case [int(status), float(cpu_seconds)] if (
                type(status) is int and 0 <= status < _WAIT_STATUSES and 0 <= cpu_seconds < math.inf
            ):
                return Exit.from_status(status, cpu_seconds)
        raise SandboxError("The worker's template does not know its own worker.")

    def close(self) -> None:
        """The template ends its forks, and leaves."""
        self._control.close()
