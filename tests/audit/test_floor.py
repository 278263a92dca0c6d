"""The floor: no mistake gets past the tests, and no mistake is called harmless."""

from concurrent.futures import Executor
from pathlib import Path

import pytest

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit.audit import audited_modules, first_kills
from gradus.audit.battery import same_as_reference
from gradus.audit.mutants import make_mutants
from gradus.reports.audit_words import seen_in_public

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
ASSIGNMENTS = [load_assignment(COURSE, name) for name in assignment_names(COURSE)]
MODULES = [(each, module) for each in ASSIGNMENTS for module in audited_modules(each)]


# To make the mutants takes most of the time: in `make test` it is done for one of the modules.
SOME = [(*row, 12) for row in MODULES[8:9]]
ALL = [pytest.param(*row, 1, marks=pytest.mark.exhaustive) for row in MODULES]


@pytest.mark.parametrize(("assignment", "module", "one_in"), [*SOME, *ALL])
def test_every_mutant_that_is_a_mistake_is_killed(
    assignment: Assignment, module: str, one_in: int, pool: Executor
) -> None:
    trials = first_kills(assignment, make_mutants(assignment, (module,))[::one_in], pool)
    mistakes = [trial for trial in trials if not trial.equivalent]
    assert [trial.mutant.id for trial in mistakes if trial.survives] == []
    assert len(mistakes) * one_in >= 20
    if one_in == 1:
        # What the public tests alone would have caught is not the floor, but it should be most.
        assert sum(map(seen_in_public, mistakes)) > 0.8 * len(mistakes)
    # The battery sees what the tests see.
    killed = [trial.mutant for trial in trials if trial.kills]
    assert killed
    assert not any(same_as_reference(assignment, module, killed[:: max(4, 12 // one_in)]))
