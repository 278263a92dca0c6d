"""How late something is, by the clocks of the course's zone; in doubt nothing is late."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gradus.course import AssignmentRules, Course, Extension, LateRule
from gradus.gradebook import HandedIn, Listed
from gradus.marking import lateness, lateness_of
from gradus.submission import Origin

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("due", "handed_in", "grace", "days", "hours"),
    [
        ("2026-10-14T18:00", "2026-10-14T18:00", 0, 0, 0),
        ("2026-10-14T18:00", "2026-10-14T18:00:01", 0, 1, 1),
        ("2026-10-14T18:00", "2026-10-14T18:10", 10, 0, 0),
        ("2026-10-14T18:00", "2026-10-15T18:05", 10, 1, 24),
        ("2026-10-14T18:00", "2026-10-15T18:00", 0, 1, 24),
        ("2026-10-14T18:00", "2026-10-15T18:00:01", 0, 2, 25),
        # The clocks are put back in the night to 25 October: a day of 25 hours is one day.
        ("2026-10-24T18:00", "2026-10-25T18:00", 0, 1, 25),
        # They are put forward in the night to 29 March, and then a day has 23.
        ("2026-03-28T18:00", "2026-03-29T18:00", 0, 1, 23),
        ("2026-03-28T18:00", "2026-03-29T18:30", 0, 2, 24),
        # A day ends at an hour that comes twice: the later one counts.
        ("2026-10-24T02:30", "2026-10-25T02:30", 0, 1, 24),
    ],
)
def test_days_and_hours(due: str, handed_in: str, grace: int, days: int, hours: int) -> None:
    late = lateness(at(due), at(handed_in), timedelta(minutes=grace), BERLIN)
    assert (late.days, late.hours) == (days, hours)


RULES = AssignmentRules(
    "hw1",
    at("2026-10-14T18:00"),
    {"Tuesday": at("2026-10-15T18:00"), "Friday": at("2026-10-16T18:00")},
    late=LateRule(percent=10),
)
COURSE = Course(Path("course.toml"), BERLIN, {"hw1": RULES}, Path("results"))


def handed_in(time: str, section: str = "", *, late: bool = False) -> HandedIn:
    people = (Listed("Ada", "a1", section),) if section else ()
    return HandedIn("ada", ("ada.zip",), Origin(time=time, late=late), people)


def extended(until: str = "", days: int = 0) -> Extension:
    moment = at(until) if until else None
    return Extension("ada", "hw1", moment, days, 0, "ill", "extensions.csv, line 2")


@pytest.mark.parametrize(
    ("one", "extensions", "days"),
    [
        (handed_in("2026-10-14T17:00:00"), (), 0),
        (handed_in("2026-10-14T19:00:00"), (), 1),
        (handed_in("2026-10-14T19:00:00+02:00"), (), 1),
        (handed_in("2026-10-14T17:00:00+00:00"), (), 1),
        (handed_in("2026-10-15T17:00:00", "Tuesday"), (), 0),
        (handed_in("2026-10-15T17:00:00", "tuesday"), (), 0),
        (handed_in("2026-10-16T17:00:00", "Tuesday, Friday"), (), 0),
        (handed_in("2026-10-15T17:00:00", "Monday"), (), 1),
        (handed_in("2026-10-16T17:00:00"), (extended(days=2),), 0),
        (handed_in("2026-10-16T17:00:00"), (extended(days=1),), 1),
        (handed_in("2026-10-16T17:00:00"), (extended(days=1), extended("2026-10-20T12:00")), 0),
        (handed_in("2026-10-14T19:00:00 CEST"), (), 1),
    ],
)
def test_whose_due_date(one: HandedIn, extensions: tuple[Extension, ...], days: int) -> None:
    late = lateness_of(COURSE, RULES, one, extensions)
    assert (late.days, late.doubt) == (days, "")


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (None, "is not known"),
        (handed_in(""), "is not known"),
        (handed_in("", late=True), "though the platform says that it was late"),
        (handed_in("2026-10-20T19:00:00 IST"), "is not clear"),
        (handed_in("vorgestern"), "(vorgestern) is not clear"),
    ],
)
def test_in_doubt_nothing_is_late_and_a_person_is_told(one: HandedIn | None, told: str) -> None:
    late = lateness_of(COURSE, RULES, one, ())
    assert late.days == 0
    assert told in late.doubt


def test_an_extension_is_told_where_it_helped() -> None:
    late = lateness_of(COURSE, RULES, handed_in("2026-10-15T17:00:00"), [extended(days=2)])
    assert late.extended == "due 2026-10-16 18:00 by an extension: ill"
    assert not lateness_of(
        COURSE, RULES, handed_in("2026-10-14T17:00:00"), [extended(days=2)]
    ).extended


def test_without_a_due_date_of_its_section_nothing_is_late() -> None:
    rules = AssignmentRules("hw1", None, {"Tuesday": at("2026-10-15T18:00")}, late=RULES.late)
    late = lateness_of(COURSE, rules, handed_in("2026-12-01T00:00:00", "Monday"), ())
    assert "no due date for the section Monday" in late.doubt
    assert lateness_of(COURSE, AssignmentRules("hw1"), None, ()).doubt == ""


def test_where_being_late_costs_nothing_nobody_is_asked() -> None:
    rules = AssignmentRules("hw1", RULES.due)
    assert lateness_of(COURSE, rules, handed_in(""), ()).doubt == ""
    assert lateness_of(COURSE, rules, handed_in("2026-10-14T19:00:00"), ()).days == 1
