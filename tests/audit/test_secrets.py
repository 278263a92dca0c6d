"""No mark hangs on the course's secret: what hidden cases draw has what they need."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from both_ways import GENEROUS, InProcess, cases_of, task_of, verdict_of
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.judge.environment import load_reference
from gradus.results import Status
from gradus_checks import Case, CaseError, drawn

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::RuntimeWarning")]

COURSE = Path(__file__).resolve().parents[2]
ASSIGNMENTS = [load_assignment(COURSE, name).unrated() for name in assignment_names(COURSE)]
MISTAKES = [(each, mistake) for each in ASSIGNMENTS for mistake in load_mistakes(each)]
SECRETS = [f"the secret of course number {number}".encode() for number in range(50)]
_TRAINS = ("task_10_", "task_11_")
"""Whole trainings, whose inputs are data, and which take seconds each."""

reference_of = cache(load_reference)


@cache
def by_chance(assignment: Assignment) -> tuple[Case, ...]:
    """The cases whose inputs depend on the secret."""
    return tuple(
        case
        for case in cases_of(assignment)
        if case.hidden and "rng" in case.parameters() and not task_of(case).startswith(_TRAINS)
    )


def verdicts(
    assignment: Assignment, folder: Path, secret: bytes, cases: tuple[Case, ...]
) -> dict[str, Status]:
    environment = InProcess(folder, reference_of(assignment), secret)
    return {
        f"{task_of(case)}, {case.name}": verdict_of(case, environment, GENEROUS).status
        for case in cases
    }


@pytest.mark.exhaustive
@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.decode()[-2:].strip())
def test_what_is_drawn_has_what_its_case_needs(assignment: Assignment, secret: bytes) -> None:
    """The reference passes, so no case has drawn in vain, and none finds a kink or a tie."""
    found = verdicts(assignment, assignment.solutions, secret, by_chance(assignment))
    assert set(found.values()) == {Status.PASSED}, found


@pytest.mark.parametrize(
    ("assignment", "mistake"),
    sampled(MISTAKES, 150, lambda row: row[1].id, lambda _: False),
)
def test_a_mistake_costs_the_same_under_each_secret(
    assignment: Assignment, mistake: Mistake, tmp_path: Path
) -> None:
    cases = tuple(case for case in by_chance(assignment) if task_of(case) in mistake.fails)
    if not cases:
        return
    for module in (*assignment.modules, *assignment.provided):
        source = (assignment.solutions / f"{module}.py").read_text("utf-8")
        if module == mistake.module:
            source = apply_mistake(mistake, source)
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
    first, *others = (verdicts(assignment, tmp_path, secret, cases) for secret in SECRETS[:5])
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
