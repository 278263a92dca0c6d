"""What a roster adds to what was handed in: whose it is, and when it was, if a worksheet tells."""

from dataclasses import replace

from gradus.errors import UsageError
from gradus.gradebook import HandedIn, Listed
from gradus.lms.matching import match, not_understood
from gradus.lms.roster import Roster, Student
from gradus.submission import Origin
from gradus.submission.platforms.times import read_time


def registered(
    roster: Roster, handed_in: tuple[HandedIn, ...], assignment: str
) -> tuple[HandedIn, ...]:
    """What was handed in, with the people on the roster whose it is.

    Raises UsageError where nobody on the roster has handed in.
    """
    matches = match(roster, handed_in, assignment)
    if not matches.is_understood:
        raise UsageError(not_understood(roster, matches))
    return tuple(_with_people(one, matches.people.get(one.student, ())) for one in handed_in)


def _with_people(one: HandedIn, people: tuple[Student, ...]) -> HandedIn:
    listed = tuple(Listed(person.name, person.identity, person.section) for person in people)
    return replace(one, people=listed, origin=_dated(one.origin, people))


def _dated(origin: Origin, people: tuple[Student, ...]) -> Origin:
    """The origin with what the worksheet tells of these people's submission."""
    late = origin.late or any(person.late for person in people)
    told = next((person.time for person in people if person.time), "")
    if origin.time or not told:
        return replace(origin, late=late)
    return replace(origin, late=late, time=read_time(told) or told, source="worksheet")
