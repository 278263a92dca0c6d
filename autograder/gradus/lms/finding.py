"""Who a submission may be by: everybody on the roster whom its name, number or login fits."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from gradus.gradebook.handed_in import HandedIn
from gradus.lms.roster import Roster, Student, folded, key, spellings
from gradus.submission import Person
from gradus.submission.names import split_attempt

NOT_THERE = "is not on the roster"
ANONYMOUS = "was handed in anonymously: whose it is, Canvas tells once nothing is hidden any more"


@dataclass(frozen=True)
class Found:
    """Who handed in: `certain` get the mark; of `possible` nobody does, and `doubt` says why.

    `way` is by what the certain were found, `why` says why there is nobody. `anybody`: everybody
    else on the roster may have handed this in.
    """

    certain: tuple[Student, ...] = ()
    possible: tuple[Student, ...] = ()
    way: str = ""
    doubt: str = ""
    why: str = NOT_THERE
    anybody: bool = False


class Finder:
    """Looks students up."""

    def __init__(self, roster: Roster, assignment: str) -> None:
        self._prefix = f"{key(assignment)}-"
        self._word = folded(roster.worksheet.word) if roster.worksheet else ""
        self._numbers: dict[Hashable, list[Student]] = defaultdict(list)
        self._keys: dict[Hashable, list[Student]] = defaultdict(list)
        self._names: dict[Hashable, list[Student]] = defaultdict(list)
        self._groups: dict[Hashable, list[Student]] = defaultdict(list)
        for student in roster.students:
            for number in student.numbers:
                self._numbers[number].append(student)
            for one in student.keys:
                self._keys[one].append(student)
            for spelling in student.spellings:
                self._names[spelling].append(student)
            if student.group:
                self._groups[folded(student.group)].append(student)

    def find(self, one: HandedIn) -> Found:
        """Everybody who handed this in, of a group all."""
        people = one.origin.people or (Person(),)
        found = [self._person(one, person, alone=len(people) == 1) for person in people]
        if len(found) == 1:
            return found[0]
        absent = [
            person.name or person.email or person.number
            for person, each in zip(people, found, strict=True)
            if not each.certain and not each.doubt
        ]
        doubts = [each.doubt for each in found if each.doubt]
        if absent and len(absent) < len(people):
            doubts.append(f"is also by {' and '.join(absent)}, not found on the roster")
        return Found(
            _once(student for each in found for student in each.certain),
            _once(student for each in found for student in each.possible),
            "group",
            "; ".join(doubts),
        )

    def _person(self, one: HandedIn, person: Person, *, alone: bool) -> Found:
        """The surest way that finds somebody decides."""
        platform = one.origin.platform
        if platform == "canvas" and not person.name and not person.number.isdecimal():
            return Found(why=ANONYMOUS, anybody=True)
        named = self._names_of(one, person) if alone or person.name else frozenset()
        by_number = self._numbers.get((platform, person.number), []) if person.number else []
        agreeing = [student for student in by_number if self._agrees(person, student)]
        team = self._team(one, person, alone=alone)
        if agreeing and team and not set(agreeing) <= set(team):
            return _doubtful([*agreeing, *team], "is the name of somebody and of a group")
        if agreeing:
            way = "number and name" if person.name and agreeing[0].spellings else "number"
            return self._unless_several(agreeing, way)
        by_key = self._by_key(one, person, alone=alone)
        if by_key:
            return self._unless_several(by_key, "login or address")
        # Brightspace's number is its own, and no roster has it: a student number may be the same.
        listed = self._keys.get(key(person.number), []) if platform == "gradescope" else []
        agreeing = [student for student in listed if _may_be_called(person.name, student)]
        if agreeing:
            return self._unless_several(agreeing, "number and name" if person.name else "number")
        by_name = _once(
            student
            for name in named
            for student in self._names.get(name, ())
            if not person.number or student.number(platform) in ("", person.number)
        )
        if team and by_name:
            return _doubtful([*by_name, *team], "is the name of somebody and of a group")
        if team:
            return _of_team(team)
        if listed and by_name:
            doubt = f"has the number of {listed[0].name} on the roster, and the name {person.name}"
            return _doubtful([*listed, *by_name], doubt)
        if by_name:
            return self._unless_several(by_name, "name")
        other = _once([*by_number, *listed])
        # A group's, perhaps, and no roster without groups tells whose.
        return Found(
            possible=other, why=_nobody(other, person), anybody=bool(other and not self._groups)
        )

    def _agrees(self, person: Person, student: Student) -> bool:
        """Whether nothing speaks against a number: the names are one, or one is not told.

        Where Moodle marks blind, everybody is called as the identifiers begin. Before 4.1 it put
        the group's name before a person's.
        """
        if not person.name or not student.spellings or folded(person.name) == self._word:
            return True
        names = (person.name, person.name.partition("-")[2])
        return any(_is_short_for(name, student.name) for name in names if name)

    def _team(self, one: HandedIn, person: Person, *, alone: bool) -> tuple[Student, ...]:
        """The members of the group of this name; a number beside it is the group's own."""
        names = (person.name,) if one.origin.platform or not alone else _handles(one)
        return _once(
            student for name in names for student in self._groups.get(folded(name) or None, ())
        )

    def _by_key(self, one: HandedIn, person: Person, *, alone: bool) -> tuple[Student, ...]:
        platform = one.origin.platform
        keys = {key(person.email), key(person.login)}
        if platform == "blackboard" and not person.name:
            # Where no receipt tells, the assignment's name may end with any `_`.
            keys |= {key(person.login.split("_", n)[n]) for n in range(person.login.count("_") + 1)}
        if alone and not platform:
            for handle in _handles(one):
                keys |= {key(handle), key(handle).removeprefix(self._prefix)}
        return _once(
            student for each in sorted(keys - {""}) for student in self._keys.get(each, ())
        )

    def _names_of(self, one: HandedIn, person: Person) -> frozenset[str]:
        names = set(spellings(person.name))
        if not one.origin.platform:
            for handle in _handles(one):
                names |= {*spellings(handle), folded(handle)}
        return frozenset(names)

    def _unless_several(self, students: Iterable[Student], way: str) -> Found:
        found = _once(students)
        if len(found) == 1:
            return Found(found, way=way)
        several = " and ".join(student.name for student in found)
        return _doubtful(found, f"may be {several}: the roster does not tell them apart")


def _may_be_called(name: str, student: Student) -> bool:
    """Whether a name shares a word with a student's: Bob Smith may be Robert Smith."""
    if not name or not student.spellings:
        return True
    return bool(set(_words(name)) & set(_words(student.name)))


def _is_short_for(name: str, whole: str) -> bool:
    """Whether a name is made of words of the other: `bachjohann` of `Bach, Johann Sebastian`.

    With or without spaces between them, as Canvas leaves these out; or the other way round.
    """
    words = _words(whole)
    return _is_made_of(folded(name), words) or set(words) <= set(_words(name))


def _words(name: str) -> list[str]:
    return [word for word in map(folded, name.replace(",", " ").split()) if word]


def _is_made_of(text: str, words: list[str]) -> bool:
    return not text or any(
        _is_made_of(text[len(word) :], [*words[:place], *words[place + 1 :]])
        for place, word in enumerate(words)
        if text.startswith(word)
    )


def _of_team(team: tuple[Student, ...]) -> Found:
    """Everybody in the group but those who, says the worksheet, have handed in nothing."""
    members = tuple(student for student in team if student.handed_in is not False)
    if not members:
        return Found(why=f"is of {team[0].group}, of whom the roster says that nobody handed in")
    return Found(members, way="group")


def _doubtful(students: Iterable[Student], doubt: str) -> Found:
    return Found(possible=_once(students), doubt=doubt)


def _nobody(by_number: tuple[Student, ...], person: Person) -> str:
    if by_number:
        return (
            f"is not on the roster: the number {person.number} is {by_number[0].name}'s there, but "
            f"the name is {person.name}; is it a group's, the roster needs a column Group"
        )
    return NOT_THERE


def _handles(one: HandedIn) -> tuple[str, ...]:
    """What a student is called without a platform: the id, and the name that it was made from."""
    name = PurePath(one.files[0]).name if one.files else ""
    plain = name.removesuffix(".zip")
    return (one.student, split_attempt(plain)[0]) if plain else (one.student,)


def _once(students: Iterable[Student]) -> tuple[Student, ...]:
    return tuple({student.row: student for student in students}.values())
