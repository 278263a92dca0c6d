"""What every isolation level promises."""

import os
import platform
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from sandbox.sandbox_helpers import LIMITS, Start, ended, talk_to

from gradus.errors import SandboxError
from gradus.remote import WorkerStopped
from gradus.sandbox import Sandbox, StartWorker, open_sandbox

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_start_is_a_fresh_process(start: Start) -> None:
    first, second = start(), start()
    assert first.module.remember(1) == [1]
    assert second.module.remember(2) == [2]
    assert first.module.remember(3) == [1, 3]
    assert first.module.process() != second.module.process()
    assert not start().module.is_left_behind()


def test_the_working_directory_is_the_submission_as_it_was_handed_in(
    start: Start, submission: Path
) -> None:
    (submission / "data" / "deep").mkdir(parents=True)
    (submission / "data" / "deep" / "notes.txt").write_text("c d e", "utf-8")
    module = start().module
    where, names = module.folder()
    assert where != str(submission)
    assert names == ["data", "explorer.py"]
    assert module.read("data/deep/notes.txt") == "c d e"
    assert module.own_folder() == where


WRITTEN = ("new.txt", "data/new.txt", "data/notes.txt", "folder/new.txt")


def test_it_can_be_written_to_and_is_thrown_away(
    start: Start, submission: Path, level: str
) -> None:
    (submission / "data").mkdir()
    (submission / "data" / "notes.txt").write_text("as handed in", "utf-8")
    talk = start()
    where = Path(talk.module.folder()[0])
    assert talk.module.make_folder("folder")
    assert all(talk.module.write(path) for path in WRITTEN)
    assert talk.module.read("data/notes.txt") == "x"
    temporary = talk.module.write_temporary()
    assert talk.module.exists(temporary)
    talk.worker.end()
    module = start().module
    assert module.folder()[1] == ["data", "explorer.py"]
    assert module.read("data/notes.txt") == "as handed in"
    assert not module.exists(temporary)
    assert level == "namespaces" or not where.exists()
    assert sorted(path.name for path in submission.iterdir()) == ["data", "explorer.py"]


def test_what_students_do_with_files_works(start: Start) -> None:
    assert list(start().module.ordinary_habits()) == [
        "best.npz",
        "copy.log",
        "explorer.py",
        "history.json",
        "memory.dat",
        "run.log",
    ]


def test_nothing_is_left_where_workers_wrote(
    sandbox: Sandbox, submission: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (temporary := tmp_path / "temporary").mkdir(mode=0o755)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with sandbox.enter(submission) as start_worker:
        for _ in range(2):
            talk = talk_to(start_worker(LIMITS))
            with suppress(WorkerStopped):  # where the judge looks, it soon sees enough
                talk.module.leave_a_mess()
            assert talk.worker.end()
    assert not [*temporary.iterdir()]


def test_a_cell_can_be_one_in_which_nothing_is_written(
    sandbox: Sandbox, submission: Path, level: str
) -> None:
    with sandbox.enter(submission, writable=False) as start_worker:
        talk = talk_to(start_worker(LIMITS))
        where, names = talk.module.folder()
        assert names == ["explorer.py"]
        assert where == ("/submission" if level == "namespaces" else str(submission))
        talk.worker.end()


def test_the_environment_holds_no_secret(
    level: str, submission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADUS_SECRET", "hidden seed")
    monkeypatch.setenv("SOME_TOKEN", "hidden seed")
    sandbox = open_sandbox(level, "none")
    try:
        with sandbox.enter(submission) as start_worker:
            talk = talk_to(start_worker(LIMITS))
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


def test_streams_can_be_changed_wrapped_and_asked(start: Start) -> None:
    talk = start()
    assert tuple(talk.module.say_in_other_ways()) == (0, 1, 2)
    said = talk.channel.take_output()
    assert sorted(said) == sorted("αβ\nγ\nδ\\udcff\n")
    talk.module.say("still heard")
    assert talk.channel.take_output() == "still heard\n"


def test_limits_are_set_and_cannot_be_raised(start: Start) -> None:
    assert start().module.limits() == [
        [LIMITS.cpu_seconds] * 2,
        [LIMITS.descriptors] * 2,
        [0, 0],
        [LIMITS.file_mb * 2**20] * 2,
    ]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told how to keep it")
def test_freed_memory_is_used_again(start: Start) -> None:
    assert start().module.megabytes_given_anew(times=20) < 16


def test_threads_are_allowed(start: Start) -> None:
    assert list(start().module.threads()) == ["thread"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_killed_worker_leaves_the_template_usable(start: Start, number: int) -> None:
    with pytest.raises(WorkerStopped) as caught:
        start().module.end(int(number))
    assert caught.value.exit.signal_number == number
    assert start().module.remember(1) == [1]


def test_ending_twice_is_harmless(start_worker: StartWorker) -> None:
    worker = start_worker(LIMITS)
    assert worker.end() == worker.end()


def test_leaving_ends_every_worker(sandbox: Sandbox, submission: Path) -> None:
    with sandbox.enter(submission) as start_worker:
        talks = [talk_to(start_worker(LIMITS)) for _ in range(3)]
    sandbox.close()
    for talk in talks:
        assert ended(talk)
        talk.worker.frames.close()
        os.close(talk.worker.output)


def test_a_submission_that_is_not_there(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(SandboxError), sandbox.enter(tmp_path / "nowhere") as start_worker:
        talk_to(start_worker(LIMITS)).module.process()
