"""The judge's end of template processes, inside or outside a sandbox: see `gradus.worker`."""

import os
import re
import socket
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from gradus.errors import SandboxError
from gradus.sandbox.base import Worker
from gradus.sandbox.orders import Orders
from gradus.sandbox.processors import Processors
from gradus.sandbox.space import NOWHERE, Space, SpaceWatch
from gradus.worker.confinement import Confinement
from gradus.worker.limits import ProcessLimits
from gradus_checks.crossing import Tree

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
    "MPLCONFIGDIR": "/tmp",  # Matplotlib insists on a folder, and workers have others.
}
"""All that a worker sees of the environment: one BLAS thread, no secret."""


class SubmissionTemplate:
    """Confined to one submission, it forks the workers that judge it."""

    def __init__(self, orders: Orders, processors: Processors, space: Space = NOWHERE) -> None:
        self._orders = orders
        self._processors = processors
        self._space = space

    def start(self, limits: ProcessLimits) -> Worker:
        """A fresh fork. Raises SandboxError."""
        mine, theirs = socket.socketpair()
        # The worker's first frame then tells who it is, also where it has a number of its own.
        mine.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        reading, writing = os.pipe()
        try:
            pid = self._orders.fork(list(limits), [theirs.fileno(), writing])
        except SandboxError:
            mine.close()
            os.close(reading)
            raise
        finally:
            theirs.close()
            os.close(writing)
        end = partial(self._orders.end, pid)
        watch = SpaceWatch(self._space)
        return Worker(mine, reading, end, space=watch, processors=self._processors)


class Template:
    """A warm process, which is started as such."""

    def __init__(
        self,
        prefix: tuple[str, ...] = (),
        *,
        ready: tuple[str, ...] = (),
        confinement: Confinement | None = None,
        inherited: tuple[int, ...] = (),
        kind: tuple[Tree, ...] = ("all",),
    ) -> None:
        """Start it, under the command `prefix`, with the modules of `ready` imported.

        The descriptors in `inherited` are passed on. `kind` is what it is a template of: "all"
        submissions, "each apart", with the layout of their namespaces and a descriptor of the
        users in them, or "one" in a folder, with where its workers write and how many bytes and
        files, if they do. Raises SandboxError.
        """
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.orders = Orders(control)
        self.processors = Processors()
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
            self.orders.say([ready, confinement, *kind])
            self.orders.wait_until_ready()
        except SandboxError as error:
            self.orders.close()
            self._process.kill()
            said = self._process.communicate()[1].decode(errors="replace").strip()
            told = f"The worker's template did not start: {said or error}{_cure(said)}"
            raise SandboxError(told) from error

    def fork_for(self, folder: Path, space: Space) -> "ForkedTemplate":
        """A fork for the submission in `folder`, whose workers write into `space`.

        Raises SandboxError.
        """
        return self._fork([str(folder), str(space.folder or "")], space)

    def fork_apart(self, folder: Path, bounds: tuple[int, int] | None) -> "ForkedTemplate":
        """A fork in namespaces of its own, whose workers write so many bytes and files, if any.

        This template is told nothing of the submission. Raises SandboxError.
        """
        try:
            opened = os.open(folder, os.O_PATH | os.O_DIRECTORY)
        except OSError as error:
            raise SandboxError(f"{folder} cannot be given to a worker: {error}.") from error
        try:
            return self._fork([], NOWHERE, first=(bounds, opened))
        finally:
            os.close(opened)

    def _fork(
        self,
        particulars: list[Tree],
        space: Space,
        first: tuple[tuple[int, int] | None, int] | None = None,
    ) -> "ForkedTemplate":
        """A fork of which this template knows the `particulars`, and not what it is told `first`,
        with a descriptor."""
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        orders = Orders(mine)
        try:
            pid = self.orders.fork(particulars, [theirs.fileno()])
        except SandboxError:
            orders.close()
            raise
        finally:
            theirs.close()
        try:
            if first is not None:
                orders.say(first[0], [first[1]])
            orders.wait_until_ready()
        except SandboxError:
            orders.close()
            self.orders.end(pid, 0.0)
            raise
        return ForkedTemplate(orders, self, pid, space)

    def close(self) -> None:
        """End the template; its forks die with it."""
        self.orders.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()


class ForkedTemplate(SubmissionTemplate):
    """One that was forked from a template for all submissions."""

    def __init__(self, orders: Orders, parent: Template, pid: int, space: Space) -> None:
        super().__init__(orders, parent.processors, space)
        self._parent = parent
        self._pid = pid

    def close(self) -> None:
        """End it, and have it buried."""
        self._orders.close()
        with suppress(SandboxError):
            # It dies with its parent.
            self._parent.orders.end(self._pid, _LEAVING_SECONDS)


def _cure(said: str) -> str:
    missing = re.search(r"No module named '([\w.]+)'", said)
    return _NOT_FOUND.format(missing[1]) if missing else ""


_NOT_FOUND = (
    "\nWorkers find only what is installed in this Python's own folders. Install Gradus, and {} "
    "with it, in a virtual environment, not with --user or through PYTHONPATH."
)
_LEAVING_SECONDS = 5.0  # to remove its workers' files; then it is killed
_BLAS_NAMES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_VERBOSE")
"""How this machine's owner has told OpenBLAS to choose its kernels."""
