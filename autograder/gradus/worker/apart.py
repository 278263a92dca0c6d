"""The template of one submission in namespaces of its own, made from a warm process outside.

The warm process knows nothing of the submission: the order of a fork brings a socket, and on it
come the folder, as a descriptor, and how much its workers may write. The fork separates itself, and
forks once more, as no process can change its own number: that one is process 1, makes the tree of
files, and confines itself. The first does nothing any more but wait for it, and be its end.
"""

import ctypes
import os
import signal
from _socket import socket
from typing import NamedTuple

from gradus.worker.confinement import Confinement, Parent, die_with, privileges
from gradus.worker.confinement.namespaces import Lifeline, enter_users, hide_memory, separate
from gradus.worker.confinement.root import Layout, build
from gradus.worker.orders import receive
from gradus.worker.streams import own_descriptors


class Apart(NamedTuple):
    """How to make a submission's namespaces: with which users, if with any but one's own number."""

    layout: Layout
    users: int | None


class Entered(NamedTuple):
    """What process 1 knows of itself: whether workers may write, and what it dies with."""

    parent: Parent
    writable: bool


def enter(libc: ctypes.CDLL, confinement: Confinement, apart: Apart, control: socket) -> Entered:
    """Be process 1 of new namespaces, in which the submission is that `control` tells of.

    Only process 1 returns. Raises OSError, also in the process outside.
    """
    warm = Parent(os.getppid(), libc)
    os.setsid()
    scratch, (folder,) = receive(control)
    # So it can be found in the mount table to come, and its path is in nobody's memory.
    os.fchdir(folder)
    threads = privileges.most_threads(confinement.user)
    enter_users(libc, apart.users, confinement.user is None)
    own_descriptors(os.open(os.devnull, os.O_WRONLY), keep=control.fileno())
    die_with(warm)
    separate(libc)
    lifeline = Lifeline()
    pid = os.fork()
    if pid:
        lifeline.hold()
        control.close()
        # Not in the submission any more, which is no part of the tree that there will be.
        os.chdir("/")
        os.waitpid(pid, 0)
        os._exit(0)
    lifeline.follow()
    build(libc, apart.layout, tuple(scratch) if scratch else None)
    privileges.leave_out_capabilities(libc)
    hide_memory(libc)
    # The kernel keeps signals from process 1 that it does not ask for, this one's limit too.
    signal.signal(signal.SIGXCPU, lambda *_: os._exit(1))
    return Entered(Parent(0, libc, threads, lifeline), bool(scratch))
