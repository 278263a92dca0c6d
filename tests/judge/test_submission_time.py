"""All cases of a submission share one allowance of computing time, by the kernel's account."""

import math
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from release.mini_course import write_course

from gradus.judge import Calibration, Judge, open_judge
from gradus.judge.stops import out_of_time
from gradus.rating.lab import Failed, Lab
from gradus.rating.training.trial import run_trial
from gradus.remote import Timing
from gradus.results import Record, Status
from gradus.sandbox import Exit, Meter, Worker
from gradus.submission import one_submission
from gradus.worker.limits import ProcessLimits

pytestmark = pytest.mark.slow

RIGHT_GRADIENT = "import numpy as np\ndef mse_grad(y, t):\n    return 2 * (y - t) / np.size(y)\n"
ENDLESS = RIGHT_GRADIENT + "def mse(y, t):\n    while True: pass\n"
UNSTOPPED = RIGHT_GRADIENT + (
    "import signal\ndef mse(y, t):\n    signal.setitimer(signal.ITIMER_PROF, 0)\n"
    "    while True: pass\n"
)
KNOWN = Calibration(submission_seconds=0.1)


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """A judge that gives each case a second, and all of them 1.5."""
    assignment = write_course(tmp_path_factory.mktemp("course")).assignment
    limits = replace(assignment.limits, cpu_floor_seconds=1.0, submission_cpu_seconds=1.5)
    judge = open_judge(replace(assignment, limits=limits), isolation="none", secret=b"x" * 16)
    with closing(judge):
        yield judge


def graded(judge: Judge, source: str, folder: Path, calibration: Calibration) -> Record:
    (folder / "losses.py").write_text(source, "utf-8")
    return judge.grade(one_submission(folder, judge.assignment.modules), calibration)


@pytest.mark.parametrize("source", [ENDLESS, pytest.param(UNSTOPPED, marks=pytest.mark.exhaustive)])
def test_what_comes_after_is_not_run_and_says_why(
    impatient: Judge, tmp_path: Path, source: str
) -> None:
    record = graded(impatient, source, tmp_path, KNOWN)
    first, second = record.questions
    assert {case.status for case in first.cases} == {Status.FAILED}
    # Its public cases had their turn before anybody was charged for anything.
    assert {case.status for case in second.cases if not case.hidden} == {Status.PASSED}
    hidden = [case for case in second.cases if case.hidden]
    assert {case.status for case in hidden} == {Status.FAILED}
    told = hidden[0].message
    assert "all tasks together may take 2 seconds of computing time here" in told
    assert "most of it in task_1_1 (" in told
    assert "memory" not in first.cases[1].message
    assert record.cpu_seconds == pytest.approx(3, abs=2.8)
    assert record.attention == ()


def test_nothing_is_withheld_from_who_stays_within(impatient: Judge, tmp_path: Path) -> None:
    record = graded(impatient, RIGHT_GRADIENT, tmp_path, KNOWN)
    assert record.questions[1].score == record.questions[1].possible
    assert 0 < record.cpu_seconds < 1.5


@pytest.mark.exhaustive
def test_on_a_slow_machine_there_is_more_of_it(impatient: Judge, tmp_path: Path) -> None:
    """One on which the reference alone takes as long as all this."""
    record = graded(impatient, ENDLESS, tmp_path, Calibration(submission_seconds=2.0))
    assert record.questions[1].score == record.questions[1].possible
    limits = impatient.assignment.limits
    assert (limits.allowance(0.1), limits.allowance(2.0)) == (1.5, 6.0)


@pytest.mark.exhaustive
def test_while_nobody_knows_what_the_reference_takes_there_is_no_end_of_it(
    impatient: Judge, tmp_path: Path
) -> None:
    record = graded(impatient, ENDLESS, tmp_path, Calibration())
    assert record.questions[1].score == record.questions[1].possible


def test_the_reference_is_measured_as_it_is_graded(impatient: Judge) -> None:
    seconds = impatient.calibrate().submission_seconds
    assert seconds is not None
    assert seconds > 0


def test_workers_get_what_is_left() -> None:
    given = []

    def start(limits: ProcessLimits) -> Any:
        given.append(limits.cpu_seconds)
        return Worker(socket.socket(), 0, lambda _patience: Exit(0, 0, 4.0))

    meter = Meter(10.0)
    start_worker = meter.counting(start)
    for task in ("task_1_1", "task_1_2", "task_1_2"):
        assert not meter.spent
        worker = start_worker(ProcessLimits(7, 100))
        worker.end_process(0.0)
        worker.frames.close()
        meter.book({task: 1.0})
    assert given == [7, 7, 3], "whole seconds, and one more"
    assert meter.spent
    assert meter.by_task == {"task_1_1": 4.0, "task_1_2": 8.0}
    assert not Meter().spent
    assert Meter().most == math.inf


def test_what_many_share_is_booked_by_how_long_they_took() -> None:
    meter = Meter()
    meter.used = 6.0
    meter.book({"task_1_1": 1.0, "task_1_2": 2.0})
    meter.book({})
    assert meter.by_task == {"task_1_1": 2.0, "task_1_2": 4.0}


def test_what_nobody_is_to_blame_for_is_outside_of_the_allowance() -> None:
    meter = Meter(5.0)
    meter.used = 9.0
    meter.forgive(4.0)
    assert (meter.used, meter.forgiven, meter.spent) == (4.0, 5.0, False)
    meter.used = 29.0
    meter.forgive(4.0)
    assert (meter.used, meter.forgiven, meter.spent) == (14.0, 20.0, True)


def test_nothing_is_trained_any_more() -> None:
    timing = Timing.of_cpu(1.0)
    lab = Lab(
        start_worker=None,  # type: ignore[arg-type]
        functions=("training.train",),
        memory_mb=100,
        output_limit=100,
        import_timing=timing,
        timing=timing,
        explain=lambda _stop, _timing: (Status.FAILED, ""),
        place_of=str,
        refused=lambda: "used up",
    )
    assert run_trial(lab, None) == Failed("used up")  # type: ignore[arg-type]


def test_sleep_and_what_is_given_are_used_up_too() -> None:
    with socket.socket() as frames:
        worker = Worker(frames, 0, lambda _patience: Exit(0, 0, 0.0))
        meter = Meter(10.0, 5.0, 1000)
        meter.look_after(worker)
        worker.watch.slept = 4.0
        worker.intake.take(900)
        assert not meter.spent
        worker.intake.take(100)
        assert meter.spent
        assert "may give the tests" in out_of_time(meter)
        worker.watch.slept = 5.0
        assert "may wait 5 seconds" in out_of_time(meter)
