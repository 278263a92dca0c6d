"""Templates: trusted, warm processes with NumPy and no secret, forked for what has to be fresh.

One for all submissions is forked for each of them, and that fork, confined to its submission, for
every worker that it needs. Where a sandbox is made around each submission, there is the second
only. No byte of a submission is read in either: that is for workers, once they have shut themselves
in. Reading alone is no small thing: Python imports the module of a codec that a file names.
"""

import ctypes
import gc
import importlib
import os
import sys
import warnings

# The module socket around it makes a template's start a thirtieth longer.
from _socket import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from gradus import wire
from gradus.worker.child import serve
from gradus.worker.confinement import (
    Confinement,
    Parent,
    access_times,
    confine,
    die_with,
    keep_to,
    mounts,
    seccomp,
    shut_in_template,
)
from gradus.worker.limits import READY, ProcessLimits, address_space, impose_on_template
from gradus.worker.orders import receive, take_orders
from gradus.worker.rehearsal import rehearse
from gradus.worker.scratch import Places, settle
from gradus.worker.streams import own_descriptors
from gradus_checks.crossing import Tree


def main() -> None:
    """Take orders from the judge until it hangs up, then end every fork and leave.

    Its argument is the descriptor of the orders. The first tells the modules to have ready for the
    forks, how these are confined, and, where there is one submission only, its folder.
    """
    control = socket(fileno=int(sys.argv[1]))
    warnings.simplefilter("ignore")
    (ready, confined, *alone), _ = receive(control)
    for module in ready:
        importlib.import_module(module)
    rehearse()
    confinement = Confinement(*confined) if confined else None
    libc = ctypes.CDLL(None, use_errno=True)
    if confinement:
        seccomp.assemble()
    if confinement and not alone:
        # In a sandbox of its own everything is mounted to be read only, which does it too.
        access_times.leave_as_they_are(libc)
    gc.freeze()
    template = _Template(libc, confinement, address_space())
    if alone:
        submission, *scratch = alone
        places = None
        if scratch and mounts.mount_scratch(libc, *scratch):
            places = Places(*scratch[0])
        else:
            # Matplotlib insists on a folder that it could write to, though no worker may.
            os.chmod("/tmp", 0o1777)
        template.serve_submission(control, submission, places)
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
        own_descriptors(os.open(os.devnull, os.O_WRONLY), keep=descriptors[0])
        folder, scratch = particulars
        places = Places("", scratch) if scratch else None
        self.serve_submission(socket(fileno=descriptors[0]), folder, places, parent)

    def serve_submission(
        self,
        control: socket,
        folder: str,
        places: Places | None = None,
        parent: Parent | None = None,
    ) -> None:
        """Confine this process to the submission in `folder`, and fork for its workers.

        They write in `places`, or nowhere. It dies with `parent`.
        """
        try:
            threads = self._confined_to(folder, places.folders if places else ())
            if parent:
                die_with(parent)
            impose_on_template(self.mapped)
            if self.confinement:
                shut_in_template(self.libc)
        except Exception as error:
            control.send(wire.pack(f"{type(error).__name__}: {error}"))
            return
        gc.freeze()
        me = Parent(os.getpid(), self.libc, threads)

        def work(descriptors: Sequence[int], limits: Sequence[Tree]) -> None:
            gc.enable()
            frames, output = descriptors
            settle = partial(self._settled, folder, places)
            serve(frames, output, settle, ProcessLimits(*limits), self.mapped, me)

        control.send(wire.pack(READY))
        take_orders(control, work, places)

    def _confined_to(self, folder: str, writable: Sequence[str]) -> int | None:
        os.chdir(folder)
        sys.dont_write_bytecode = True
        return confine(self.libc, self.confinement, folder, writable) if self.confinement else None

    def _settled(self, folder: str, places: Places | None) -> str:
        """Where this fork, a worker, finds the submission: laid out in a place of its own."""
        if places is None:
            return folder
        place = places.of(os.getpid())
        laid_out = settle(place, folder)
        if self.confinement:
            keep_to(self.libc, self.confinement, folder, place.opened)
        return laid_out
