"""How student code is shut in before any of it runs: a submission's template first, then a worker.

What a submission may read and who it is costs the kernel time to set up, and is the same for each
of its questions: its template takes that upon itself, and every fork of it inherits it.
"""

import ctypes
import os
import signal
from collections.abc import Iterable
from typing import NamedTuple

from gradus.worker.confinement import landlock, privileges, seccomp
from gradus.worker.confinement.namespaces import Lifeline

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Confinement(NamedTuple):
    """What a worker keeps: the files below `readable` to read, and no right to make a process.

    No link is in the paths of `readable`. Without it every file that its user may read, for kernels
    without Landlock. With a `user` it is that user, which only root can become, and keeps of root's
    `capabilities` these bits.
    """

    readable: tuple[str, ...] | None
    user: int | None
    capabilities: int = 0


class Parent(NamedTuple):
    """What a fork has to know of the process that it was forked from.

    `pid` is 0 for a parent in another namespace, which a `lifeline` then tells of. `most_threads`
    are those that the fork may have; None where it is not confined.
    """

    pid: int
    libc: ctypes.CDLL
    most_threads: int | None = None
    lifeline: Lifeline | None = None


def confine(
    libc: ctypes.CDLL, confinement: Confinement, folder: str, writable: Iterable[str] = ()
) -> None:
    """Give up what the submission in `folder` may not have.

    Its workers write below `writable`. Nothing undoes it, and every fork inherits it. Raises
    OSError.
    """
    privileges.give_up(libc, confinement.user, confinement.capabilities)
    if confinement.readable is not None:
        landlock.restrict(libc, (*confinement.readable, folder), writable)


def kept_by_workers(
    confinement: Confinement, folder: str, writable: Iterable[str]
) -> tuple[str, ...]:
    """What a worker goes on to read where it keeps to its own folder in `writable`.

    It is the same for each worker of the submission in `folder`, and takes a while to find out.
    """
    if confinement.readable is None:
        return ()
    return landlock.in_few_words(confinement.readable, folder, writable)


def keep_to(libc: ctypes.CDLL, readable: tuple[str, ...], own: str) -> None:
    """Keep this fork out of what other workers write: it has the folder `own`. Raises OSError."""
    if readable:
        landlock.narrow(libc, readable, own)


def die_with(parent: Parent) -> None:
    """Have this fork end when its parent does: again, if it has become another user since."""
    parent.libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent.pid or (parent.lifeline and parent.lifeline.is_cut()):
        os._exit(1)


def shut_in_template(libc: ctypes.CDLL) -> None:
    """Have this confined template, of one submission, do nothing but make and end its forks.

    Raises OSError.
    """
    seccomp.restrict(libc, seccomp.for_template())


def shut_in(parent: Parent) -> None:
    """Make this fork of a confined template one that runs a student's code. Raises OSError."""
    die_with(parent)
    if parent.most_threads is not None:
        privileges.limit_threads(parent.most_threads)
        seccomp.restrict(parent.libc, seccomp.for_worker(os.getpid()))
