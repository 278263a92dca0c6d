"""Marks on their way to a platform: what is written, and what is not, each with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from gradus.lms.matching import Matches
from gradus.lms.roster import Roster, Student
from gradus.lms.tables import csv_text
from gradus.results import Record


@dataclass(frozen=True)
class Marks:
    """The marks of a class: None while something of one could not be checked."""

    assignment: str
    possible: float
    scores: dict[str, float | None]


@dataclass(frozen=True)
class Outcome:
    """What is to be said about one student; `lost`: a mark that there is was not written."""

    who: str
    why: str
    lost: bool


@dataclass(frozen=True)
class Export:
    """A table to import. No cell of it is an empty mark, which could erase one."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str
    written: int
    outcomes: tuple[Outcome, ...]

    def text(self) -> str:
        """The table as CSV."""
        return csv_text(self.header, list(self.rows), self.separator)


def class_marks(records: Iterable[Record]) -> Marks:
    """The marks in a folder of results; the assignment is empty where there are none."""
    scores: dict[str, float | None] = {}
    assignment, possible = "", 0.0
    for record in records:
        assignment, possible = record.assignment, record.possible
        scores[record.student] = None if record.unchecked else record.score
    return Marks(assignment, possible, scores)


def due(roster: Roster, matches: Matches, marks: Marks) -> list[tuple[Student, float]]:
    """Whose mark can be written, and which, in the order of the roster."""
    found = []
    for student in roster.students:
        score = marks.scores.get(matches.submissions.get(student.row, ""))
        if score is not None:
            found.append((student, score))
    return found


def left_out(matches: Matches, marks: Marks) -> list[Outcome]:
    """Every submission without a line in the table, and everybody without a submission."""
    outcomes = [
        Outcome(student, "is not on the roster", True)
        for student in matches.unknown
        if student in marks.scores
    ]
    outcomes += [Outcome(student, why, True) for student, why in matches.doubtful.items()]
    outcomes += [
        Outcome(student, "could not be checked to the end, so there is no mark yet", True)
        for student, score in marks.scores.items()
        if score is None
    ]
    outcomes += [
        Outcome(student.name, "has handed in nothing; the mark there stays as it is", False)
        for student in matches.missing
    ]
    return outcomes
