"""Workers of one folder, and a judge's conversation with each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from wire.wire_helpers import Open

from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import StartWorker, open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks.proxy import ModuleProxy
from gradus_checks.session import Session

GENEROUS = Timing(5.0, 30.0)
STUDENT = Path(__file__).with_name("hostile_student.py")


@pytest.fixture(scope="session")
def start_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartWorker]:
    """What starts workers for the hostile student, on the level that every machine has."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "student.py").write_text(STUDENT.read_text("utf-8"), "utf-8")
    sandbox = open_sandbox("none", "none")
    with sandbox.enter(folder) as starting:
        yield starting
    sandbox.close()


@pytest.fixture
def start(start_worker: StartWorker) -> Iterator[Open]:
    """Starts a fresh worker; returns the channel and the student's module."""
    started = []

    def start_student_code(
        timing: Timing = GENEROUS, output_limit: int = 1000, memory_mb: int = 512
    ) -> tuple[RemoteChannel, ModuleProxy]:
        worker = start_worker(ProcessLimits(cpu_seconds=10, memory_mb=memory_mb))
        started.append(worker)
        channel = RemoteChannel(worker, output_limit)
        channel.begin(timing)
        return channel, Session(channel, channel.intake).module("student")

    yield start_student_code
    for worker in started:
        worker.end()


@pytest.fixture
def start_student() -> Iterator[Callable[[Path], ModuleProxy]]:
    """Starts a worker of the module `student` in a folder."""
    with ExitStack() as open_things:

        def start_module(folder: Path) -> ModuleProxy:
            sandbox = open_things.enter_context(closing(open_sandbox("none", "none")))
            start = open_things.enter_context(sandbox.enter(folder))
            worker = start(ProcessLimits(cpu_seconds=10, memory_mb=512))
            open_things.callback(worker.end)
            channel = RemoteChannel(worker, 1000)
            channel.begin(GENEROUS)
            return Session(channel).module("student")

        yield start_module
