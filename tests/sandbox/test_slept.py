"""Time that a worker sleeps is told from time that it computes, or waits for a processor."""

import signal
from pathlib import Path

import pytest
from sandbox.sandbox_helpers import Start

from gradus.remote import Timing, WorkerStopped
from gradus.sandbox import slept
from gradus.sandbox.slept import Account, Watch

pytestmark = pytest.mark.slow


class Told(Watch):
    """A watch of a worker of which the test tells what it has computed and was kept waiting."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, counts: bool = True) -> None:
        super().__init__()
        monkeypatch.setattr(slept, "_tells_of_queues", lambda: counts)
        self.pid = 1
        self.computed = self.queued = self.here = 0.0

    def _waits_for_a_disk(self) -> bool:
        return False

    def _readings(self) -> tuple[float, float, float]:
        return self.computed, self.queued, self.here

    def _computed(self) -> float:
        return self.computed

    def pass_time(self, waited: float, computed: float = 0.0, queued: float = 0.0) -> None:
        self.computed += computed
        self.queued += queued
        self.waited(waited)


def test_what_is_neither_computed_nor_queued_is_slept(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Told(monkeypatch)
    watch.begin(5.0)
    watch.pass_time(8.0, computed=1.0, queued=2.0)
    assert watch.account() == Account(computed=1.0, queued=2.0, slept=5.0)
    watch.begin(5.0)
    assert watch.account() == Account()
    assert watch.slept == 5.0


def test_time_in_many_queues_at_once_pays_for_no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty threads that stand in each other's way, then sleep."""
    watch = Told(monkeypatch)
    watch.begin(99.0)
    watch.pass_time(1.0, computed=2.0, queued=60.0)
    assert watch.account() == Account(computed=2.0)
    watch.pass_time(9.0)
    assert watch.slept == 9.0


def test_threads_that_wake_at_once_do_not_add_up(tmp_path: Path) -> None:
    for number, queued in enumerate((10_000_000, 400_000_000, 390_000_000)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "schedstat").write_text(f"1000 {queued} 25\n", "ascii")
    assert slept._longest_queued(tmp_path) == 0.4


def test_quick_answers_are_looked_at_together(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Told(monkeypatch)
    watch.begin(5.0)
    for _ in range(100):
        watch.pass_time(slept.TICK / 10, computed=slept.TICK / 10)
    assert watch.slept == pytest.approx(0.0)
    for _ in range(100):
        watch.pass_time(slept.TICK / 10)
    assert watch.slept == pytest.approx(10 * slept.TICK, abs=slept.TICK)


def test_the_judges_own_queue_is_not_the_workers_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Told(monkeypatch)
    watch.begin(5.0)
    watch.here = 3.0
    watch.pass_time(3.0)
    assert watch.account() == Account(queued=3.0)


@pytest.mark.parametrize(("computed", "asleep"), [(0.01, 0.99), (0.1, 0.0)])
def test_a_kernel_that_tells_of_no_queues(
    monkeypatch: pytest.MonkeyPatch, computed: float, asleep: float
) -> None:
    """Who gets next to nothing of a processor sleeps; who gets little has a busy machine."""
    watch = Told(monkeypatch, counts=False)
    watch.begin(5.0)
    watch.pass_time(1.0, computed=computed)
    assert watch.slept == pytest.approx(asleep)


def test_when_a_worker_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Told(monkeypatch)
    watch.begin(5.0)
    watch.pass_time(5.5, computed=5.5)
    assert watch.verdict == ""
    watch.pass_time(1.0, computed=1.0)
    assert watch.verdict == "overrun"
    watch.begin(5.0)
    watch.pass_time(slept.MOST_SLEPT + 1)
    assert watch.verdict == "slept"
    watch.begin(5.0)
    assert watch.verdict == ""
    watch.most = slept.MOST_SLEPT
    assert watch.verdict == "slept", "of all cases together"


def test_a_worker_that_sleeps(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slept, "MOST_SLEPT", 0.3)
    talk = start()
    with pytest.raises(WorkerStopped) as stopped:
        talk.module.wait()
    assert stopped.value.why == "slept"
    assert stopped.value.account.slept > 0.3
    assert talk.worker.watch.slept >= stopped.value.account.slept


@pytest.mark.parametrize(
    "function",
    [pytest.param("compute", marks=pytest.mark.exhaustive), "compute_in_a_thread"],
)
def test_a_worker_that_computes(
    start: Start, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """Also while its first thread does nothing but wait for another, on however busy a machine."""
    monkeypatch.setattr(slept, "MOST_SLEPT", 0.3)
    talk = start()
    assert getattr(talk.module, function)(0.6) >= 0.6


def test_a_worker_that_has_taken_its_timer_away(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slept, "_GRACE_SECONDS", 0.2)
    talk = start()
    talk.channel.begin(Timing(0.2, 60.0))
    with pytest.raises(WorkerStopped) as stopped:
        talk.module.compute_without_timer(60.0)
    assert stopped.value.why == "overrun"
    assert stopped.value.ran_out_of_cpu
    assert stopped.value.exit.signal_number == signal.SIGKILL
