"""What a person should know of a mark that stands: that a newer one waits, or that it is old."""

from gradus.assignment import Assignment
from gradus.results import Record

Scheme = tuple[tuple[str, float], ...]
"""The tasks, by name, and what each of them gives."""


def scheme_of(record: Record) -> Scheme:
    """The tasks and points by which a record was marked."""
    return tuple((one.name, round(one.possible, 6)) for one in record.questions)


def scheme_of_tasks(assignment: Assignment) -> Scheme:
    """The tasks and points that an assignment has."""
    return tuple((task.name, round(task.points, 6)) for task in assignment.tasks)


def standing(record: Record, held: Record | None, scheme: Scheme) -> str:
    """In words for a table; empty for a mark of this scheme with no newer one held back."""
    told = []
    if record.unjudged:
        told.append(f"not judged yet: {', '.join(record.unjudged)}")
    if held is not None:
        told.append(f"a newer mark is held back: {told_mark(held)}")
    if scheme_of(record) != scheme:
        told.append("marked with other tasks or points than the assignment's")
    return "; ".join(told)


def told_mark(record: Record) -> str:
    """The mark of a record for a sentence."""
    return "not final" if record.unchecked else f"{record.score:.2f}".rstrip("0").rstrip(".")
