"""How jobs go together to workers, whatever happens to these, in every order of events."""

import pickle
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from typing import Any

import pytest
from distributed import KilledWorker
from hypothesis import given
from hypothesis import strategies as st

from gradus.cluster.batches import Batches
from gradus.cluster.luggage import Parcel
from gradus.cluster.messages import Batch, Lost, Outcome
from gradus.errors import CouldNotCheck
from gradus.gradebook import WorkerLost


class FakeTask:
    """A task whose outcome the test decides, at the moment of its choice."""

    def __init__(self, jobs: list[Any]) -> None:
        self.jobs = jobs
        self.status = "pending"
        self._outcome: Outcome | Exception = Outcome(())
        self._call: Callable[[Any], None] = lambda _task: None

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        self._call = call

    def cancel(self) -> None:
        self.status = "cancelled"

    def result(self) -> Outcome:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def ends(self, outcome: Outcome | Exception) -> None:
        self._outcome, self.status = outcome, "finished"
        self._call(self)

    def gives(self, *results: Parcel | Lost, seconds: float = 0.0) -> None:
        self.ends(Outcome(results, seconds))

    def does_all(self, *, seconds: float = 0.0) -> None:
        self.gives(*map(done, self.jobs), seconds=seconds * len(self.jobs))

    def is_killed(self) -> None:
        self.ends(KilledWorker(task="", last_worker=None, allowed_failures=3))


class Cluster:
    """Takes batches, and does nothing with them."""

    def __init__(self, slots: int = 1) -> None:
        self.tasks: list[FakeTask] = []
        self.gone: list[Exception] = []
        self.batches = Batches(pickle.dumps, self._send, self._lose)
        self.batches.spread(slots)

    def _send(self, number: int, batch: Batch) -> FakeTask:
        assert number == len(self.tasks)
        self.tasks.append(FakeTask([pickle.loads(job)[1] for job in batch.jobs]))
        return self.tasks[-1]

    def _lose(self, error: Exception) -> None:
        self.gone.append(error)
        self.batches.fail(CouldNotCheck("The scheduler is gone."))

    def add(self, jobs: Iterable[Any]) -> list[Future[Any]]:
        return [self.batches.add((str, job)) for job in jobs]

    def learn(self, seconds: float) -> None:
        """That jobs take so long: two tasks of one job each."""
        futures = self.add(["first", "second"])
        for task in self.tasks[-2:]:
            task.does_all(seconds=seconds)
        wait(futures)

    @property
    def pending(self) -> list[FakeTask]:
        return [task for task in self.tasks if task.status == "pending"]

    def finish(self) -> None:
        """Do all that is handed out, until nothing is."""
        while self.pending:
            self.pending[0].does_all()


def done(job: Any) -> Parcel:
    return Parcel(pickle.dumps((f"{job} done", None)))


def outcome(future: Future[Any]) -> Any:
    assert future.done()
    return future.exception() or future.result()


def test_short_jobs_go_together_and_long_ones_alone() -> None:
    cluster = Cluster(slots=2)
    futures = cluster.add(range(100))
    assert [task.jobs for task in cluster.tasks] == [[0], [1], [2], [3]]
    cluster.tasks[0].does_all(seconds=0.1)
    assert cluster.tasks[4].jobs == list(range(4, 12))
    assert cluster.batches.window == 4 * 2 * 8
    cluster.tasks[1].does_all(seconds=30)
    assert cluster.tasks[5].jobs == [12]
    cluster.finish()
    assert [outcome(future) for future in futures] == [f"{number} done" for number in range(100)]


def test_the_last_jobs_are_for_all_slots() -> None:
    cluster = Cluster(slots=2)
    cluster.learn(0.01)
    cluster.add(range(4))
    for task in cluster.pending:
        task.does_all(seconds=0.01)
    cluster.add(range(8))
    assert max(len(task.jobs) for task in cluster.pending) <= 4


def test_large_submissions_do_not_go_together() -> None:
    cluster = Cluster()
    cluster.learn(0.01)
    cluster.add(["-", "-"])
    futures = cluster.add("x" * 3_000_000 for _ in range(4))
    cluster.finish()
    assert [len(task.jobs) for task in cluster.tasks[4:]] == [2, 2]
    assert all(outcome(future) for future in futures)


def test_what_a_batch_had_no_time_for_is_next() -> None:
    cluster = Cluster()
    cluster.learn(0.1)
    futures = cluster.add(range(12))
    first, second = cluster.pending
    first.does_all()
    second.does_all()
    batch = cluster.pending[0]
    begun, *rest = batch.jobs
    batch.gives(done(begun))
    assert cluster.tasks[-1].jobs[: len(rest)] == rest
    cluster.finish()
    assert [outcome(future) for future in futures] == [f"{number} done" for number in range(12)]


def test_a_job_whose_process_dies_twice_is_lost_and_nothing_beside_it() -> None:
    cluster = Cluster()
    cluster.learn(0.1)
    futures = cluster.add(["a", "b", "poison", *"cdefgh"])
    while cluster.pending:
        task = cluster.pending[0]
        before = task.jobs[: task.jobs.index("poison")] if "poison" in task.jobs else task.jobs
        task.gives(*map(done, before), *(() if before == task.jobs else (Lost(),)))
    assert isinstance(outcome(futures.pop(2)), WorkerLost)
    assert [outcome(future) for future in futures] == [f"{name} done" for name in "abcdefgh"]
    assert sum(task.jobs.count("poison") for task in cluster.tasks) == 2


def test_a_job_that_kills_workers_is_found_alone() -> None:
    """Dask blames whatever was at the workers that died."""
    cluster = Cluster()
    cluster.learn(0.1)
    futures = cluster.add(["a", "b", "poison", *"cdefghij"])
    while cluster.pending:
        bad = any("poison" in task.jobs for task in cluster.pending)
        for task in cluster.pending[:2]:
            task.is_killed() if bad else task.does_all()
    assert isinstance(outcome(futures.pop(2)), WorkerLost)
    assert [outcome(future) for future in futures] == [f"{name} done" for name in "abcdefghij"]


def test_a_suspect_is_alone_also_when_it_comes_back() -> None:
    cluster = Cluster()
    cluster.learn(0.1)
    futures = cluster.add("abcdef")
    for task in cluster.pending:
        task.is_killed()
    (first,) = cluster.pending
    assert len(first.jobs) == 1
    cluster.batches.hand_out_again(cluster.batches.under_way)
    (again,) = cluster.pending
    assert again.jobs == first.jobs
    again.gives(Lost())  # Its process died, and no worker.
    assert [task.jobs for task in cluster.pending] == [first.jobs]
    cluster.finish()
    assert [outcome(future) for future in futures] == [f"{name} done" for name in "abcdef"]


def test_workers_that_cannot_do_a_job_give_it_to_others_and_say_why_in_the_end() -> None:
    cluster = Cluster()
    (future,) = cluster.add(["job"])
    for _ in range(4):
        cluster.pending[0].gives(Lost(unfit="the disk is full"))
        assert not future.done()
    cluster.pending[0].gives(Lost(unfit="the disk is full"))
    assert isinstance(outcome(future), CouldNotCheck)
    assert str(outcome(future)) == "the disk is full"


def test_a_task_that_is_handed_out_again_counts_once_whatever_comes_of_the_first() -> None:
    for late in (
        lambda task: task.does_all(),
        lambda task: task.gives(Lost()),
        lambda task: task.is_killed(),
        lambda task: task.ends(OSError("cancelled")),
    ):
        cluster = Cluster()
        (future,) = cluster.add(["job"])
        cluster.batches.hand_out_again(cluster.batches.under_way)
        stuck, again = cluster.tasks
        assert (stuck.status, again.jobs) == ("cancelled", ["job"])
        late(stuck)
        assert not future.done()
        again.gives(Lost())  # The first death that counts.
        cluster.pending[0].does_all()
        assert outcome(future) == "job done"
        assert cluster.gone == []


EVENTS = ("done", "in part", "died", "unfit", "killed", "stuck", "more", "fewer slots")


@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 5)), max_size=40))
def test_whatever_happens_every_job_has_one_outcome(events: list[tuple[str, int]]) -> None:
    """A future that is set twice raises."""
    cluster = Cluster(slots=2)
    cluster.learn(0.1)
    futures = cluster.add(range(20))
    for event, number in events:
        task = cluster.pending[number % len(cluster.pending)] if cluster.pending else None
        if event == "more":
            futures += cluster.add(range(number))
        elif event == "fewer slots":
            cluster.batches.spread(number)
        elif task and event == "stuck":
            cluster.batches.hand_out_again(frozenset({cluster.tasks.index(task)}))
        elif task and event == "killed":
            task.is_killed()
        elif task:
            some: list[Parcel | Lost] = [done(job) for job in task.jobs[:number]]
            lost = {"died": (Lost(),), "unfit": (Lost(unfit="full"),)}.get(event, ())
            task.does_all() if event == "done" else task.gives(*(some or [Lost()]), *lost)
    cluster.finish()
    assert all(future.done() for future in futures)
    killers = [future for future in futures if isinstance(future.exception(), WorkerLost)]
    if not {"died", "killed", "in part"} & {event for event, _ in events}:
        assert killers == []


def test_a_task_that_is_done_when_it_is_thought_stuck_is_not_handed_out_again() -> None:
    cluster = Cluster()
    (future,) = cluster.add(["job"])
    stuck = cluster.batches.under_way
    cluster.tasks[0].does_all()
    cluster.batches.hand_out_again(stuck)
    assert len(cluster.tasks) == 1
    assert outcome(future) == "job done"


def test_when_the_scheduler_goes_every_job_hears_of_it_also_later_ones() -> None:
    cluster = Cluster()
    futures = cluster.add(range(5))
    cluster.tasks[0].does_all()
    cluster.tasks[1].ends(OSError("gone"))
    futures += cluster.add(["late"])
    assert outcome(futures[0]) == "0 done"
    assert {str(outcome(future)) for future in futures[1:]} == {"The scheduler is gone."}
    cluster.tasks[2].does_all()  # What comes then comes too late.
    assert len(cluster.gone) == 1


def test_a_client_that_closes_while_a_job_is_handed_out_leaves_nobody_waiting() -> None:
    cluster = Cluster()

    def closed(_number: int, _batch: Batch) -> FakeTask:
        raise RuntimeError("closing")

    batches = Batches(pickle.dumps, closed, cluster._lose)
    cluster.batches = batches
    assert str(outcome(batches.add((str, 1)))) == "The scheduler is gone."


def cannot_be_read() -> None:
    raise LookupError("no such class")


class Unreadable:
    def __reduce__(self) -> tuple[Any, ...]:
        return cannot_be_read, ()


def test_what_cannot_be_packed_or_read_is_its_own_job_s_error() -> None:
    cluster = Cluster()
    here, there, good = cluster.add([lambda: None, "there", "good"])
    assert isinstance(outcome(here), pickle.PicklingError | AttributeError)
    cluster.tasks[0].gives(Parcel(pickle.dumps((Unreadable(), None))))
    cluster.finish()
    assert isinstance(outcome(there), LookupError)
    assert outcome(good) == "good done"


@pytest.mark.parametrize("slots", [1, 3, 16, 400])
def test_memory_is_bounded_however_many_slots_there_are(slots: int) -> None:
    cluster = Cluster(slots)
    cluster.learn(0.0001)
    assert 2 * slots <= cluster.batches.window <= max(1000, 4 * slots)
