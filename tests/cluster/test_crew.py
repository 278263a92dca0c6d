"""A cluster's workers as an executor, and what they are told, show and refuse."""

import io
import logging
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from cluster.here import cluster_here
from distributed import Client
from gradebook.fake_class import FakeSource, hand_in, make_source

from gradus.cluster import Crew
from gradus.cluster.luggage import Parcel, pack_luggage
from gradus.cluster.messages import Batch, Outcome, Report
from gradus.cluster.muster import Muster
from gradus.cluster.versions import difference, versions_here
from gradus.errors import CouldNotCheck, GradusError
from gradus.gradebook import WorkerLost
from gradus.submission import Submission, find_submissions

SECRET = b"open sesame, nobody else knows"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> FakeSource:
    return replace(make_source(tmp_path_factory.mktemp("fake")), secret=SECRET)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with cluster_here() as client:
        yield client


@pytest.fixture(scope="module")
def log() -> Iterator[io.StringIO]:
    """All that Dask logs, with every message."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.fixture(scope="module")
def crew(client: Client, source: FakeSource, log: io.StringIO) -> Iterator[Crew]:
    assert not log.getvalue()
    crew = Crew(client, source.assignment, source)
    crew.level.result(60)
    yield crew
    crew.end()


def half(number: int, *, of: int = 2) -> float:
    if number < 0:
        raise ValueError("negative")
    return number / of


def raise_lock() -> None:
    raise ValueError("it holds", threading.Lock())


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def remove_all(course: Path) -> None:
    shutil.rmtree(course.parent)


def text_of(submission: Submission) -> tuple[str, str]:
    return submission.path.name, (submission.path / "losses.py").read_text()


def secret_of(source: FakeSource) -> bytes:
    return source.secret


def own_lines(course: Path) -> str:
    return (course / "solutions" / "losses.py").read_text()


@pytest.mark.slow
def test_it_is_an_executor(crew: Crew) -> None:
    assert isinstance(crew, Executor)
    assert list(crew.map(half, (number for number in range(3)))) == [0, 0.5, 1]
    assert crew.submit(half, 3, of=3).result() == 1
    with pytest.raises(ValueError, match="negative"):
        crew.submit(half, -1).result()
    with pytest.raises(RuntimeError, match="it holds"):  # What cannot be packed is told in words.
        crew.submit(raise_lock).result()
    sleeping = crew.submit(time.sleep, 0.1)
    assert not sleeping.cancel()
    assert sleeping.result() is None


@pytest.mark.slow
@pytest.mark.exhaustive
def test_what_kills_its_process_twice_is_lost_and_nothing_else(crew: Crew) -> None:
    killing, other = crew.submit(die), crew.submit(half, 4)
    assert other.result() == 2
    assert isinstance(killing.exception(), WorkerLost)


@pytest.mark.slow
@pytest.mark.exhaustive
def test_a_worker_that_can_write_no_more_gets_no_more_jobs(
    client: Client, source: FakeSource
) -> None:
    told = Told()
    crew = Crew(client, source.assignment, source, told)
    crew.level.result(60)
    crew._muster._patience = 1.0  # There is no other worker to wait for.
    crew.submit(remove_all, source.assignment.course).result()
    with pytest.raises(CouldNotCheck, match="No such file or directory"):
        crew.submit(half, 4).result(60)
    crew.end()
    (said,) = told
    assert "gets no work: No such file or directory" in said


@pytest.mark.slow
def test_the_course_and_what_was_handed_in_travel(
    crew: Crew, source: FakeSource, tmp_path: Path
) -> None:
    hand_in(tmp_path, ada="7")
    (submission,) = find_submissions(tmp_path / "class", ("losses",))
    assert crew.submit(text_of, submission).result() == ("ada", "7")
    there = crew.submit(Path.resolve, source.assignment.course).result()
    assert there != source.assignment.course.resolve()
    assert crew.submit(own_lines, source.assignment.course).result() == "10"
    assert there.parent.stat().st_mode & 0o077 == 0


def pages(scheduler: Any) -> list[str]:
    """What Dask's web server shows of the cluster and of its tasks, apart from drawings."""
    kinds = [f"info/main/{page}.html" for page in ("workers", "exceptions", "logs")]
    tasks = [f"info/task/{key}.html" for key in scheduler.tasks]
    shown = []
    for name in (*kinds, "json/identity.json", *tasks):
        connection = HTTPConnection("127.0.0.1", scheduler.http_server.port, timeout=30)
        connection.request("GET", f"/{name}")
        shown.append(connection.getresponse().read().decode())
        connection.close()
    return shown


@pytest.mark.slow
def test_the_secret_reaches_workers_and_no_log(
    client: Client, crew: Crew, source: FakeSource, log: io.StringIO
) -> None:
    """Neither what Dask logs, nor what it shows on its pages."""
    assert crew.submit(secret_of, source).result() == SECRET
    # Dask writes down the arguments of what fails.
    job = Batch((SECRET,)), Outcome((Parcel(SECRET),))
    failing = client.submit(int, *job, pack_luggage(source.assignment, source))
    assert failing.exception()
    scheduler = client.cluster.scheduler
    shown = [
        log.getvalue(),
        repr(scheduler.worker_plugins),
        repr(client.get_scheduler_logs()),
        repr(client.get_worker_logs()),
        repr(client.get_events()),
        repr(client.scheduler_info()),
        repr(list(scheduler.transition_log)),
        repr([client.story(key) for key in scheduler.tasks]),
        repr((crew, *job, pack_luggage(source.assignment, source))),
        *pages(scheduler),
    ]
    assert "register_worker_plugin" in shown[0]
    assert "Compute Failed" in shown[0]
    assert any(client.id in text for text in shown)
    for text in shown:
        assert "sesame" not in text
        assert crew._enrolment._key.decode() not in text


def test_another_version_is_named_with_ones_own() -> None:
    here = versions_here(["numpy"])
    assert difference(here) == ""
    for name, called in (("Python", "Python"), ("Gradus", "Gradus"), ("numpy", "NumPy")):
        told = difference({**here, name: "0.0.1"})
        assert told == f"it has {called} {here[name]}, and this run 0.0.1. Install the same there"
    assert difference({**here, "no-such-package": "1.0"}).startswith("it has no no-such-package")


class Told(list[str]):
    """What a person was told."""

    def __call__(self, told: str) -> None:
        self.append(told)


def test_a_run_is_at_the_strongest_level_that_is_there() -> None:
    told = Told()
    muster = Muster("tcp://there:8786", told)
    muster.hear(Report("tcp://weak", level="confined", ready=True))
    muster.look({"tcp://weak", "tcp://slow"}, 1)
    assert not muster.level.done()  # The other has not answered yet.
    muster.hear(Report("tcp://slow", level="namespaces"))
    muster.look({"tcp://weak", "tcp://slow"}, 1)
    assert not muster.level.done()  # It is not ready.
    muster.hear(Report("tcp://slow", level="namespaces", ready=True))
    muster.look({"tcp://weak", "tcp://slow"}, 2)
    assert muster.level.result() == "namespaces"
    assert told == [
        "Worker tcp://weak gets no work: it gives isolation confined, and others namespaces. "
        "To use it, too, add --isolation confined."
    ]
    muster.hear(Report("tcp://late", level="confined"))
    assert "tcp://late gets no work" in told[-1]


def test_without_a_worker_that_can_work_nobody_is_waited_for() -> None:
    told = Told()
    muster = Muster("tcp://there:8786", told)
    muster.hear(Report("tcp://weak", level="none"))
    muster.hear(
        Report("tcp://weak", level="none", problem="it asks for confined, and this gives none.")
    )
    with pytest.raises(CouldNotCheck, match=r"^it asks for confined, and this gives none\.$"):
        muster.look({"tcp://weak"}, 0)


def test_who_starts_again_at_the_same_address_is_not_taken_for_the_other() -> None:
    muster = Muster("tcp://there:8786", Told())
    muster.hear(Report("tcp://full", asks=True))
    muster.hear(Report("tcp://full", problem="it cannot unpack the course: No space left."))
    with pytest.raises(CouldNotCheck, match="No space left"):
        muster.look({"tcp://full"}, 0)
    muster.hear(Report("tcp://full", asks=True))
    muster.look({"tcp://full"}, 0)  # It is waited for.
    muster.hear(Report("tcp://full", level="confined", ready=True))
    muster.look({"tcp://full"}, 1)
    assert muster.level.result() == "confined"


@pytest.mark.parametrize(
    ("workers", "said"), [((), "there is none"), (("w",), "none has answered")]
)
def test_patience_ends(workers: tuple[str, ...], said: str) -> None:
    muster = Muster("tcp://there:8786", Told(), patience=0.0)
    with pytest.raises(GradusError, match=rf"{said}.*`dask worker tcp://there:8786`"):
        muster.look(workers, 0)
