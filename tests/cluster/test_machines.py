"""Schedulers and workers as one starts them by hand, each a program: they die, lack things, lie."""

import datetime
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dask
import pytest
from cluster.machines import A_DAY_AHEAD, Machines
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from gradebook.fake_class import FakeSource, gradings, hand_in, make_source, until

from gradus.cluster import connected
from gradus.errors import CouldNotCheck, GradusError, UsageError
from gradus.gradebook import ClassRun, iter_records

pytestmark = [pytest.mark.slow, pytest.mark.exhaustive]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path)
    yield made
    made.end()


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    return make_source(tmp_path)


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """While the work is done in a thread."""
    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join()


def scores(folder: Path) -> dict[str, float | None]:
    return {record.student: record.score for record in iter_records(folder / "out")}


def kill_a_judge(source: FakeSource) -> None:
    (path,) = source.notes.glob("pid-*")
    os.kill(int(path.name.removeprefix("pid-")), signal.SIGKILL)


def test_a_worker_that_is_killed_is_replaced(machines: Machines, source: FakeSource) -> None:
    hand_in(machines.folder, ada="10", bob="7", xena="wait", zoe="5")
    worker = machines.start_worker("--no-nanny")
    finished: list[ClassRun] = []
    with meanwhile(lambda: finished.append(machines.grade(source))):
        until(lambda: "xena" in gradings(source))
        worker.kill()
        (source.notes / "go").touch()
        machines.start_worker()
    assert finished[0].graded == 4
    assert scores(machines.folder) == {"ada": 10, "bob": 7, "xena": 0, "zoe": 5}
    assert gradings(source)["xena"] == 2


def test_who_kills_workers_is_told_from_who_was_there(
    tmp_path: Path, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    hand_in(tmp_path, ada="10", bob="kill the worker", cy="3", dan="4", eve="5")
    machines = Machines(tmp_path)
    try:
        machines.start_worker()
        assert machines.grade(source).graded == 5
    finally:
        machines.end()
    assert scores(tmp_path) == {"ada": 10, "bob": 0, "cy": 3, "dan": 4, "eve": 5}
    assert gradings(source)["bob"] == 2
    doubtful = {record.student for record in iter_records(tmp_path / "out") if record.attention}
    assert doubtful == {"bob"}


def what_is_said_where(
    happens: Callable[[], object], machines: Machines, source: FakeSource
) -> str:
    """Of a run that cannot go on: ada was graded then, and xena was being graded."""
    hand_in(machines.folder, ada="10", xena="wait")
    machines.start_worker()
    said: list[str] = []

    def grade() -> None:
        with pytest.raises(GradusError) as raised:
            machines.grade(source)
        said.append(str(raised.value))

    with meanwhile(grade):
        until(lambda: "xena" in gradings(source) and len(scores(machines.folder)) == 1)
        happens()
    return said[0]


def test_a_scheduler_that_goes_takes_nothing_along(machines: Machines, source: FakeSource) -> None:
    told = what_is_said_where(machines.scheduler.kill, machines, source)
    assert f"scheduler at {machines.address} is lost" in told
    assert scores(machines.folder) == {"ada": 10}
    (source.notes / "go").touch()
    machines.start_scheduler()
    machines.start_worker()
    finished = machines.grade(source)
    assert (finished.graded, finished.already) == (1, 1)


def test_what_was_sent_is_not_kept(machines: Machines) -> None:
    """Dask (2026.8) keeps a thousand messages by itself, with the submissions in them."""
    machines.start_worker()
    with connected(machines.address, machines.told.append) as client:
        for number in range(30):
            client.submit(len, bytes(number), pure=False).result()
        assert len(client.scheduler_comm.recent_message_log) <= 10


def test_who_comes_later_takes_part(machines: Machines, source: FakeSource) -> None:
    hand_in(machines.folder, ada="10", xena="wait", yuri="wait")
    machines.start_worker()
    with meanwhile(lambda: machines.grade(source)):
        until(lambda: len(gradings(source).keys() & {"xena", "yuri"}) == 1)
        machines.start_worker()
        until(lambda: {"xena", "yuri"} <= gradings(source).keys())
        (source.notes / "go").touch()
    assert len(scores(machines.folder)) == 3


def test_a_clock_that_is_a_day_off_changes_nothing(machines: Machines, source: FakeSource) -> None:
    (machines.folder / "ahead").mkdir()
    (machines.folder / "ahead" / "sitecustomize.py").write_text(A_DAY_AHEAD)
    hand_in(machines.folder, ada="10", bob="die once")
    machines.start_worker(path=machines.folder / "ahead")
    assert machines.grade(source).graded == 2
    assert scores(machines.folder)["ada"] == 10
    assert machines.told == []


def test_another_scheduler_at_the_same_address_is_not_taken_for_it(
    machines: Machines, source: FakeSource
) -> None:

    def replace() -> None:
        machines.scheduler.kill()
        machines.scheduler.wait()
        machines.start_scheduler(machines.address.rpartition(":")[2])

    told = what_is_said_where(replace, machines, source)
    (source.notes / "go").touch()
    assert f"scheduler at {machines.address} is lost" in told
    machines.start_worker()
    assert (machines.grade(source).already, len(scores(machines.folder))) == (1, 2)


def test_another_gradus_is_refused_by_name(machines: Machines, source: FakeSource) -> None:
    other = machines.folder / "other" / "gradus"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text('__version__ = "0.0.1"\n')
    about = other.parent / "gradus_course-0.0.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: gradus-course\nVersion: 0.0.1\n")
    hand_in(machines.folder, ada="10")
    machines.start_worker(path=other.parent)
    with pytest.raises(CouldNotCheck, match=r"^it has Gradus 0\.0\.1, and this run \d"):
        machines.grade(source)
    machines.start_worker()
    assert machines.grade(source, workers=2).graded == 1
    assert "gets no work: it has Gradus 0.0.1" in machines.told[-1]


def test_a_reference_that_is_wrong_is_said_as_it_is_here(
    machines: Machines, source: FakeSource
) -> None:
    (source.assignment.solutions / "losses.py").write_text("wrong")
    hand_in(machines.folder, ada="10")
    machines.start_worker()
    with pytest.raises(CouldNotCheck, match=r"^The reference fails task_1_1\.$"):
        machines.grade(source)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_named_and_others_go_on(machines: Machines, source: FakeSource) -> None:
    full = machines.folder / "full"
    full.mkdir()
    subprocess.run(("mount", "-t", "tmpfs", "-o", "size=64k", "none", full), check=True)
    try:
        (source.assignment.folder / "large.bin").write_bytes(bytes(200_000))
        hand_in(machines.folder, ada="10", bob="7")
        worker = machines.start_worker(folder=full)
        with pytest.raises(CouldNotCheck, match="No space left on device"):
            machines.grade(source)
        machines.start_worker()
        assert machines.grade(source, workers=2).graded == 2
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    finally:
        subprocess.run(("umount", "-l", full), check=True)


def certificate(folder: Path) -> tuple[Path, Path]:
    """One that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a course")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, plain))
    return pem, secret


def test_certificates_of_dask(tmp_path: Path, source: FakeSource) -> None:
    pem, key = certificate(tmp_path)
    options = ("--tls-ca-file", str(pem), "--tls-cert", str(pem), "--tls-key", str(key))
    machines = Machines(tmp_path, "--protocol", "tls", *options)
    try:
        machines.start_worker()
        hand_in(tmp_path, ada="10")
        assert machines.address.startswith("tls://")
        with pytest.raises(UsageError, match="needs certificates, and Dask's settings name none"):
            machines.grade(source)
        own = {"ca-file": str(pem), "client.cert": str(pem), "client.key": str(key)}
        with dask.config.set({f"distributed.comm.tls.{name}": at for name, at in own.items()}):
            assert machines.grade(source).graded == 1
        assert machines.told == []
    finally:
        machines.end()


def test_another_program_is_no_scheduler() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.server_port}"
        with (
            pytest.raises(CouldNotCheck, match=f"No Dask scheduler answers at {address}"),
            connected(address, print),
        ):
            pass
        server.shutdown()


def test_a_program_that_speaks_first_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_arguments: object, **_options: object) -> None:
        raise MemoryError((1 << 61,), "uint8")  # as Dask does with what is no length

    monkeypatch.setattr("gradus.cluster.connecting._Client", connect)
    with (
        pytest.raises(CouldNotCheck, match=r"scheduler does\. Is this the scheduler's port, not"),
        connected("tcp://127.0.0.1:22", print),
    ):
        pass


@pytest.mark.parametrize(
    "address", ["", "tcp://", "tcp://here", "http://here:80", "local:0", "8786"]
)
def test_what_is_no_address_is_wrong_use(address: str) -> None:
    with pytest.raises(UsageError, match="write tcp://HOST:8786"), connected(address, print):
        pass
