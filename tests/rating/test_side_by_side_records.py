"""Of trainings in sandboxes of their own there is the same record, and nothing left."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from rating.benches import grades
from rating.rated_course import SOLUTION

import gradus.rating.training.rater
from gradus.assignment import Assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.rating import Lab
from gradus.rating.lab import Failed
from gradus.rating.side_by_side import Hold, side_by_side
from gradus.rating.training.trial import Trial, run_trial
from gradus.remote import RemoteChannel, Timing
from gradus.results import Record
from gradus.sandbox import Meter, available_levels, open_beside, open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks.session import Session

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("namespaces" not in available_levels(), reason="there are no namespaces"),
]

TIMING = Timing.of_cpu(1.0)
LAB = Lab(None, ("training.train",), 1024, 1000, TIMING, TIMING, None, str)  # type: ignore[arg-type]
SECONDS = 60.0  # for what is there at once, however busy the machine


@pytest.fixture(scope="module")
def judges(rated: Assignment) -> Iterator[tuple[Judge, Judge, Calibration]]:
    """One that trains in a row, one that does so side by side, and what the reference takes."""
    secret = b"a secret for the tests only"
    with (
        closing(open_judge(rated, isolation="namespaces", secret=secret)) as row,
        closing(open_judge(rated, isolation="namespaces", secret=secret, trainings=8)) as beside,
    ):
        yield row, beside, row.calibrate()


BEGINNING = "    rng = np.random.default_rng(seed)\n"
LONG = [pytest.mark.exhaustive]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('PSEUDONYM = ""', 'PSEUDONYM = "la"', id="reference"),
        *(
            pytest.param(BEGINNING, BEGINNING + f"    {more}\n", id=name, marks=LONG)
            for name, more in {
                "raises": 'raise ValueError(f"seed {seed}")',
                "first raises": 'if seed == 1: raise ValueError(f"seed {seed}")',
                "second raises": 'if seed == 2: raise ValueError(f"seed {seed}")',
                "global generator": "rng = np.random",
                "first never ends": "while seed == 1: pass",
                "second never ends": "while seed == 2: pass",
                "memory": "np.ones(2**31)",
                "sleeps": "import time; time.sleep(600)",
                "leaves": "import os; os._exit(0)",
                "no model": "return seed",
                "too many threads": (
                    "import threading, time; threading.stack_size(65_536)\n"
                    "    for _ in range(40): threading.Thread(target=time.sleep, args=(1,)).start()"
                ),
            }.items()
        ),
    ],
)
def test_the_same_record(
    old: str,
    new: str,
    judges: tuple[Judge, Judge, Calibration],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And two workers are there at once, but only where that was asked for."""
    row, beside, calibration = judges
    events: list[str] = []

    def noting(*args: Any) -> Trial | Failed:
        events.append("begins")
        done = run_trial(*args)
        events.append("ends")
        return done

    monkeypatch.setattr(gradus.rating.training.rater, "run_trial", noting)
    source = SOLUTION.replace(old, new)
    assert source != SOLUTION
    expected = grades((row, calibration), tmp_path)(source)
    assert events[:4] == ["begins", "ends"] * 2
    in_a_row = len(events)
    found = grades((beside, calibration), tmp_path)(source)
    assert events[in_a_row:][:2] == ["begins"] * 2
    assert len(events) == 2 * in_a_row
    assert without_times(found) == without_times(expected)


def without_times(record: Record) -> Record:
    questions = tuple(
        replace(each, cases=tuple(replace(case, seconds=0.0) for case in each.cases))
        for each in record.questions
    )
    return replace(record, questions=questions, seconds=0.0, cpu_seconds=0.0, gradescope={})


def test_none_is_left_behind_by_an_interrupt(tmp_path: Path) -> None:
    """The other thread, in which nobody is told of it, waits for code that never ends."""
    (tmp_path / "endless.py").write_text("def go():\n    while True: pass\n", "utf-8")
    computes, limits, workers = Event(), ProcessLimits(500, 512), []

    def first(_lab: Lab, _hold: Hold) -> None:
        assert computes.wait(SECONDS)
        raise KeyboardInterrupt

    def second(lab: Lab, _hold: Hold) -> None:
        worker = lab.start_worker(limits)
        workers.append(worker)
        channel = RemoteChannel(worker, 100)
        channel.begin(Timing.of_cpu(500.0))
        module = Session(channel).module("endless")
        computes.set()
        try:
            module.go()
        finally:
            worker.discard()

    sandbox = open_sandbox("namespaces", "none")
    beside = open_beside(sandbox, 1)
    try:
        with beside.enter(tmp_path, Meter(), 2, limits) as (start,):
            lab = replace(LAB, start_worker=start)
            with pytest.raises(KeyboardInterrupt):
                side_by_side((LAB, lab), (first, second))
            (worker,) = workers
            assert worker.end().signal_number == 9
    finally:
        beside.close()
        sandbox.close()
