"""Marks on their way to a platform: what is written, and what is not, each with the reason."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from gradus.gradebook import Scheme, scheme_of, told_mark
from gradus.lms.matching import Matches
from gradus.lms.roster import Roster, Student
from gradus.lms.tables import csv_text
from gradus.marking import Mark, What, unmarked
from gradus.reports.text import counted, points
from gradus.results import Record


@dataclass(frozen=True)
class Earned:
    """What a submission has earned, of what its own version of the assignment gives."""

    score: float
    possible: float

    def of(self, full: float) -> float:
        """The mark out of `full` points."""
        return full * self.score / self.possible if self.possible else self.score


@dataclass(frozen=True)
class Marks:
    """The marks of a class, by submission.

    `withheld` have none that could be written, each with the reason; `remarks` are on marks that
    are written and that a person should know more of; `old` are those by other tasks or points than
    the assignment has now. `told_after`, if any, is the last deadline, before which students should
    not learn what rated tasks have earned.
    """

    assignment: str
    possible: float
    earned: dict[str, Earned]
    withheld: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    old: tuple[str, ...] = ()
    told_after: str = ""


@dataclass(frozen=True)
class Outcome:
    """What to tell about one student.

    `act`: a person has to do something, as a mark that there is does not arrive. Of others `kind`
    says in one line what is said of all of them together.
    """

    who: str
    why: str
    act: bool
    kind: str = ""


@dataclass(frozen=True)
class Export:
    """A table to import. No cell of it is an empty mark, which could erase one.

    `note` says what to mind at the import.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str
    written: int
    outcomes: tuple[Outcome, ...]
    note: str = ""

    def text(self) -> str:
        """The table as CSV."""
        return csv_text(self.header, list(self.rows), self.separator)


def class_marks(
    records: Iterable[Record],
    held: Mapping[str, Record],
    *,
    with_unread: bool = False,
    scheme: Callable[[str], Scheme | None] = lambda _assignment: None,
    marks: Callable[[Record], Mark] = unmarked,
) -> Marks:
    """The marks in a folder of results; the assignment is empty where there are none.

    `held` are records that were not written as the mark in them is lower. The mark of work that
    could not be read says nothing about it, and counts only `with_unread`. `scheme` gives the tasks
    and points that an assignment has now, if it is at hand, and `marks` the Mark of a record.
    """
    earned: dict[str, Earned] = {}
    withheld: dict[str, str] = {}
    remarks: dict[str, str] = {}
    schemes: dict[str, Scheme] = {}
    assignment, possible, told_after = "", 0.0, ""
    for record in records:
        student, mark = record.student, marks(record)
        assignment, possible = record.assignment, mark.possible
        schemes[student] = scheme_of(record)
        told_after = mark.so_far.until if mark.so_far else told_after
        if not mark.is_final:
            withheld[student] = _why_open(record)
        elif record.unread and not with_unread and not _is_entered(mark):
            withheld[student] = f"could not be read, so {points(mark.score)} is not written: " + (
                record.unread
            )
        else:
            earned[student] = Earned(mark.score, possible)
        if student in held:
            newer = told_mark(held[student])
            remarks[student] = f"has {points(mark.score)}, and a newer mark is held back: {newer}"
    remarks |= _of_old_schemes(schemes, earned)
    present = scheme(assignment)
    old = [one for one in earned if present and schemes[one] != present]
    return Marks(assignment, possible, earned, withheld, remarks, tuple(old), told_after)


def _is_entered(mark: Mark) -> bool:
    """Whether a person has looked at the work, and entered what it is worth."""
    return any(step.what in (What.TASK, What.WHOLE) for step in mark.steps)


def _why_open(record: Record) -> str:
    if record.unjudged:
        return f"{', '.join(record.unjudged)} not judged yet, so there is no mark yet"
    return "could not be checked to the end, so there is no mark yet"


def due(roster: Roster, matches: Matches, marks: Marks) -> list[tuple[Student, Earned]]:
    """Whose mark can be written, and which, in the order of the roster."""
    found = []
    for student in roster.students:
        earned = marks.earned.get(matches.submissions.get(student.row, ""))
        if earned is not None:
            found.append((student, earned))
    return found


def left_out(matches: Matches, marks: Marks) -> list[Outcome]:
    """Every submission without a line in the table, and everybody without a submission."""
    known = marks.earned.keys() | marks.withheld.keys()
    outcomes = [
        Outcome(student, why, act=True)
        for student, why in matches.unknown.items()
        if student in known
    ]
    outcomes += [Outcome(student, why, act=True) for student, why in matches.doubtful.items()]
    outcomes += [Outcome(student, why, act=True) for student, why in marks.withheld.items()]
    outcomes += [Outcome(student, why, act=True) for student, why in marks.remarks.items()]
    outcomes += [
        Outcome(
            student.name,
            "has handed in nothing; the mark there stays as it is",
            act=False,
            kind="Handed in nothing, and keep the mark that is there",
        )
        for student in matches.missing
    ]
    outcomes += [
        Outcome(
            student.name,
            "may have handed in what is listed above; the mark there stays as it is",
            act=False,
            kind="May have handed in what is listed above, and keep the mark that is there",
        )
        for student in matches.unclear
    ]
    return outcomes


def _of_old_schemes(schemes: Mapping[str, Scheme], earned: Mapping[str, Earned]) -> dict[str, str]:
    """Remarks on those whose tasks, or the points for them, are not those of most of the class."""
    uses = Counter(schemes.values())
    if len(uses) < 2:
        return {}
    ((usual, count),) = uses.most_common(1)
    return {
        student: (
            f"was marked with other tasks or points than {counted(count, 'submission')}: "
            f"{points(earned[student].score)} of {points(earned[student].possible)}. Grade the "
            "class again"
        )
        for student, scheme in schemes.items()
        if scheme != usual and student in earned
    }
