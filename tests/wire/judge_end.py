"""What fuzzers feed: the judge's end of the wire, where the bytes of a student's process arrive."""

import importlib
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np
from wire.reply_grammar import frames_of

from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.sandbox import Exit, Worker
from gradus_checks import CannotCross, CheckFailed, StudentException, check_answer, check_close
from gradus_checks.live import LiveList
from gradus_checks.proxy import ObjectProxy, handle_of
from gradus_checks.session import Session
from gradus_checks.tables import tag_of
from gradus_checks.weight import check_unfolded

OWN = (CannotCross, CheckFailed, StudentException, WorkerStopped)
"""All that hostile bytes may raise; a judge makes a verdict of each."""

for library in ("pandas", "scipy.sparse"):
    with suppress(ImportError):
        # Else the first data frame that bytes stand for would seem to take so much memory.
        importlib.import_module(library)

_EXACT = (type(None), bool, int, float, complex, str, bytes, np.ndarray, ObjectProxy)
_TABLES = ("DataFrame", "Series", "csr_array", "csc_array", "coo_array")
_HOLDING = (list, tuple, set, dict, LiveList)
_PATIENT = Timing(1.0, 5.0)


class Script(socket.socket):
    """A worker's end that sends one piece each time it is read, whatever it is asked."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        ours, theirs = socket.socketpair()
        theirs.send(b"!")  # There is something to read until the pieces are used up.
        theirs.close()
        super().__init__(fileno=ours.detach())
        self._pieces = pieces

    def send(self, data: Any, _flags: int = 0) -> int:
        if self.fileno() < 0:
            raise OSError("closed")
        return len(data)

    def recv(self, _size: int, _flags: int = 0) -> bytes:
        return next(self._pieces, b"")

    def recvmsg(self, *_sizes: int) -> Any:
        """As the first piece is read, with which the kernel tells who has sent it."""
        return self.recv(0), [], 0, None


def frame_by_frame(stream: bytes) -> Iterator[bytes]:
    """The stream in the frames that it announces: a judge takes two at once for a forgery."""
    while stream:
        size = 4 + int.from_bytes(stream[:4], "big")
        yield stream[:size]
        stream = stream[size:]


def pieces_of(data: bytes) -> Iterator[bytes]:
    """What a fuzzer's input stands for: its first byte tells how the others are read."""
    if data[:1] < b"\x10":
        return iter((data[1:],))
    return frame_by_frame(data[1:]) if data[:1] < b"\x60" else frames_of(data[1:])


def converse(pieces: Iterator[bytes]) -> list[str]:
    """A judge's questions to a worker that answers with `pieces`, and how each ended.

    Raises what is not of `OWN`, and AssertionError for a value that no test should ever hold.
    """
    output, printed = os.pipe()
    os.close(printed)
    worker = Worker(Script(pieces), output, lambda _patience: Exit(0, 0, 0.0))
    try:
        channel = RemoteChannel(worker, output_limit=100)
        channel.begin(_PATIENT)
        return [_asked(question, channel) for question in _questions(Session(channel))]
    finally:
        worker.end()


def _asked(question: Callable[[], Any], channel: RemoteChannel) -> str:
    try:
        value = question()
        check_plain(value)
        check_close(value, np.arange(3.0))
        check_answer(value, np.arange(3.0))
    except OWN as error:
        return type(error).__name__
    finally:
        channel.take_output()
    return "passed"


def _questions(session: Session) -> list[Callable[[], Any]]:
    """Every kind of request, with arguments that a reply can claim to have changed."""
    array, items = np.arange(3.0), [1.5, np.zeros((2, 2)), [True]]
    module = session.module("student")

    def called_back(*args: Any, **kwargs: Any) -> Any:
        check_plain([*args, *kwargs.values()])
        return args[0] if args else len(kwargs)

    return [
        lambda: handle_of(module),
        lambda: session.request("get", 0, "f"),
        lambda: session.request("call", 1, values=((array, items, called_back), {"x": array})),
        lambda: session.request("special", 1, "len", values=((items,),)),
        lambda: session.replace("student", "f", called_back),
        lambda: session.request("call", 1, values=((np.random.default_rng(1),), {})),
    ]


def check_plain(value: Any) -> None:
    """`value` is of types whose methods are known, and as small written out as the judge allows."""
    check_unfolded(value)
    seen: set[int] = set()
    left = [value]
    while left:
        each = left.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if type(each) in _HOLDING:
            left += [*each, *each.values()] if type(each) is dict else each
        elif type(each) is np.ndarray:
            assert each.dtype.kind in "biufc", each.dtype
        elif tag_of(each):
            assert type(each).__name__ in _TABLES, type(each)
        else:
            known = type(each) in _EXACT or isinstance(each, np.generic)
            assert known or getattr(each, "__name__", "") == "called_back", type(each)
