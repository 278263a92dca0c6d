"""Templates: trusted, warm processes with NumPy and no secret, forked for what has to be fresh.

One for all submissions is forked for each of them, and that fork, confined to its submission, for
every worker that it needs. Where bubblewrap makes a sandbox around each submission, there is the
second only. No byte of a submission is read in either: that is for workers, once they have shut
themselves in. Reading alone is no small thing: Python imports the module of a codec that a file
names.
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
from gradus.worker.apart import Apart, enter
from gradus.worker.child import serve
from gradus.worker.confinement import (
    Confinement,
    Parent,
    access_times,
    confine,
    die_with,
    keep_to,
    kept_by_workers,
    mounts,
    privileges,
    seccomp,
    shut_in_template,
)
from gradus.worker.confinement.root import SUBMISSION, Layout
from gradus.worker.heap import keep_freed_memory
from gradus.worker.limits import READY, ProcessLimits, address_space, impose_on_template
from gradus.worker.orders import Work, receive, take_orders
from gradus.worker.rehearsal import rehearse
from gradus.worker.scratch import Places, settle
from gradus.worker.streams import own_descriptors
from gradus_checks.crossing import Tree


def main() -> None:
    """Take orders from the judge until it hangs up, then end every fork and leave.

    Its argument is the descriptor of the orders. The first tells the modules to have ready for the
    forks, how these are confined, and what this is a template of: of all submissions, of all, each
    in namespaces of its own, or, in bubblewrap's, of one only.
    """
    control = socket(fileno=int(sys.argv[1]))
    warnings.simplefilter("ignore")
    (ready, confined, kind, *particulars), _ = receive(control)
    for module in ready:
        importlib.import_module(module)
    rehearse()
    confinement = Confinement(*confined) if confined else None
    libc = ctypes.CDLL(None, use_errno=True)
    keep_freed_memory(libc)
    if confinement:
        seccomp.assemble()
    if confinement and kind == "all":
        # In namespaces everything is mounted to be read only, which does it too.
        access_times.leave_as_they_are(libc)
    gc.freeze()
    template = _Template(libc, confinement, address_space())
    if kind == "one":
        _serve_one(template, control, *particulars)
        return
    work: Work = template.fork_for_submission
    if kind == "each apart":
        bound, links, folders, users = particulars
        work = partial(template.fork_apart, Apart(Layout(bound, links, folders), users))
        threads = len(os.listdir("/proc/self/task"))
        if threads > 1:
            control.send(wire.pack(_THREADED.format(threads)))
            return
    control.send(wire.pack(READY))
    take_orders(control, work)


_THREADED = "it runs {} threads, of which a fork would have one: a package has started them"


def _serve_one(
    template: "_Template", control: socket, submission: str, scratch: Sequence[Tree] | None
) -> None:
    """Be the template of the only submission, in namespaces that bubblewrap has made."""
    places = None
    if scratch and mounts.mount_scratch_under_bubblewrap(template.libc, *scratch):
        places = Places(*scratch[0])
    else:
        # Matplotlib insists on a folder that it could write to, though no worker may.
        os.chmod("/tmp", 0o1777)
    template.serve_submission(control, submission, places)


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

    def fork_apart(
        self, apart: Apart, descriptors: Sequence[int], _particulars: Sequence[Tree]
    ) -> None:
        """The same in namespaces of its own, in a fork of a fork: see `gradus.worker.apart`."""
        if self.confinement is None:
            raise ValueError("namespaces alone are no confinement")
        control = socket(fileno=descriptors[0])
        try:
            parent, writable = enter(self.libc, self.confinement, apart, control)
        except Exception as error:
            control.send(wire.pack(f"{type(error).__name__}: {error}"))
            return
        places = Places(*apart.layout.folders) if writable else None
        self.serve_submission(control, SUBMISSION, places, parent)

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
            threads = parent.most_threads if parent else None
            if self.confinement and threads is None:
                threads = privileges.most_threads(self.confinement.user)
            self._confine_to(folder, places.folders if places else ())
            readable: tuple[str, ...] = ()
            if self.confinement and places:
                readable = kept_by_workers(self.confinement, folder, places.folders)
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
            settle = partial(self._settled, folder, places, readable)
            serve(frames, output, settle, ProcessLimits(*limits), self.mapped, me)

        control.send(wire.pack(READY))
        take_orders(control, work, places)

    def _confine_to(self, folder: str, writable: Sequence[str]) -> None:
        os.chdir(folder)
        sys.dont_write_bytecode = True
        if self.confinement:
            confine(self.libc, self.confinement, folder, writable)

    def _settled(self, folder: str, places: Places | None, readable: tuple[str, ...]) -> str:
        """Where this fork, a worker, finds the submission: laid out in a place of its own."""
        if places is None:
            return folder
        place = places.of(os.getpid())
        laid_out = settle(place, folder)
        keep_to(self.libc, readable, place.opened)
        return laid_out
