"""The judge's end of a template process, inside or outside a sandbox."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from gradus import wire
from gradus.errors import SandboxError
from gradus.sandbox.base import Exit, Worker
from gradus.worker.confinement import Confinement
from gradus.worker.limits import ProcessLimits
from gradus_checks.crossing import Tree

_START_SECONDS = 60.0
_PROGRAM = "import gradus.worker.lean; from gradus.worker.template import main; main()"

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/tmp",  # It insists on a folder, and does without if it cannot write there.
}
"""All that a worker sees of the environment: one BLAS thread, no secret."""


class Template:
    """A warm process that forks a worker for every question."""

    def __init__(
        self,
        prefix: tuple[str, ...] = (),
        *,
        compiled: Path | None = None,
        ready: tuple[str, ...] = (),
        confinement: Confinement | None = None,
        inherited: tuple[int, ...] = (),
    ) -> None:
        """Start it, under the command `prefix`, with the modules of `ready` imported.

        The descriptors in `inherited` are for that command.
        Its forks confine themselves by `confinement`. The submission in the folder `compiled` is
        compiled ahead: only where it is the only one that this template serves. Raises
        SandboxError.
        """
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(_START_SECONDS)
        worker = (sys.executable, "-s", "-P", "-c", _PROGRAM)
        blas = {name: os.environ[name] for name in _BLAS_NAMES if name in os.environ}
        self._process = subprocess.Popen(
            (*prefix, *worker, str(theirs.fileno())),
            pass_fds=(theirs.fileno(), *inherited),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**ENVIRONMENT, **blas},
            start_new_session=True,
        )
        theirs.close()
        try:
            self._say([str(compiled or ""), ready, confinement], [])
            self._hear()
        except SandboxError as error:
            self._control.close()
            self._process.kill()
            said = self._process.communicate()[1].decode(errors="replace").strip()
            raise SandboxError(f"The worker's template did not start: {said or error}") from error

    def start(self, folder: Path, limits: ProcessLimits) -> Worker:
        """A fresh fork in `folder`, as the template sees it."""
        mine, theirs = socket.socketpair()
        reading, writing = os.pipe()
        try:
            self._say(["start", str(folder), list(limits)], [theirs.fileno(), writing])
            pid = self._hear()
        except SandboxError:
            mine.close()
            os.close(reading)
            raise
        finally:
            theirs.close()
            os.close(writing)
        return Worker(mine, reading, lambda patience: self._end(pid, patience))

    def close(self) -> None:
        """End the template; its workers die with it."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _end(self, pid: int, patience: float) -> Exit:
        self._say(["end", pid, patience], [])
        match self._hear():
            case [int(status), float(cpu_seconds)]:
                return Exit.from_status(status, cpu_seconds)
        raise SandboxError("The worker's template does not know its own worker.")

    def _say(self, order: Tree, descriptors: list[int]) -> None:
        try:
            socket.send_fds(self._control, [wire.pack(order)], descriptors)
        except OSError as error:
            raise SandboxError(f"The worker's template is gone: {error}.") from error

    def _hear(self) -> Tree:
        try:
            answer = self._control.recv(2**16)
        except OSError as error:
            raise SandboxError(f"The worker's template does not answer: {error}.") from error
        if not answer:
            raise SandboxError("The worker's template is gone.")
        return wire.unframe(answer)


_BLAS_NAMES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_VERBOSE")
"""How this machine's owner has told OpenBLAS to choose its kernels."""
