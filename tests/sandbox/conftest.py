"""A sandbox of every level, a staged submission, and a way to talk to its workers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sandbox.sandbox_helpers import LIMITS, Talk, talk_to

from gradus.assignment import ISOLATION_LEVELS
from gradus.sandbox import Sandbox, StartWorker, available_levels, open_sandbox

EXPLORER = tuple(
    Path(__file__).with_name(f"explorer_{part}.py") for part in ("sees", "files", "acts")
)
"""What a student's only module is put together of."""


@pytest.fixture(params=ISOLATION_LEVELS)
def level(request: pytest.FixtureRequest) -> str:
    """Every isolation level that this machine offers."""
    name: str = request.param
    if name not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {name}")
    return name


@pytest.fixture
def sandbox(level: str) -> Iterator[Sandbox]:
    """A sandbox of that level."""
    sandbox = open_sandbox(level, "none")
    yield sandbox
    sandbox.close()


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """The folder of a staged submission."""
    folder = tmp_path / "submission"
    folder.mkdir()
    source = "\n".join(part.read_text("utf-8") for part in EXPLORER)
    (folder / "explorer.py").write_text(source, "utf-8")
    (tmp_path / "beside.txt").write_text("another student's", "utf-8")
    return folder


@pytest.fixture
def start_worker(sandbox: Sandbox, submission: Path) -> Iterator[StartWorker]:
    """What starts workers for the submission."""
    with sandbox.enter(submission) as start_worker:
        yield start_worker


@pytest.fixture
def start(start_worker: StartWorker) -> Iterator[Callable[[], Talk]]:
    """Starts a fresh worker, which is ended after the test."""
    talks: list[Talk] = []

    def start_talk() -> Talk:
        talks.append(talk_to(start_worker(LIMITS)))
        return talks[-1]

    yield start_talk
    for talk in talks:
        talk.worker.end()
