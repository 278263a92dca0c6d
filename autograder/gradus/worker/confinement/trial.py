"""Try to make the namespaces of a submission, in a process that is there for nothing else."""

import ctypes
import os
import sys
from collections.abc import Sequence
from typing import Any

from gradus.worker.confinement.namespaces import enter_users, hide_memory, separate
from gradus.worker.confinement.root import Layout, build

_SCRATCH = (4096, 10)  # bytes and files: a trial writes next to nothing


def main(users: int | None, alone: bool, layout: Sequence[Any], needed: str) -> None:
    """Print why they cannot be made, if so, and end with code 1.

    The file `needed` is one that has to be found inside.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        # The working folder is mounted as a submission would be.
        os.chdir(os.path.dirname(__file__))
        enter_users(libc, users, alone)
        separate(libc)
        pid = os.fork()
        if pid:
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) and 1)
        build(libc, Layout(*layout), _SCRATCH)
        hide_memory(libc)
        os.stat(needed)
    except OSError as error:
        print(error.strerror if error.filename is None else error)
        sys.exit(1)
