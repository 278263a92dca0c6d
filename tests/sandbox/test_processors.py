"""A worker runs where its judge does while they take turns, and neither is kept there for long."""

import os

import pytest
from sandbox.sandbox_helpers import Start, Talk

from gradus.remote import Timing
from gradus.sandbox import processors
from gradus.sandbox.processors import Processors

_ALL = os.sched_getaffinity(0)

pytestmark = pytest.mark.skipif(len(_ALL) < 2, reason="there is one processor here")


def _those_of(talk: Talk) -> set[int]:
    assert talk.worker.watch.pid
    return os.sched_getaffinity(talk.worker.watch.pid)


def test_who_takes_turns_shares_a_processor(start: Start) -> None:
    talk = start()
    talk.module.say("I am here")
    talk.channel.begin(Timing(10.0, 60.0))
    assert len(_those_of(talk)) == 1
    assert _those_of(talk) == os.sched_getaffinity(0)
    # While it takes longer than a quarter of a second the judge does not stand in its way.
    talk.module.compute(0.6)
    assert _those_of(talk) == os.sched_getaffinity(0) == _ALL
    talk.channel.begin(Timing(10.0, 60.0))
    other = start()
    other.module.say("So am I")
    other.channel.begin(Timing(10.0, 60.0))
    assert _those_of(talk) == _those_of(other) == os.sched_getaffinity(0) != _ALL
    other.worker.end()
    assert _those_of(talk) == os.sched_getaffinity(0) == _ALL


def test_who_may_not_be_moved_runs_on() -> None:
    mine = Processors()
    mine.take_turns(None)
    assert os.sched_getaffinity(0) == _ALL
    mine.take_turns(2**22)  # no process has this number
    mine.part()
    assert os.sched_getaffinity(0) == _ALL


def test_who_finds_a_queue_parts(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another judge on the same processor, while one beside it is idle."""
    talk = start()
    talk.module.say("I am here")
    monkeypatch.setattr(processors, "_LOOK_SECONDS", 0.0)
    for queued, shared in ((0.0, True), (0.0, True), (60.0, False), (60.0, False)):
        monkeypatch.setattr(processors, "queued_here", lambda queued=queued: queued)
        talk.channel.begin(Timing(10.0, 60.0))
        assert (_those_of(talk) != _ALL) == (os.sched_getaffinity(0) != _ALL) == shared
