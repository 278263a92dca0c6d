"""Where processes that grade come from: a server that has imported what they need, and no more.

A fork of the run itself would copy its threads, locks and memory, and a new Python takes half a
second of imports. Started early, the server imports while the run does so too.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

_JUDGING = "Gradus judge"
_NEEDED = ["gradus.gradebook.worker", "gradus.judge"]


def fresh_processes() -> BaseContext:
    """Makes processes that have no more of this one than they are told."""
    from multiprocessing import get_context

    if sys.platform != "linux":
        # Nothing is judged there, and macOS has libraries that do not outlive a fork.
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_NEEDED)
    return context


def make_ready() -> None:
    """Have the server start its imports, where processes will be wanted."""
    if sys.platform == "linux":
        from multiprocessing import forkserver

        with interrupts_held():
            fresh_processes()
            forkserver.ensure_running()


def judge_only() -> None:
    """Note that this process was started to judge, and does nothing else."""
    from multiprocessing import current_process

    current_process().name = _JUDGING


def judges_only() -> bool:
    """Whether that is so."""
    from multiprocessing import current_process

    return current_process().name == _JUDGING


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes start, as they inherit it held: it is the run's alone."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
