"""Templates: trusted, warm processes with NumPy and no secret, forked for what has to be fresh.

One for all submissions is forked for each of them, and that fork, confined to its submission, for
every question of it. Where a sandbox is made around each submission, there is the second only.
"""

import ctypes
import gc
import importlib
import os
import resource
import signal
import sys
import warnings

# The module socket around it makes a template's start a thirtieth longer.
from _socket import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from gradus import wire
from gradus.worker.ahead import compile_ahead
from gradus.worker.child import own_streams, serve
from gradus.worker.confinement import Confinement, Parent, confine, die_with, seccomp
from gradus.worker.limits import READY, ProcessLimits, address_space
from gradus.worker.orders import receive, take_orders
from gradus.worker.rehearsal import rehearse
from gradus_checks.crossing import Tree

_COMPILE_CPU_SECONDS, _COMPILE_BYTES = 5.0, 2**28


def main() -> None:
    """Take orders from the judge until it hangs up, then end every fork and leave.

    Its argument is the descriptor of the orders. The first tells the modules to have ready for the
    forks, how these are confined, and, where there is one submission only, its folder and whether
    to compile it ahead.
    """
    control = socket(fileno=int(sys.argv[1]))
    warnings.simplefilter("ignore")
    (ready, confined, *submission), _ = receive(control)
    for module in ready:
        importlib.import_module(module)
    rehearse()
    confinement = Confinement(*confined) if confined else None
    if confinement:
        seccomp.assembled()
    gc.freeze()
    template = _Template(ctypes.CDLL(None, use_errno=True), confinement, address_space())
    if submission:
        # Matplotlib insists on a folder that it could write to, though no worker may.
        os.chmod("/tmp", 0o1777)
        template.serve_submission(control, submission)
    else:
        control.send(wire.pack(READY))
        take_orders(control, template.fork_for_submission)


@dataclass(frozen=True)
class _Template:
    """A process that is ready; `mapped` are the bytes of address space that it has used up."""

    libc: ctypes.CDLL
    confinement: Confinement | None
    mapped: int

    def fork_for_submission(self, descriptors: Sequence[int], particulars: Sequence[Tree]) -> None:
        """Be the template of the one submission that an order is about, in a fork."""
        parent = Parent(os.getppid(), self.libc)
        os.setsid()
        own_streams(os.open(os.devnull, os.O_WRONLY), keep=descriptors[0])
        self.serve_submission(socket(fileno=descriptors[0]), particulars, parent)

    def serve_submission(
        self, control: socket, submission: Sequence[Tree], parent: Parent | None = None
    ) -> None:
        """Confine this process to one submission, and fork for its questions.

        `submission` is its folder, and whether to compile it ahead. It dies with `parent`.
        """
        folder, ahead = submission
        try:
            threads = self._confined_to(folder)
            if parent:
                die_with(parent)
            if ahead:
                with _bounded(self.mapped):
                    compile_ahead(folder)
        except Exception as error:
            control.send(wire.pack(f"{type(error).__name__}: {error}"))
            return
        gc.freeze()
        me = Parent(os.getpid(), self.libc, threads)

        def work(descriptors: Sequence[int], limits: Sequence[Tree]) -> None:
            gc.enable()
            frames, output = descriptors
            serve(frames, output, folder, ProcessLimits(*limits), self.mapped, me)

        control.send(wire.pack(READY))
        take_orders(control, work)

    def _confined_to(self, folder: str) -> int | None:
        os.chdir(folder)
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True
        return confine(self.libc, self.confinement, folder) if self.confinement else None


@contextmanager
def _bounded(mapped: int) -> Iterator[None]:
    """Beyond some memory there is a MemoryError, and SIGPROF ends what computes for too long.

    A few nested `finally` are compiled into gigabytes.
    """
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (mapped + _COMPILE_BYTES, before[1]))
    signal.setitimer(signal.ITIMER_PROF, _COMPILE_CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)
