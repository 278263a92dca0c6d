"""Where a student's code calls the reference, that runs in a process of its own: objects, functions
and errors mean there what they would mean here, and the judge itself runs nothing of it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gradus.assignment import Assignment
from gradus.errors import SandboxError
from gradus.judge.mending import Mender, mender_of
from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.sandbox import Meter, Sandbox, open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import StudentException
from gradus_checks.mended import MendedSession

TIMING = Timing(5.0, 60.0)
LIMITS = ProcessLimits(cpu_seconds=20, memory_mb=512)

REFERENCE = """
import os
import numpy as np

def process(): return os.getpid()
def double(x): return 2 * x
def same(x): return x
def refuse(x): raise ValueError(f"not {x}")
def twice(f, x): return f(f(x))
def adder(n): return lambda x: x + n
def draw(rng): return rng.normal(size=3)
def large(): return np.ones(10**8)
def loop():
    while True: pass
def overwrite(x): x[...] = 0

class Layer:
    def __init__(self, n):
        self.W = np.full(n, 2.0)
    def forward(self, x):
        self.x = x
        return x * self.scaled()
    def scaled(self):
        return self.W * 10

class Noise:
    def __init__(self, rng):
        self.rng, self.calls = rng, 0
    def forward(self, x):
        self.calls += 1
        self.mask = self.rng.random(x.shape)
        return x * self.mask
    def backward(self, grad):
        return grad * self.mask
    def told(self):
        self.calls += 1
        drawn = self.rng.random()
        return [self.own(), drawn, self.calls, self.rng.random()]
"""
STUDENT = """
import os
import numpy as np

def process(): return os.getpid()
def double(x): return "wrong"
def same(x): return None
def refuse(x): return None
def twice(f, x): return None
def adder(n): return None
def draw(rng): return None
def large(): return None
def loop(): return None
def overwrite(x): return None
def call_double(x): return double(x) + 1
def call_twice(f, x): return twice(f, x)
def call_adder(x): return adder(10)(x)
def call_refuse(x): return refuse(x)
def call_overwrite(x):
    mine = np.array(x)
    overwrite(mine)
    return mine

class Layer:
    def __init__(self, n): self.W = None
    def forward(self, x): return None
    def scaled(self): return self.W
    def fails(self, x): raise KeyError("mine")

class Noise:
    def __init__(self, rng): pass
    def forward(self, x): return None
    def backward(self, grad): return None
    def told(self): return None
    def own(self):
        self.calls += 100
        return self.rng.random()
    def train(self, times):
        drawn = []
        for _ in range(times):
            y = self.forward(np.ones(2))
            drawn += [*y, *self.backward(np.ones(2)), self.rng.random()]
        return drawn

class Counted(Noise):
    written = 0
    @property
    def calls(self): return self.__dict__["_calls"] + 1000
    @calls.setter
    def calls(self, value):
        self.written += 1
        self.__dict__["_calls"] = value
"""


@pytest.fixture
def course(tmp_path: Path) -> Assignment:
    """One with the reference above; a mender asks for no more."""
    (tmp_path / "student").mkdir()
    (tmp_path / "solutions").mkdir()
    (tmp_path / "student" / "work.py").write_text(dedent(STUDENT), "utf-8")
    (tmp_path / "solutions" / "work.py").write_text(dedent(REFERENCE), "utf-8")
    limits = SimpleNamespace(submission_cpu_seconds=20.0, memory_mb=512)
    course: Assignment = SimpleNamespace(  # type: ignore[assignment]
        modules=("work",),
        provided=(),
        files=(),
        folder=tmp_path,
        limits=limits,
        solutions=tmp_path / "solutions",
    )
    return course


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with closing(open_sandbox("none", "none")) as sandbox:
        yield sandbox


@pytest.fixture
def mended(course: Assignment, sandbox: Sandbox, tmp_path: Path) -> Iterator[Any]:
    """`mended(names)` is the student's module with these of the reference's functions in it."""
    with ExitStack() as open_things:
        meter = Meter()
        mender = open_things.enter_context(closing(mender_of(course, sandbox, meter, TIMING)))

        def module(*names: str) -> Any:
            mender.make_ready()
            start_worker = open_things.enter_context(sandbox.enter(tmp_path / "student"))
            worker = meter.counting(start_worker)(LIMITS)
            open_things.callback(worker.end)
            channel = RemoteChannel(worker, 100)
            channel.begin(TIMING)
            mender.begin(TIMING)
            session = mender.converse(channel)
            for name in names:
                mender.mend(session, "work", name)
            found = session.module("work")
            found.__dict__.update(session=session, mender=mender, meter=meter)
            return found

        yield module


def test_values_go_there_and_back(mended: Any) -> None:
    work = mended("double")
    assert work.call_double(20) == 41
    np.testing.assert_array_equal(work.call_double(np.array([1.0, 2.0])), [3.0, 5.0])


def test_it_runs_neither_here_nor_with_the_student(mended: Any) -> None:
    work = mended("process", "same")
    there = work.process()
    assert there not in (os.getpid(), mended().process())
    assert work.process() == there


def test_methods_read_and_write_the_students_object(mended: Any) -> None:
    """One of them calls another on it, which is the student's own way to the reference again."""
    work = mended("Layer.__init__", "Layer.forward", "Layer.scaled")
    layer = work.Layer(3)
    np.testing.assert_array_equal(layer.W, [2.0, 2.0, 2.0])
    np.testing.assert_array_equal(layer.forward(np.arange(3.0)), [0.0, 20.0, 40.0])
    np.testing.assert_array_equal(layer.x, [0.0, 1.0, 2.0])


def test_what_it_writes_is_seen_in_arrays_that_the_test_knows(mended: Any) -> None:
    work = mended("Layer.__init__", "Layer.forward")
    layer = work.Layer(2)
    known = layer.W
    layer.W = np.array([5.0, 6.0])
    np.testing.assert_array_equal(layer.W, [5.0, 6.0])
    np.testing.assert_array_equal(known, [2.0, 2.0])


def test_arrays_cross_by_value(mended: Any) -> None:
    np.testing.assert_array_equal(mended("overwrite").call_overwrite([1.0, 2.0]), [1.0, 2.0])


def test_a_function_of_the_test_passes_through(mended: Any) -> None:
    assert mended("twice").call_twice(lambda x: x + 3, 1) == 7


def test_a_function_that_the_reference_makes_can_be_called(mended: Any) -> None:
    assert mended("adder").call_adder(5) == 15


def test_a_generator_of_the_test_stays_one(mended: Any) -> None:
    drawn = mended("draw").draw(np.random.default_rng(0))
    np.testing.assert_array_equal(drawn, np.random.default_rng(0).normal(size=3))


NOISE = ("Noise.__init__", "Noise.forward", "Noise.backward", "Noise.told")


def _trained(times: int) -> list[float]:
    """What `train` gives, with one generator for all."""
    rng, drawn = np.random.default_rng(0), []
    for _ in range(times):
        mask = rng.random(2)
        drawn += [*mask, *mask, rng.random()]
    return drawn


def test_what_was_asked_for_once_goes_along(mended: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A training calls thousands of times: nothing is asked any more, and all comes back."""
    work = mended(*NOISE)
    asked = []
    pass_on = MendedSession.pass_on

    def noted(self: MendedSession, request: list[Any]) -> list[Any]:
        asked.append(request[0])
        return pass_on(self, request)

    monkeypatch.setattr(MendedSession, "pass_on", noted)
    noise = work.Noise(np.random.default_rng(0))
    assert noise.train(1) == _trained(1)
    first = len(asked)
    assert noise.train(10) == _trained(11)[5:]
    assert 0 < first == len(asked)
    assert noise.calls == 11


def test_a_call_on_the_way_finds_all_as_it_is_and_leaves_it_so(mended: Any) -> None:
    noise = mended(*NOISE).Noise(np.random.default_rng(0))
    for times in (1, 2, 3):
        drawn, own, last = np.random.default_rng(0).random((times, 3))[-1]
        assert noise.told() == [own, drawn, times * 101, last]
    assert noise.calls == 3 * 101


def test_what_a_class_does_when_attributes_are_set_is_done(mended: Any) -> None:
    counted = mended(*NOISE).Counted(np.random.default_rng(0))
    for _ in range(2):
        counted.forward(np.ones(2))
    assert counted.written == 3
    assert counted.calls == 2 * (1000 + 1) + 1000


def test_what_it_raises_is_raised_here(mended: Any) -> None:
    with pytest.raises(ValueError, match="not 5"):
        mended("refuse").call_refuse(5)


def test_what_a_function_of_the_test_raises_on_the_way_is_raised_here(mended: Any) -> None:
    def fails(_: int) -> int:
        raise LookupError("of the test")

    with pytest.raises(LookupError, match="of the test"):
        mended("twice").call_twice(fails, 1)


def test_what_the_students_object_raises_is_the_students(mended: Any) -> None:
    work = mended("twice")
    with pytest.raises(StudentException, match="KeyError"):
        work.call_twice(work.Layer(1).fails, 1)


def test_its_memory_is_its_own(mended: Any) -> None:
    with pytest.raises((MemoryError, WorkerStopped, RuntimeError)):
        mended("large").large()


def test_it_computes_under_the_limits_of_the_case_and_comes_again(mended: Any) -> None:
    work = mended("loop")
    names = work.__dict__
    mender: Mender = names["mender"]
    mender.begin(Timing(0.3, 60.0))
    with pytest.raises(WorkerStopped) as stopped:
        work.loop()
    assert stopped.value.ran_out_of_cpu
    assert names["meter"].used > 0.2, "charged to the submission"
    assert mended("double").call_double(1) == 3


def test_its_files_are_gone_before_the_students_code_starts(
    course: Assignment, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered = []
    enter = type(sandbox).enter

    def watched(self: Sandbox, folder: Path, *, writable: bool = True) -> Any:
        entered.append(folder)
        return enter(self, folder, writable=writable)

    monkeypatch.setattr(type(sandbox), "enter", watched)
    with closing(mender_of(course, sandbox, Meter(), TIMING)) as mender:
        mender.make_ready()
        (folder,) = entered
        assert folder.is_dir()
        assert not list(folder.rglob("*.py"))


def test_a_reference_that_does_not_load_is_the_graders_fault(
    course: Assignment, sandbox: Sandbox
) -> None:
    (course.solutions / "work.py").write_text("import nothing_like_it\n", "utf-8")
    with (
        closing(mender_of(course, sandbox, Meter(), TIMING)) as mender,
        pytest.raises(SandboxError, match="could not be started"),
    ):
        mender.make_ready()
