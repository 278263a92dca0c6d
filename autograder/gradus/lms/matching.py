"""Whose submission is whose line of the roster."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from gradus.gradebook.handed_in import HandedIn
from gradus.lms.roster import Roster, Student, folded, key, spellings
from gradus.submission import Person
from gradus.submission.names import split_attempt


@dataclass(frozen=True)
class Matches:
    """For each line of the roster whose submission counts; and what has no place.

    `unknown` are submissions of nobody on the roster, `doubtful` those of somebody who cannot be
    told apart from others, each with the reason; `missing` have handed in nothing.
    """

    submissions: dict[int, str]
    unknown: tuple[str, ...]
    doubtful: dict[str, str]
    missing: tuple[Student, ...]


def match(roster: Roster, handed_in: Iterable[HandedIn], assignment: str = "") -> Matches:
    """Match by the platform's number, then by login, address or account, then by name.

    A submission of a group counts for everybody in it, and for the roster's group of whoever handed
    it in where they have none of their own. Nothing is guessed: two candidates are no match.
    """
    finder = _Finder(roster, assignment)
    own: dict[int, list[str]] = {}
    unknown: list[str] = []
    doubtful: dict[str, str] = {}
    for one in handed_in:
        people = one.origin.people or (Person(),)
        found = [finder.find(one, person, alone=len(people) == 1) for person in people]
        rows = {student.row for students in found if len(students) == 1 for student in students}
        if not rows and not any(found):
            unknown.append(one.student)
        for students in found:
            if len(students) > 1:
                several = " and ".join(student.name for student in students)
                doubtful[one.student] = f"may be {several}: the roster does not tell them apart"
        for row in rows:
            own.setdefault(row, []).append(one.student)
    submissions = {row: names[0] for row, names in own.items() if len(names) == 1}
    for row, names in own.items():
        if len(names) > 1:
            who = next(student.name for student in roster.students if student.row == row)
            doubtful.update(
                {name: f"is one of {len(names)} submissions of {who}" for name in names}
            )
    submissions |= _shared(roster, submissions, own)
    missing = tuple(one for one in roster.students if one.row not in {**own, **submissions})
    return Matches(submissions, tuple(unknown), doubtful, missing)


def _shared(
    roster: Roster, submissions: dict[int, str], own: dict[int, list[str]]
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
        if student.row not in own and len(by_group.get(student.group, ())) == 1
    }


def _handles(one: HandedIn) -> tuple[str, ...]:
    """What a student is called without a platform: the id, and the name that it was made from."""
    name = PurePath(one.files[0]).name if one.files else ""
    plain = name.removesuffix(".zip")
    return (one.student, split_attempt(plain)[0]) if plain else (one.student,)


class _Finder:
    """Looks students up."""

    def __init__(self, roster: Roster, assignment: str) -> None:
        self._roster = roster
        self._prefix = f"{key(assignment)}-"

    def find(self, one: HandedIn, person: Person, *, alone: bool) -> tuple[Student, ...]:
        """Everybody whom this may be; the surest way that finds somebody decides."""
        platform = one.origin.platform
        if person.number and platform in ("canvas", "moodle"):
            by_number = self._where(lambda it: it.number(platform) == person.number)
            if by_number:
                return by_number
        keys = {key(person.email), key(person.number) if platform == "gradescope" else ""}
        names = set(spellings(person.name))
        for handle in _handles(one) if alone else ():
            keys |= {key(handle), key(handle).removeprefix(self._prefix)}
            if not platform:
                names |= {*spellings(handle), folded(handle)}

        def is_somebody_else(student: Student) -> bool:
            return bool(person.number) and student.number(platform) not in ("", person.number)

        by_key = self._where(lambda it: bool(it.keys & (keys - {""})))
        by_name = self._where(lambda it: bool(it.spellings & names) and not is_somebody_else(it))
        return by_key or by_name

    def _where(self, holds: Callable[[Student], bool]) -> tuple[Student, ...]:
        return tuple(student for student in self._roster.students if holds(student))
