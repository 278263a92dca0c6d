"""A submission's template reads no byte of it, is confined itself, and is believed nothing."""

import math
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sandbox.sandbox_helpers import LIMITS, Start, talk_to

from gradus import wire
from gradus.errors import SandboxError
from gradus.sandbox import StartWorker
from gradus.sandbox.orders import Orders
from gradus_checks import StudentException

CODEC = """
import builtins, os
builtins.READ_BY = os.getpid()
"""
NAMES_A_CODEC = "# -*- coding: quopri -*-\n"


def test_a_module_named_like_a_codec_is_imported_in_workers_only(
    submission: Path, start: Start
) -> None:
    """To compile a file that names the codec `quopri`, Python imports the module of that name."""
    (submission / "quopri.py").write_text(CODEC, "utf-8")
    (submission / "encoded.py").write_text(NAMES_A_CODEC, "utf-8")
    (submission / "explorer.py").write_text("import builtins\nread = vars(builtins).get\n", "utf-8")
    assert start().module.read("READ_BY") is None


def test_what_an_import_allocates_meets_the_workers_own_limit(
    submission: Path, start: Start
) -> None:
    (submission / "explorer.py").write_text("kept = bytes(2**30)\n", "utf-8")
    with pytest.raises(StudentException) as raised:
        start().module.process()
    assert raised.value.is_a(MemoryError)
    (submission / "explorer.py").write_text("kept = bytes(2**28)\n\ndef f(): return 1\n", "utf-8")
    assert start().module.f() == 1


def test_the_template_is_confined_and_limited(start: Start, level: str) -> None:
    talk = start()
    talk.module.process()
    template = _parent_of(talk.module.process()) if level != "namespaces" else None
    if template is None:
        pytest.skip("its processes have other numbers outside of a sandbox of namespaces")
    limits = Path(f"/proc/{template}/limits").read_text("ascii").splitlines()
    soft, hard = next(line for line in limits if line.startswith("Max open files")).split()[3:5]
    assert soft == hard == str(LIMITS.descriptors)
    status = Path(f"/proc/{template}/status").read_text("ascii")
    filtered = status.partition("\nSeccomp:")[2].split(maxsplit=1)[0]
    assert filtered == ("0" if level == "none" else "2")


def _parent_of(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[1])


def test_a_worker_may_have_more_than_its_template(start_worker: StartWorker) -> None:
    worker = start_worker(LIMITS._replace(memory_mb=2048, cpu_seconds=4000))
    talk = talk_to(worker)
    assert list(talk.module.limits()[0]) == [4000, 4000]
    worker.end()


ANSWERS = {
    "no process": True,
    "a process of none": 0,
    "a process before the first": -1,
    "a process beyond all": 2**22,
    "a text": "7",
    "nothing": None,
    "a list": [7],
}
ENDS = {
    "a status below all": [-1, 0.0],
    "a status beyond all": [2**16, 0.0],
    "a truth value": [True, 0.0],
    "time given back": [0, -1000.0],
    "no time at all": [0, math.nan],
    "endless time": [0, math.inf],
    "whole seconds": [0, 1],
    "too little": [0],
    "too much": [0, 0.0, 0.0],
    "another kind": "ended",
}


@contextmanager
def _orders(answer: bytes) -> Iterator[Orders]:
    """The judge's end, where this answer waits."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        theirs.send(answer)
        yield Orders(ours)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_number_that_no_process_has_is_refused(answer: Any) -> None:
    refused = pytest.raises(SandboxError, match="does not know this order")
    with _orders(wire.pack(answer)) as orders, refused:
        orders.fork([], [])


@pytest.mark.parametrize("answer", ENDS.values(), ids=ENDS)
def test_an_end_that_no_process_has_is_refused(answer: Any) -> None:
    refused = pytest.raises(SandboxError, match="does not know its own worker")
    with _orders(wire.pack(answer)) as orders, refused:
        orders.end(7, 0.0)


@pytest.mark.parametrize("answer", [b"\0", b"\0\0\0\0", b"\0\0\0\1\xc1", b"x" * 100])
def test_what_is_no_frame_is_refused(answer: bytes) -> None:
    refused = pytest.raises(SandboxError, match="does not answer as one does")
    with _orders(answer) as orders, refused:
        orders.hear()


@pytest.mark.parametrize("said", ["x" * 10_000, [["x"] * 1000], 7])
def test_what_it_says_is_wrong_is_cut(said: Any) -> None:
    with _orders(wire.pack(said)) as orders, pytest.raises(SandboxError) as refused:
        orders.wait_until_ready()
    assert len(str(refused.value)) < 500


def test_a_right_answer_is_taken() -> None:
    with _orders(wire.pack(4242)) as orders:
        assert orders.fork([], []) == 4242
    with _orders(wire.pack([signal.SIGKILL, 0.25])) as orders:
        ended = orders.end(7, 0.0)
    assert (ended.signal_number, ended.cpu_seconds) == (signal.SIGKILL, 0.25)
