"""Whose submission is whose line of the roster."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gradus.gradebook.handed_in import HandedIn
from gradus.lms.finding import ANONYMOUS, NOT_THERE, Finder
from gradus.lms.roster import Roster, Student


@dataclass(frozen=True)
class Matches:
    """For each student, by the first line, the submission that counts; and what has no place.

    `unknown` are submissions of nobody on the roster, `doubtful` those of somebody who cannot be
    told apart from others, each with the reason; `missing` have handed in nothing, `unclear` may
    have handed in what is doubtful. `people` are, for each submission, those who get its mark, and
    `ways` by what they were found.
    """

    submissions: dict[int, str]
    unknown: dict[str, str]
    doubtful: dict[str, str]
    missing: tuple[Student, ...]
    unclear: tuple[Student, ...] = ()
    people: dict[str, tuple[Student, ...]] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)

    @property
    def is_understood(self) -> bool:
        """Whether the roster fits the submissions at all: somebody on it may have handed in."""
        return bool(
            self.submissions
            or self.doubtful
            or not self.unknown
            or ANONYMOUS in self.unknown.values()
        )


def match(roster: Roster, handed_in: Iterable[HandedIn], assignment: str = "") -> Matches:
    """Match by the platform's number and name, by login, address or account, by group, by name.

    A number counts only where the name agrees, or where one of the two tells no name. A submission
    of a group counts for everybody in it, and for the roster's group of whoever handed it in where
    they have none of their own. Nothing is guessed: two candidates are no match.
    """
    finder = Finder(roster, assignment)
    found = {one.student: finder.find(one) for one in handed_in}
    owners: dict[int, list[str]] = {}
    for submission, one in found.items():
        for student in one.certain:
            owners.setdefault(student.row, []).append(submission)
    doubtful = {name: one.doubt for name, one in found.items() if one.doubt}
    submissions = {}
    for student in roster.students:
        names = owners.get(student.row, [])
        if len(names) == 1:
            submissions[student.row] = names[0]
        for name in names if len(names) > 1 else ():
            doubtful[name] = f"is one of {len(names)} submissions of {student.name}"
    submissions |= _shared(roster, submissions, owners)
    maybe = {student.row for one in found.values() for student in one.possible} | owners.keys()
    unknown = {name: one.why for name, one in found.items() if not one.certain and not one.doubt}
    if any(one.anybody for one in found.values()):
        maybe = {student.row for student in roster.students}
    left = [student for student in roster.students if student.row not in submissions]
    return Matches(
        submissions,
        unknown,
        doubtful,
        missing=tuple(student for student in left if student.row not in maybe),
        unclear=tuple(student for student in left if student.row in maybe),
        people=_people(roster, submissions),
        ways={name: one.way for name, one in found.items() if one.certain},
    )


def not_understood(roster: Roster, matches: Matches) -> str:
    """What to say of a roster to which no submission belongs."""
    told = next((item for item in matches.unknown.items() if item[1] != NOT_THERE), None)
    example = f" {told[0]} {told[1]}." if told else ""
    return (
        f"No submission belongs to anybody in {roster.table.path}, so it was not understood, or is "
        f"another course's. Its headings are: {roster.headings}. Students are known by a name, an "
        "address, a login or the platform's number: call a column Name, Email or Login."
        f"{example}"
    )


def _shared(
    roster: Roster, submissions: dict[int, str], owners: dict[int, list[str]]
) -> dict[int, str]:
    """What the members of a roster's group get from the one of them who handed in."""
    members = [student for student in roster.students if student.group]
    by_group: dict[str, set[str]] = {}
    for student in members:
        if student.row in submissions:
            by_group.setdefault(student.group, set()).add(submissions[student.row])
    return {
        student.row: next(iter(by_group[student.group]))
        for student in members
        if student.row not in owners
        and student.handed_in is not False
        and len(by_group.get(student.group, ())) == 1
    }


def _people(roster: Roster, submissions: dict[int, str]) -> dict[str, tuple[Student, ...]]:
    people: dict[str, tuple[Student, ...]] = {}
    for student in roster.students:
        submission = submissions.get(student.row)
        if submission is not None:
            people[submission] = (*people.get(submission, ()), student)
    return people
