"""What the tests of the isolation levels share."""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import Worker, levels, probe
from gradus.worker.limits import ProcessLimits
from gradus_checks.session import Session

LIMITS = ProcessLimits(cpu_seconds=20, memory_mb=512)


@dataclass(frozen=True)
class Talk:
    """A conversation with one worker: its module, its channel, itself."""

    module: Any
    channel: RemoteChannel
    worker: Worker


def talk_to(worker: Worker) -> Talk:
    """Begin a case in `worker`."""
    channel = RemoteChannel(worker, output_limit=200)
    channel.begin(Timing(10.0, 60.0))
    return Talk(Session(channel).module("explorer"), channel, worker)


Start = Callable[[], Talk]


def ended(talk: Talk) -> bool:
    """Whether the worker's end of the connection is closed, as it is when its process has ended."""
    try:
        while select.select([talk.worker.frames], [], [], 10.0)[0]:
            # A worker that was never asked has only said that it is ready.
            if not talk.worker.frames.recv(1024):
                return True
    except ConnectionResetError:
        return True
    return False


@contextmanager
def only_bubblewrap() -> Iterator[None]:
    """Where Gradus may make no namespaces itself, and bubblewrap may."""
    found = replace(probe(), namespaces="Gradus may make no namespaces in this test")
    with pytest.MonkeyPatch.context() as to:
        to.setattr(levels, "probe", lambda: found)
        yield
