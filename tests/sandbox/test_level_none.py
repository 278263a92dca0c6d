"""Without isolation a worker can start processes and kill its template: no lasting harm."""

import os

import pytest
from sandbox.sandbox_helpers import Start

from gradus.errors import SandboxError
from gradus.remote import WorkerStopped
from gradus.sandbox.template import Template


@pytest.fixture
def level() -> str:
    return "none"


def test_the_output_of_children_is_captured(start: Start) -> None:
    talk = start()
    talk.module.say_from_a_child()
    assert talk.channel.take_output() == "from a child\n"


def test_a_template_that_was_killed_is_replaced(start: Start) -> None:
    with pytest.raises((WorkerStopped, SandboxError)):
        start().module.kill_parent()
    assert start().module.remember(1) == [1]


def test_ending_after_the_template_has_gone(start: Start) -> None:
    talk = start()
    with pytest.raises((WorkerStopped, SandboxError)):
        talk.module.kill_parent()
    reading, writing = os.pipe()  # May be given the numbers that the worker's pipe had.
    talk.worker.end()
    os.write(writing, b"x")
    assert os.read(reading, 1) == b"x"
    os.close(reading)
    os.close(writing)


def test_a_worker_takes_its_own_children_along(start: Start) -> None:
    talk = start()
    talk.module.start_child()
    descriptor = os.dup(talk.worker.output)
    talk.worker.end()
    # The child inherited the output: its end closes the last copy.
    os.set_blocking(descriptor, True)
    assert os.read(descriptor, 1) == b""
    os.close(descriptor)


def test_what_a_worker_cannot_import_is_told_with_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradus.sandbox.template._PROGRAM", "import nobody_has_this")
    with pytest.raises(SandboxError, match=r"Install Gradus, and nobody_has_this with it, in a v"):
        Template()
