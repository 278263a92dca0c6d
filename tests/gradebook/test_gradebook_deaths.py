"""Whoever dies, the grades live: the run itself, its processes, the disk."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest
from gradebook.fake_class import (
    FakeSource,
    gradings,
    hand_in,
    make_source,
    run,
    threads,
    until,
)

from gradus.cli.consoles import open_consoles
from gradus.cli.scheduler import pools_of
from gradus.errors import CouldNotCheck, GradusError, UsageError
from gradus.gradebook import (
    JudgeSource,
    PoolFactory,
    WorkerLost,
    grade_class,
    iter_records,
    local_pool,
    worker,
)
from gradus.gradebook.executors import LocalPool
from gradus.gradebook.writing import sole_writer
from gradus.results import Record, Status

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = """
import sys
from pathlib import Path
from gradebook.fake_class import resume_source, run
from gradus.cli.consoles import open_consoles
from gradus.cli.scheduler import pools_of
from gradus.errors import GradusError

if __name__ == "__main__":
    folder, scheduler = Path(sys.argv[1]), sys.argv[2]
    source = resume_source(folder)
    try:
        with pools_of(scheduler or None, source, open_consoles()) as pools:
            run(folder, source=source, pools=pools)
    except GradusError as error:
        sys.exit(str(error))
"""


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    return make_source(tmp_path)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    from cluster.here import cluster_here  # It takes long to import, and few tests need it.

    with cluster_here() as client:
        yield client


@pytest.fixture(params=["processes", pytest.param("cluster", marks=pytest.mark.exhaustive)])
def pools(request: pytest.FixtureRequest, source: FakeSource) -> PoolFactory:
    """Where to grade: what one survives the other does."""
    if request.param == "processes":
        return local_pool
    from cluster.here import pools_on

    return pools_on(request.getfixturevalue("client"), source)


@pytest.fixture(params=["", pytest.param("local:2", marks=pytest.mark.exhaustive)])
def scheduler(request: pytest.FixtureRequest) -> str:
    """Where a run of its own grades: on processes, or on a cluster."""
    return str(request.param)


def records(folder: Path) -> dict[str, Record]:
    return {record.student: record for record in iter_records(folder / "out")}


def is_alive(pid: int) -> bool:
    try:
        # A process that has ended and is not yet waited for still has an entry.
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def pids(source: FakeSource) -> list[int]:
    return [int(path.name.removeprefix("pid-")) for path in source.notes.glob("pid-*")]


def started(folder: Path, source: FakeSource, scheduler: str) -> "subprocess.Popen[str]":
    """A run in its own process, with everybody graded but two who wait."""
    hand_in(folder, ada="10", bob="7", cy="3", xena="wait", yuri="wait", zoe="5")
    process = subprocess.Popen(
        (sys.executable, "-c", SCRIPT, str(folder), scheduler),
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: {"xena", "yuri"} <= gradings(source).keys() and len(records(folder)) == 3)
    return process


def goes_on(folder: Path, source: FakeSource) -> None:
    """Nobody is left over from the killed run, and a second grades only what is missing."""
    until(lambda: not any(map(is_alive, pids(source))))
    assert records(folder).keys() == {"ada", "bob", "cy"}
    (source.notes / "go").touch()
    finished = run(folder, source=source)
    assert (finished.graded, finished.already) == (3, 3)
    assert gradings(source) == {"ada": 1, "bob": 1, "cy": 1, "xena": 2, "yuri": 2, "zoe": 1}
    assert len(records(folder)) == 6


def test_killed_it_goes_on(tmp_path: Path, source: FakeSource, scheduler: str) -> None:
    with started(tmp_path, source, scheduler) as process:
        process.kill()
    goes_on(tmp_path, source)


@pytest.mark.parametrize(("number", "everybody"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_interrupted_it_ends_cleanly_and_goes_on(
    tmp_path: Path, source: FakeSource, scheduler: str, number: signal.Signals, everybody: bool
) -> None:
    with started(tmp_path, source, scheduler) as process:
        # Ctrl-C goes to every process of the terminal, `kill` to one.
        (os.killpg if everybody else os.kill)(process.pid, number)
        told = process.communicate()[1]
    assert told == "Interrupted: 3 of 6 graded; run the same command to go on.\n"
    assert process.returncode == 1
    goes_on(tmp_path, source)


def test_a_process_that_dies_takes_nobody_along(
    tmp_path: Path, source: FakeSource, pools: PoolFactory
) -> None:
    hand_in(tmp_path, ada="10", bob="die", cy="3", dan="4", eve="5", fay="6")
    finished = run(tmp_path, source=source, pools=pools)
    assert finished.graded == 6
    found = records(tmp_path)
    assert {name: found[name].score for name in sorted(found)} == {
        "ada": 10,
        "bob": 0,
        "cy": 3,
        "dan": 4,
        "eve": 5,
        "fay": 6,
    }
    (question,) = found["bob"].questions
    assert [case.status for case in question.cases] == [Status.UNCHECKED]
    assert question.possible == 10
    assert "died twice" in found["bob"].attention[0]
    assert gradings(source)["bob"] == 2


def test_who_could_not_be_checked_is_tried_again(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="die")
    run(tmp_path, source=source)
    hand_in(tmp_path, bob="die once")
    (source.notes / "graded-bob").unlink()
    finished = run(tmp_path, source=source)
    assert (finished.graded, finished.already) == (1, 1)
    assert records(tmp_path)["bob"].attention == ()


def test_an_error_in_the_judge_is_recorded(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="raise")
    run(tmp_path, source=source, processes=False)
    found = records(tmp_path)
    assert found["ada"].score == 10
    assert found["bob"].attention == ("could not be checked: ValueError",)
    (case,) = found["bob"].questions[0].cases
    assert "a bug in the judge" in case.detail
    assert "bug" not in case.message


def test_a_death_before_the_first_submission_is_explained(
    tmp_path: Path, source: FakeSource, scheduler: str
) -> None:
    hand_in(tmp_path, ada="10")
    (source.assignment.solutions / "losses.py").write_text("die")
    with (
        pytest.raises(CouldNotCheck, match="died before the first submission"),
        pools_of(scheduler or None, source, open_consoles()) as pools,
    ):
        run(tmp_path, source=source, pools=pools)


def test_a_full_disk_loses_nothing(
    tmp_path: Path, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path, ada="10", bob="7", cy="3")
    free = iter(range(3))

    def fsync(_descriptor: int) -> None:
        if next(free, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(GradusError, match=r"No space left on device.*run the same command"):
            run(tmp_path, source=source, jobs=1, processes=False)
    assert records(tmp_path).keys() == {"ada"}
    assert not list(tmp_path.rglob("*.partial"))
    assert run(tmp_path, source=source, processes=False).already == 1


def test_one_run_at_a_time(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10")
    with (
        sole_writer(tmp_path / "out"),
        pytest.raises(GradusError, match=rf"Another run \(process {os.getpid()}\)"),
    ):
        run(tmp_path, source=source, processes=False)
    assert run(tmp_path, source=source, processes=False).graded == 1


def test_results_cannot_go_where_a_file_is(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10")
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="there is a file in its place"):
        run(tmp_path, source=source, processes=False)


def test_results_cannot_go_where_nobody_may_write(source: FakeSource) -> None:
    with pytest.raises(UsageError, match="The results cannot go to /proc/gradus"):
        grade_class(source, (), Path("/proc/gradus"))


class LosesBob(LocalPool):
    """A pool whose processes die one by one, and where others live on: twice it was on bob."""

    def submit(self, function: Any, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if args[-1].submission.student != "bob":
            return super().submit(function, *args, **kwargs)
        future.set_exception(WorkerLost())
        return future

    def level(self, source: JudgeSource) -> Future[str]:
        return super().submit(source.level)

    def calibration(self, source: JudgeSource) -> Future[bytes]:
        return super().submit(worker.calibrate, source)


def test_a_job_that_is_lost_elsewhere_is_recorded(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="7", cy="3")
    finished = run(tmp_path, source=source, pools=lambda jobs: LosesBob(threads, jobs))
    assert finished.graded == 3
    found = records(tmp_path)
    assert (found["ada"].score, found["cy"].score) == (10, 3)
    assert "died twice" in found["bob"].attention[0]


class ClosedUnderItsHands(Executor):
    """What a process pool does when a process dies just as it starts another."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise OSError("handle is closed")


def test_an_executor_that_closes_while_it_starts_a_process_counts_as_broken() -> None:
    future = LocalPool(lambda _jobs: ClosedUnderItsHands(), 1).submit(int)
    assert isinstance(future.exception(), BrokenExecutor)
