"""`extensions.csv`: who has more time, or more attempts, and why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gradus.course.dates import instant, read_date
from gradus.course.rules import Course
from gradus.errors import MarkingError

HEADINGS = ("student", "assignment", "until", "days", "attempts", "why")
EVERY = ("*", "all")
"""What stands in the column `assignment` of an extension that lasts."""

_DAYS = re.compile(r"\+?(?P<number>[0-9]{1,3})")

Row = tuple[int, Mapping[str, str]]
"""A line's number, and its cells by heading."""


@dataclass(frozen=True)
class Extension:
    """More time for a student, in one assignment, or in all of them where that is None.

    `student` is as it was written: an id of the results, or the roster's number or name. `until` is
    an instant in UTC, `days` are added to the due date, `attempts` to those on Gradescope. `place`
    is the file and the line.
    """

    student: str
    assignment: str | None
    until: datetime | None
    days: int
    attempts: int
    why: str
    place: str

    def is_for(self, assignment: str) -> bool:
        """Whether it counts there."""
        return self.assignment in (None, assignment)


def read_extensions(course: Course, rows: Iterable[Row], names: Iterable[str]) -> list[Extension]:
    """The extensions in the lines of `extensions.csv`; `names` are the course's assignments.

    Raises MarkingError with a sentence for each line that was not understood.
    """
    known = tuple(names)
    found, faults = [], []
    for number, cells in rows:
        place = f"{course.extensions}, line {number}"
        try:
            found.append(_extension(course, cells, known, place))
        except ValueError as error:
            faults.append(f"{place}: {error}.")
    if faults:
        raise MarkingError("\n".join(faults))
    return found


def check_headings(course: Course, headings: Iterable[str]) -> None:
    """Raise MarkingError where a heading is missing or unknown."""
    there = [heading.strip().casefold() for heading in headings]
    unknown = [heading for heading in there if heading not in HEADINGS]
    missing = [heading for heading in ("student", "assignment") if heading not in there]
    if unknown or missing:
        told = f"there is no column {missing[0]}" if missing else f"{unknown[0]!r} is not known"
        raise MarkingError(
            f"{course.extensions}, line 1: {told}; the headings are {', '.join(HEADINGS)}."
        )


def refuse_strangers(
    extensions: Iterable[Extension], fits: Mapping[str, frozenset[str]], known: str
) -> None:
    """Raise MarkingError for an extension that is nobody's, or that may be several people's.

    `fits` are, by each name, folded, the people who are known by it; `known` says where these are.
    """
    faults = []
    for one in extensions:
        people = fits.get(one.student.casefold(), frozenset())
        if not people:
            faults.append(
                f"{one.place}: nobody is called {one.student!r} in {known}. Write the id in "
                "grades.csv; if somebody has handed in nothing yet, name the students' list "
                'in course.toml: roster = "students.csv".'
            )
        elif len(people) > 1:
            faults.append(
                f"{one.place}: {one.student!r} may be {' or '.join(sorted(people))}. Write the id."
            )
    if faults:
        raise MarkingError("\n".join(faults))


def _extension(
    course: Course, cells: Mapping[str, str], names: tuple[str, ...], place: str
) -> Extension:
    """Raises ValueError, in a sentence's words."""
    student, assignment = cells.get("student", ""), cells.get("assignment", "")
    until, days, attempts = (cells.get(name, "") for name in ("until", "days", "attempts"))
    if not student:
        raise ValueError("the student is missing")
    if assignment not in (*names, *EVERY):
        raise ValueError(
            f"the course has no assignment called {assignment!r}: it has {', '.join(names)}, and "
            "* stands for all of them"
        )
    if not (until or days or attempts):
        raise ValueError("it grants nothing: fill in until, days or attempts")
    if until and days:
        raise ValueError("it has both until and days: keep one of them")
    moment = _moment(course, until) if until else None
    lasting = assignment in EVERY
    _refuse_early(course, assignment, moment, until)
    return Extension(
        student,
        None if lasting else assignment,
        moment,
        _number(days, "days") if days else 0,
        _number(attempts, "attempts") if attempts else 0,
        cells.get("why", ""),
        place,
    )


def _moment(course: Course, text: str) -> datetime:
    try:
        return instant(read_date(text), course.zone)
    except ValueError as error:
        raise ValueError(f"{text} {error}") from None


def _refuse_early(course: Course, assignment: str, moment: datetime | None, text: str) -> None:
    rules = course.rules(assignment)
    due = [date for date in (rules.due, *rules.sections.values()) if date is not None]
    if moment is not None and due and moment <= min(due):
        raise ValueError(f"{text} is not after the due date of {assignment}: is it the right year")


def _number(text: str, heading: str) -> int:
    match = _DAYS.fullmatch(text)
    if not match or not int(match["number"]):
        raise ValueError(f"{text!r} is no number of {heading}: write one such as +2")
    return int(match["number"])
