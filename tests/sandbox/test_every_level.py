"""What every isolation level promises."""

import os
import signal
from pathlib import Path

import pytest
from sandbox.sandbox_helpers import LIMITS, Start, ended, talk_to

from gradus.errors import SandboxError
from gradus.remote import WorkerStopped
from gradus.sandbox import Cell, Sandbox, open_sandbox

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_start_is_a_fresh_process(start: Start) -> None:
    first, second = start(), start()
    assert first.module.remember(1) == [1]
    assert second.module.remember(2) == [2]
    assert first.module.remember(3) == [1, 3]
    assert first.module.process() != second.module.process()
    assert not start().module.is_left_behind()


def test_the_working_directory_is_the_submission(
    start: Start, submission: Path, level: str
) -> None:
    where, names = start().module.folder()
    assert where == ("/submission" if level == "namespaces" else str(submission))
    assert names == ["explorer.py"]


def test_the_environment_holds_no_secret(
    level: str, submission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADUS_SECRET", "hidden seed")
    monkeypatch.setenv("SOME_TOKEN", "hidden seed")
    sandbox = open_sandbox(level, "none")
    try:
        with sandbox.enter(submission) as cell:
            talk = talk_to(cell.start(LIMITS))
            environment = talk.module.environment()
            talk.worker.end()
    finally:
        sandbox.close()
    assert "hidden seed" not in environment.values()
    assert "SOME_TOKEN" not in environment
    assert environment["OMP_NUM_THREADS"] == "1"


def test_no_other_descriptor_is_open(start: Start, tmp_path: Path) -> None:
    opened = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(opened, True)
    try:
        start()
        # 0, 1 and 2, and the frames.
        assert len(start().module.descriptors()) == 4
    finally:
        os.close(opened)


def test_standard_input_is_empty(start: Start) -> None:
    assert start().module.stdin() == ""


def test_output_is_captured_and_cut(start: Start) -> None:
    talk = start()
    talk.module.say("hello")
    assert talk.channel.take_output() == "hello\n"
    talk.module.say_from_below("below")
    assert talk.channel.take_output() == "below!"
    talk.module.say("y" * 1000)
    assert talk.channel.take_output() == "y" * 200 + "\n… (more was printed)"


def test_limits_are_set_and_cannot_be_raised(start: Start) -> None:
    assert start().module.limits() == [
        [LIMITS.cpu_seconds] * 2,
        [LIMITS.descriptors] * 2,
        [0, 0],
        [LIMITS.file_mb * 2**20] * 2,
    ]


def test_threads_are_allowed(start: Start) -> None:
    assert list(start().module.threads()) == ["thread"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_killed_worker_leaves_the_template_usable(start: Start, number: int) -> None:
    with pytest.raises(WorkerStopped) as caught:
        start().module.end(int(number))
    assert caught.value.exit.signal_number == number
    assert start().module.remember(1) == [1]


def test_ending_twice_is_harmless(cell: Cell) -> None:
    worker = cell.start(LIMITS)
    assert worker.end() == worker.end()


def test_leaving_ends_every_worker(sandbox: Sandbox, submission: Path) -> None:
    with sandbox.enter(submission) as cell:
        talks = [talk_to(cell.start(LIMITS)) for _ in range(3)]
    sandbox.close()
    for talk in talks:
        assert ended(talk)
        talk.worker.frames.close()
        os.close(talk.worker.output)


def test_a_submission_that_is_not_there(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(SandboxError), sandbox.enter(tmp_path / "nowhere") as cell:
        talk_to(cell.start(LIMITS)).module.process()
