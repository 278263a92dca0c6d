"""Everything about an assignment that can be seen without running it, told at once."""

from gradus.assignment import Assignment, TestSource, check_assignment
from gradus.assignment.collected import Collected
from gradus.release.imports import foreign_imports
from gradus.release.starter import asked_elsewhere, starter_text


def check_parts(assignment: Assignment) -> tuple[TestSource, ...]:
    """The tests of an assignment whose parts agree, import what they may, and make stubs.

    Raises AssignmentError with all that is wrong.
    """
    found = Collected()
    sources: tuple[TestSource, ...] = ()
    with found.catching():
        sources = check_assignment(assignment)
    found.add(foreign_imports(assignment))
    others = asked_elsewhere(assignment)
    for module in (*assignment.modules, *assignment.provided):
        with found.catching():
            starter_text(assignment, module, others)
    found.refuse()
    return sources
