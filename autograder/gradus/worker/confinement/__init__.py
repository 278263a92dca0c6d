"""How a worker shuts itself in before any of the student's code runs."""

import ctypes
import os
import signal
from typing import NamedTuple

from gradus.worker.confinement import landlock, privileges, seccomp

_DIE_WITH_PARENT = 1


class Confinement(NamedTuple):
    """What a worker keeps: the files below `readable` to read, and no right to make a process.

    Without `readable` every file that its user may read, for kernels without Landlock. With a
    `user` it first becomes that user, which only root can, and keeps of root's `capabilities` these
    bits.
    """

    readable: tuple[str, ...] | None
    user: int | None
    capabilities: int = 0


class Template(NamedTuple):
    """What the forks of a template inherit: its process id, the C library, how to be confined."""

    pid: int
    libc: ctypes.CDLL
    confinement: Confinement | None


def shut_in(template: Template, folder: str) -> None:
    """Make this fork die with its template, and confine it to `folder`. Raises OSError.

    Nothing undoes it.
    """
    libc, confinement = template.libc, template.confinement
    if confinement is not None:
        privileges.give_up(libc, confinement.user, confinement.capabilities)
    # Not before: a process that becomes another user forgets it.
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != template.pid:
        os._exit(1)
    if confinement is not None:
        if confinement.readable is not None:
            landlock.restrict(libc, (*confinement.readable, folder))
        seccomp.restrict(libc, os.getpid())
