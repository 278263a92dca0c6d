"""No mark hangs on the course's secret: what hidden cases draw has what they need."""

from pathlib import Path

import numpy as np
import pytest
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.audit.bench import open_quick_bench
from gradus.results import Status
from gradus_checks import CaseError, drawn

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::RuntimeWarning")]

COURSE = Path(__file__).resolve().parents[2]
ASSIGNMENTS = [load_assignment(COURSE, name).unrated() for name in assignment_names(COURSE)]
MISTAKES = [(each, mistake) for each in ASSIGNMENTS for mistake in load_mistakes(each)]
SECRETS = [f"the secret of course number {number}".encode() for number in range(50)]
_TRAINS = ("task_10_", "task_11_")
"""Whole trainings, whose inputs are data, and which take seconds each."""


def tasks_of(assignment: Assignment, names: tuple[str, ...]) -> list[int]:
    """The numbers of these tasks, without those that have networks trained."""
    return [
        number
        for number, task in enumerate(assignment.tasks)
        if task.name in names and not task.name.startswith(_TRAINS)
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.decode()[-2:].strip())
def test_what_is_drawn_has_what_its_case_needs(assignment: Assignment, secret: bytes) -> None:
    """The reference passes, so no case has drawn in vain, and none finds a kink or a tie."""
    tasks = tasks_of(assignment, tuple(task.name for task in assignment.tasks))
    found = open_quick_bench(assignment).verdicts_under(secret, tasks)
    assert set(found.values()) == {Status.PASSED}, found


@pytest.mark.parametrize(
    ("assignment", "mistake"),
    sampled(MISTAKES, 200, lambda row: row[1].id, lambda _: False),
)
def test_a_mistake_costs_the_same_under_each_secret(
    assignment: Assignment, mistake: Mistake
) -> None:
    tasks = tasks_of(assignment, mistake.fails)
    path = assignment.solutions / f"{mistake.module}.py"
    source = apply_mistake(mistake, path.read_text("utf-8"))
    bench = open_quick_bench(assignment)
    first, *others = (
        bench.verdicts_under(secret, tasks, mistake.module, source) for secret in SECRETS[:5]
    )
    for other in others:
        assert other == first


def test_what_is_drawn_is_drawn_again_until_it_has_what_is_needed() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        found = drawn(lambda: rng.integers(-3, 4, 5), np.ptp, lambda x: (x == 0).any())
        assert 0 in found
        assert np.ptp(found) > 0


def test_what_can_never_be_drawn_is_the_cases_fault() -> None:
    with pytest.raises(CaseError, match="none has what the case needs"):
        drawn(lambda: 1, lambda one: one > 1)
