"""Cases that judge randomness: right work passes from any seed, and gets one mark each time.

Each such case says in a comment with what probability it fails right work, at most 1e-9. Here they
are run on the reference from 200 seeds, none of which is the seed that a student meets.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from both_ways import verdict_of

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus.audit import apply_mistake, load_mistakes
from gradus.judge import Calibration, Judge, open_judge
from gradus.judge.environment import load_reference
from gradus.remote import Timing
from gradus.results import Status
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
HW2 = load_assignment(COURSE, "hw2-backprop")
HW3 = load_assignment(COURSE, "hw3-generalization")
FEW, SEEDS = 40, 200
TASKS = {
    "task_4_3": HW2,
    "task_5_2": HW2,
    "task_5_4": HW2,
    "task_5_6": HW2,
    "task_6_1": HW3,
    "task_6_3": HW3,
    "task_6_4": HW3,
    "task_8_1": HW3,
    "task_8_2": HW3,
}
WITHOUT_CHANCE = ("Values of p",)
TIMING = Timing.of_cpu(60.0)


class Seeded:
    """NumPy, whose `random.default_rng(seed)` begins elsewhere in every trial."""

    def __init__(self, trial: int) -> None:
        def default_rng(seed: Any) -> np.random.Generator:
            return np.random.default_rng([trial, *np.atleast_1d(seed)])

        self.random = SimpleNamespace(default_rng=default_rng)

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)


class Trial:
    """The reference as a student's work, without a wire between, and the randomness of a trial."""

    def __init__(self, modules: SimpleNamespace) -> None:
        self.trial, self._modules = 0, modules

    def module(self, name: str) -> Any:
        return getattr(self._modules, name)

    def reference(self) -> SimpleNamespace:
        return self._modules

    def data(self) -> Path:
        raise AssertionError("no statistical case asks for data")

    def rating(self, task: str) -> Any:
        raise AssertionError(f"{task} is not rated")

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        return np.random.default_rng([self.trial, hidden, *f"{task} {case}".encode()])


def write(assignment: Assignment, folder: Path) -> None:
    for name in (*assignment.modules, *assignment.provided):
        (folder / f"{name}.py").write_bytes((assignment.solutions / f"{name}.py").read_bytes())


@pytest.mark.parametrize("seeds", [FEW, pytest.param(SEEDS, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("task", TASKS)
def test_no_false_alarm(task: str, seeds: int) -> None:
    assignment = TASKS[task]
    trial = Trial(load_reference(assignment))
    alarms = []
    for case in load_cases(assignment.folder / "tests" / f"{task}.py").cases:
        for trial.trial in range(0 if case.name in WITHOUT_CHANCE else seeds):
            case.test_func.__globals__["np"] = Seeded(trial.trial)
            verdict = verdict_of(case, trial, TIMING)
            if verdict.status is not Status.PASSED:
                alarms.append((trial.trial, case.name, verdict.message))
    assert alarms == []


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(
    ("assignment", "mistakes"),
    [
        (HW2, ("init-global-randomness", "minibatches-shuffles-within")),
        (HW3, ("dropout-per-sample", "split-shuffled-in-blocks")),
    ],
    ids=["hw2", "hw3"],
)
def test_the_same_submission_always_gets_the_same_mark(
    assignment: Assignment,
    mistakes: tuple[str, ...],
    times: int,
    bench: Callable[[str], tuple[Judge, Calibration]],
    tmp_path: Path,
) -> None:
    write(assignment, tmp_path)
    for mistake in load_mistakes(assignment):
        if mistake.id in mistakes:
            path = tmp_path / f"{mistake.module}.py"
            path.write_text(apply_mistake(mistake, path.read_text("utf-8")), "utf-8")
    tasks = tuple(task for task in assignment.tasks if task.name in TASKS)
    judge = open_judge(replace(assignment, tasks=tasks), secret=b"the same each time")
    try:
        calibration = bench(assignment.name)[1]
        submission = one_submission(tmp_path, assignment.modules)
        marks = [judge.grade(submission, calibration).questions for _ in range(times)]
    finally:
        judge.close()
    assert all(mark == marks[0] for mark in marks)
    assert sum(question.score for question in marks[0]) < sum(task.points for task in tasks)
