"""Correct work in whatever style gets every point, in the real judge and in the student's process.

What fails here is a bug of the tests, which ask for more than the hand-out says.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from both_ways import InProcess, cases_of, task_of, verdict_of
from correct.styles import Style, styles_of
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.judge.environment import load_reference
from gradus.judge.verdict import Verdict
from gradus.remote import Timing
from gradus.results import Status
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
SECRET = b"of the tests of correct work"
ASSIGNMENTS = assignment_names(COURSE)
REFERENCES = {name: load_reference(load_assignment(COURSE, name)) for name in ASSIGNMENTS}
GENEROUS = Timing.of_cpu(60.0)
STYLES = [style for name in ASSIGNMENTS for style in styles_of(name)]
each_style = pytest.mark.parametrize(
    "style",
    sampled(STYLES, 60, lambda style: f"{style.path.parent.name}-{style.name}", lambda _: False),
)


@pytest.fixture(scope="module")
def isolated(
    bench: Callable[[str], tuple[Judge, Calibration]],
) -> Iterator[Callable[[Assignment], tuple[Judge, Calibration]]]:
    """The judge of an assignment, on the strongest level that this machine has.

    What the reference takes has been measured already, for the judge that all share.
    """
    with ExitStack() as judges:

        @cache
        def opened(assignment: Assignment) -> tuple[Judge, Calibration]:
            judge = judges.enter_context(closing(open_judge(assignment, secret=SECRET)))
            return judge, bench(assignment.name)[1]

        yield opened


def judged(style: Style) -> Assignment:
    """The assignment with the tasks that the style can fail.

    Networks take long to train: only styles that have a `train` of their own are asked to. Its
    rating is measured elsewhere.
    """
    assignment = load_assignment(COURSE, style.assignment).unrated()
    trains = "training" in style.sections()
    tasks = tuple(
        task
        for task in assignment.tasks
        if not task.number.startswith("10.") or (task.number == "10.1" and trains)
    )
    return replace(assignment, tasks=tasks)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_there_are_enough(name: str) -> None:
    assert len(styles_of(name)) >= 25


@each_style
def test_has_full_marks(
    style: Style, isolated: Callable[[Assignment], tuple[Judge, Calibration]], tmp_path: Path
) -> None:
    judge, calibration = isolated(judged(style))
    style.write(judge.assignment, tmp_path)
    record = judge.grade(one_submission(tmp_path, judge.assignment.modules), calibration)
    lost = [
        f"{question.name}, {case.name}: {case.message} {case.detail}"
        for question in record.questions
        for case in question.cases
        if case.status is not Status.PASSED
    ]
    assert lost == []
    assert record.attention == ()


@each_style
@pytest.mark.filterwarnings("ignore")
def test_passes_in_the_students_own_process(style: Style, tmp_path: Path) -> None:
    assignment = judged(style)
    style.write(assignment, tmp_path)
    for name in assignment.provided:
        (tmp_path / f"{name}.py").write_bytes((assignment.solutions / f"{name}.py").read_bytes())
    environment = InProcess(tmp_path, REFERENCES[assignment.name], SECRET)
    with np.errstate():
        verdicts = verdicts_of(style, assignment, environment)
    assert {n: v for n, v in verdicts.items() if v.status is not Status.PASSED} == {}


def verdicts_of(style: Style, assignment: Assignment, environment: InProcess) -> dict[str, Verdict]:
    """By its name, the verdict of each case that has to do with what the style rewrites."""
    return {
        f"{task_of(case)}/{case.name}": verdict_of(case, environment, GENEROUS)
        for case in cases_of(assignment)
        # What the style has not touched is the reference, and has its own tests.
        if not style.sections().keys().isdisjoint(case.modules())
    }
