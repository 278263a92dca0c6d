"""Code that sleeps costs its author the case; a busy machine costs nobody anything."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from release.mini_course import write_course

import gradus.judge.calibration
from gradus.judge import Calibration, Judge, each_result, open_judge
from gradus.judge.stops import explain
from gradus.remote import Timing, WorkerStopped
from gradus.results import CaseResult, Status
from gradus.sandbox import Exit, slept
from gradus.sandbox.slept import Account, Watch
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

RIGHT = "import numpy as np\ndef mse_grad(y, t):\n    return 2 * (y - t) / np.size(y)\n"
ASLEEP = RIGHT + "import time\ndef mse(y, t):\n    time.sleep(600)\n"
ALL_ASLEEP = ASLEEP + "mse_grad = mse\n"
ASLEEP_AT_IMPORT = "import time\ntime.sleep(600)\n"
STOPPED = RIGHT + "import os, signal\ndef mse(y, t):\n    os.kill(os.getpid(), signal.SIGSTOP)\n"
KNOWN = Calibration(submission_seconds=0.1)
TIMING = Timing(2.0, 18.0)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """A judge of two questions, the first of which has two cases."""
    assignment = write_course(tmp_path_factory.mktemp("course")).assignment
    with closing(open_judge(assignment, isolation="none", secret=b"x" * 16)) as judge:
        yield judge


@pytest.fixture
def cases_of(judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Grades a module, whose every case may sleep for 0.3 seconds."""
    monkeypatch.setattr(slept, "MOST_SLEPT", 0.3)

    def graded(source: str) -> tuple[tuple[CaseResult, ...], ...]:
        (tmp_path / "losses.py").write_text(source, "utf-8")
        record = judge.grade(one_submission(tmp_path, judge.assignment.modules), KNOWN)
        return tuple(question.cases for question in record.questions)

    return graded


@pytest.mark.parametrize("source", [ASLEEP, STOPPED], ids=["sleep", "stopped"])
def test_a_function_that_sleeps_costs_its_own_question(cases_of, source: str) -> None:
    first, second = cases_of(source)
    assert {case.status for case in first} == {Status.FAILED}
    assert "still waiting after" in first[0].message
    assert all("computing time" not in case.message for case in (*first, *second))


def test_all_asleep_is_given_up_soon(cases_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradus.judge.calibration, "MOST_SLEPT", 0.6)
    _, second = cases_of(ALL_ASLEEP)
    assert second[0].status is Status.FAILED
    assert "all tasks together may wait 1 seconds without computing" in second[0].message


def test_asleep_at_import(cases_of) -> None:
    first, _ = cases_of(ASLEEP_AT_IMPORT)
    assert "While importing losses.py: Your code was still waiting" in first[0].message
    assert "if __name__ == '__main__'" in first[0].message


def stop(why: str, account: Account) -> WorkerStopped:
    return WorkerStopped(why, Exit(9, 0, 2.1), account)


@pytest.mark.parametrize(
    ("why", "account", "status", "said"),
    [
        ("slept", Account(0.1, 0.0, 10.2), Status.FAILED, "still waiting after 10 seconds"),
        ("wall", Account(0.1, 0.0, 9.0), Status.FAILED, "still waiting after 9 seconds"),
        ("wall", Account(1.9, 9.0, 2.0), Status.UNCHECKED, "The machine was too busy"),
        ("wall", Account(0.1, 6.0, 7.0), Status.FAILED, "still waiting after 7 seconds"),
        ("wall", Account(2.1, 9.0, 0.0), Status.FAILED, "more than 2 seconds of computing time"),
        ("overrun", Account(3.1, 9.0, 0.0), Status.FAILED, "more than 2 seconds of computing"),
        ("wall", Account(1.0, 1.0, 1.0), Status.UNCHECKED, "The grader took too long"),
    ],
)
def test_who_is_to_blame(why: str, account: Account, status: Status, said: str) -> None:
    found, message = explain(stop(why, account), TIMING)
    assert found is status
    assert said in message


def test_a_busy_machine_stops_a_question_too_and_blames_nobody(
    cases_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the kernel tells is that the sleeper was ready to run all the time."""

    monkeypatch.setattr(Watch, "account", lambda _: Account(queued=100.0))
    monkeypatch.setattr(Watch, "verdict", "")
    monkeypatch.setattr(Timing, "of_cpu", classmethod(lambda timing, cpu: timing(cpu, 0.3)))
    first, second = cases_of(ALL_ASLEEP)
    assert {case.status for case in (*first, *second)} == {Status.UNCHECKED}


def test_a_question_ends_after_two_stops_by_a_busy_machine(
    judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watch, "account", lambda _: Account(queued=100.0))
    monkeypatch.setattr(Watch, "verdict", "")
    monkeypatch.setattr(Timing, "of_cpu", classmethod(lambda timing, cpu: timing(cpu, 0.3)))
    (tmp_path / "losses.py").write_text(ALL_ASLEEP, "utf-8")
    (tmp_path / "numerical.py").write_text("", "utf-8")
    with judge.bench(tmp_path, KNOWN) as bench:
        cases = bench.cases[0] + bench.cases[1]
        results = [*each_result(bench, cases)]
    assert {each.status for each in results} == {Status.UNCHECKED}
    told = [each.message for each in results]
    assert sum("The machine was too busy to run this case" in each for each in told) == 2
    assert sum("Not run: the machine was too busy" in each for each in told) == len(told) - 2 > 0
