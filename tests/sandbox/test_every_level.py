"""What every isolation level promises."""

import contextlib
import os
import signal
import socket
from pathlib import Path

import pytest
from sandbox_helpers import LIMITS, Start, ended, talk_to

from gradus.errors import SandboxError, UsageError
from gradus.remote import WorkerStopped
from gradus.sandbox import Cell, Sandbox, available_levels, open_sandbox
from gradus_checks import StudentException

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
    assert where == (str(submission) if level == "none" else "/submission")
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
        # 0, 1 and 2, the frames, and the one with which the folder is being listed.
        assert len(start().module.descriptors()) == 5
    finally:
        os.close(opened)


def test_standard_input_is_empty(start: Start) -> None:
    assert start().module.stdin() == ""


def test_output_is_captured_and_cut(start: Start) -> None:
    talk = start()
    talk.module.say("hello")
    assert talk.channel.take_output() == "hello\n"
    talk.module.say_from_below("below")
    assert talk.channel.take_output() == "below!from a child\n"
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


def test_a_template_that_was_killed_is_replaced_or_reported(start: Start) -> None:
    with pytest.raises((WorkerStopped, SandboxError)):
        start().module.kill_parent()
    with contextlib.suppress(SandboxError):
        assert start().module.remember(1) == [1]


def test_ending_twice_is_harmless(cell: Cell) -> None:
    worker = cell.start(LIMITS)
    assert worker.end() == worker.end()


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


def test_leaving_ends_every_worker(sandbox: Sandbox, submission: Path) -> None:
    with sandbox.enter(submission) as cell:
        talks = [talk_to(cell.start(LIMITS)) for _ in range(3)]
    sandbox.close()
    for talk in talks:
        assert ended(talk)
        talk.worker.frames.close()
        os.close(talk.worker.output)


def test_a_worker_takes_its_own_children_along(start: Start) -> None:
    talk = start()
    talk.module.start_child()
    descriptor = os.dup(talk.worker.output)
    talk.worker.end()
    # The child inherited the output: its end closes the last copy.
    os.set_blocking(descriptor, True)
    assert os.read(descriptor, 1) == b""
    os.close(descriptor)


def test_a_submission_that_is_not_there(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(SandboxError), sandbox.enter(tmp_path / "nowhere") as cell:
        talk_to(cell.start(LIMITS)).module.process()


class TestNamespaces:
    """What level `namespaces` hides beyond that."""

    @pytest.fixture
    def level(self) -> str:
        if "namespaces" not in available_levels():
            pytest.skip("this machine does not offer the isolation level namespaces")
        return "namespaces"

    def test_the_submission_is_read_only(self, start: Start, submission: Path) -> None:
        for path in ("new.txt", "explorer.py", "/usr/new.txt"):
            with pytest.raises(StudentException, match="OSError"):
                start().module.write(path)
        assert [path.name for path in submission.iterdir()] == ["explorer.py"]

    def test_only_the_submission_is_visible(self, start: Start, submission: Path) -> None:
        hidden = (REPOSITORY / "solutions", REPOSITORY / "assignments", REPOSITORY / "tests")
        for path in (*hidden, submission, submission.parent / "beside.txt", Path("/etc/passwd")):
            assert not start().module.exists(str(path)), path

    def test_there_is_no_network(self, start: Start) -> None:
        explorer = start().module
        with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(StudentException):
            explorer.connect(server.getsockname()[1])
        assert start().module.interfaces() == ["lo"]

    def test_other_processes_are_not_to_be_seen(self, start: Start) -> None:
        assert str(os.getpid()) not in start().module.processes()
        assert len(start().module.processes()) <= 4


class TestLevels:
    """How a level is chosen."""

    def test_unknown(self) -> None:
        with pytest.raises(UsageError, match="no isolation level 'docker'"):
            open_sandbox("docker", "none")

    def test_below_the_minimum(self) -> None:
        with pytest.raises(SandboxError, match="asks for isolation of level namespaces"):
            open_sandbox("none", "namespaces")

    def test_the_strongest_is_the_default(self) -> None:
        sandbox = open_sandbox(None, "none")
        assert sandbox.level == available_levels()[-1]
        sandbox.close()

    def test_without_bubblewrap(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert available_levels() == ("none",)
        with pytest.raises(SandboxError, match="apt-get install bubblewrap"):
            open_sandbox(None, "namespaces")
        with pytest.raises(SandboxError, match="bubblewrap is not installed"):
            open_sandbox("namespaces", "none")
