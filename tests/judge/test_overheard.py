"""`gradus build` finds a hidden case that sends what another hidden case expects."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from release.mini_course import Course, at_once, grade_in_process, write_course
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.errors import ReleaseRefused
from gradus.judge import Calibration, Judge, open_judge
from gradus.judge.overheard import Overheard
from gradus.release import build
from gradus.results import Scores
from gradus_checks.arrays import array_fields
from gradus_checks.crossing import Tree

COURSE = Path(__file__).resolve().parents[2]
NAMES = assignment_names(COURSE)
TOLD = "task_1_1/Random batch sends an array that task_1_2/Shape expects"
ASKS = "y_pred = rng.normal(size=(17, 4))"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path / "course")


def overheard(assignment: Assignment) -> tuple[str, ...]:
    with closing(open_judge(assignment, isolation="none", secret=b"x" * 16)) as judge:
        return judge.prove(assignment.solutions).overheard


def telling(course: Course, sent: str) -> Assignment:
    """The hidden case of 1.2 gets -y / 34, and that of 1.1 sends besides what is given here."""
    course.edit("task_1_2.py", ASKS, "y_pred = np.linspace(0.1, 0.9, 68).reshape(17, 4)")
    course.edit(
        "task_1_1.py",
        "    y_pred, y_true = rng.normal(",
        f"    answer = -np.linspace(0.1, 0.9, 68).reshape(17, 4) / 34\n"
        f"    losses.mse({sent}, 0 * answer)\n"
        "    y_pred, y_true = rng.normal(",
    )
    return load_assignment(course.root, "mini")


def test_the_answer_itself_is_heard(course: Course) -> None:
    assert overheard(telling(course, "answer")) == (TOLD,)


@pytest.mark.parametrize("sent", ["answer + 1e-3", "answer.T", "answer[:3]", "np.round(answer)"])
def test_what_is_not_the_answer_is_not(course: Course, sent: str) -> None:
    assert overheard(telling(course, sent)) == ()


def test_a_public_case_may_show_it(course: Course) -> None:
    telling(course, "answer")
    course.edit("task_1_1.py", "points=20, hidden=True", "points=20")
    course.edit("task_1_1.py", "(losses, reference, rng)", "(losses, rng)")
    course.edit("task_1_1.py", "reference.losses", "losses")
    assert overheard(load_assignment(course.root, "mini")) == ()


class CallsBack:
    """A student's side that returns what a function of the test gives it."""

    def exchange(self, _request: list[Tree], answer: Callable[[list[Tree]], Tree]) -> list[Tree]:
        return [*answer(["callback", 0, [], []]), [], []]

    def release(self, seed: int = 0) -> None:
        """There is nothing to free."""


def test_what_a_function_of_the_test_gives_is_heard() -> None:
    heard, array = Overheard(), ["array", *array_fields(np.linspace(0.1, 0.9, 5))]
    channel = heard.listen(CallsBack())
    for case, hidden in (("A", True), ("B", True), ("C", False)):
        heard.begin(case, hidden)
        channel.exchange(["call"], lambda _: ["value", array])
    found = ("A sends an array that B expects", "B sends an array that A expects")
    assert tuple(heard.told()) == found


def test_nothing_is_built_from_it(course: Course, tmp_path: Path) -> None:
    def grade(assignment: Assignment, folder: Path) -> Scores:
        return replace(grade_in_process(assignment, folder), overheard=(TOLD,))

    with pytest.raises(ReleaseRefused, match=f"draw other numbers.*\n  {TOLD}"):
        build(course.assignment, tmp_path / "dist", at_once(grade))


@pytest.mark.slow
@pytest.mark.parametrize("name", sampled(NAMES, len(NAMES), str, lambda _: False))
def test_there_is_none_in_this_course(
    name: str, bench: Callable[[str], tuple[Judge, Calibration]]
) -> None:
    judge, _ = bench(name)
    assert judge.prove(judge.assignment.solutions).overheard == ()
