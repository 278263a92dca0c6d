"""What the battery shows to be no mistake, and what it cannot."""

from pathlib import Path

import pytest

from gradus.assignment import load_assignment
from gradus.audit.battery import same_as_reference
from gradus.audit.mutants import Mutant

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("function", "shown"), [("mae", True), ("", True), ("nobody_calls_this", False)]
)
def test_only_of_what_it_calls_the_battery_shows_anything(function: str, shown: bool) -> None:
    assignment = load_assignment(COURSE, "hw1-losses")
    source = (assignment.solutions / "losses.py").read_text("utf-8")
    nothing_changed = Mutant("losses", function, "none", 1, "", "", source)
    assert same_as_reference(assignment, "losses", [nothing_changed]) == [shown]


def test_a_class_is_called_by_its_methods() -> None:
    assignment = load_assignment(COURSE, "hw3-generalization")
    source = (assignment.solutions / "dropout.py").read_text("utf-8")
    changes = [
        Mutant("dropout", function, "none", 1, "", "", source)
        for function in ("Dropout", "Dropout.forward", "Drop")
    ]
    assert same_as_reference(assignment, "dropout", changes) == [True, True, False]
