"""Until the last deadline nobody reads what rated tasks have earned; what counts is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from marking.term_of import entry, judged
from reports.sample_records import passed, question, rated_question, record

from gradus.course import AssignmentRules, Course, Extension, LateRule, Share, Unit
from gradus.gradebook import HandedIn
from gradus.gradebook.entries import Entry, Kind
from gradus.gradebook.judged import Judged
from gradus.gradebook.judged import judged as judge_of
from gradus.marking import Mark, Marker, What, last_deadline, term_marks
from gradus.results import Record
from gradus.submission import Origin

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


DUE = at("2026-10-20T18:00")
SECTIONS = {"Tuesday": at("2026-10-21T18:00"), "Monday": at("2026-10-19T18:00")}


def extension(until: str = "", days: int = 0) -> Extension:
    moment = at(until) if until else None
    return Extension("ada", "hw1", moment, days, 0, "ill", "extensions.csv, line 2")


@pytest.mark.parametrize(
    ("rule", "extensions", "last"),
    [
        (None, (), "2026-10-20T18:10"),
        (None, (extension(days=3),), "2026-10-23T18:10"),
        (None, (extension(days=3), extension("2026-10-24T12:00")), "2026-10-24T12:10"),
        (None, (extension("2026-10-20T12:00"),), "2026-10-20T18:10"),
        (LateRule(percent=10, last_day=3), (), "2026-10-23T18:10"),
        (LateRule(percent=10, last_day=3), (extension(days=1),), "2026-10-24T18:10"),
        (LateRule(last_day=0), (), "2026-10-20T18:10"),
        (LateRule(slip_days=2), (), "2026-10-22T18:10"),
        (LateRule(slip_days=4, last_day=1), (), "2026-10-21T18:10"),
        # The tenth tenth takes the last point, and the clocks are put back on the 25th.
        (LateRule(percent=10), (), "2026-10-29T18:10"),
        (LateRule(percent=10, slip_days=2), (), "2026-10-31T18:10"),
        (LateRule(percent=40, share=Share.EARNED), (), "2026-10-22T18:10"),
        (LateRule(percent=30, unit=Unit.HOUR), (), "2026-10-20T21:10"),
        (LateRule(points=9), (), "2026-10-22T18:10"),
        (LateRule(points=100), (), "2026-10-20T18:10"),
    ],
)
def test_until_when_work_still_counts(
    rule: LateRule | None, extensions: Sequence[Extension], last: str
) -> None:
    rules = AssignmentRules("hw1", DUE, grace=timedelta(minutes=10), late=rule)
    assert last_deadline(rules, extensions, BERLIN, judged(8, 7)) == at(last).astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "sections", "last"),
    [
        (DUE, SECTIONS, SECTIONS["Tuesday"]),
        (None, SECTIONS, SECTIONS["Tuesday"]),
        (at("2026-10-30T18:00"), SECTIONS, at("2026-10-30T18:00")),
        (None, {}, None),
    ],
)
def test_it_is_that_of_the_last_section(
    due: datetime | None, sections: Mapping[str, datetime], last: datetime | None
) -> None:
    assert last_deadline(AssignmentRules("hw1", due, sections), (), BERLIN, judged(8)) == last


WORK = record("ada", question("1.1", passed("Worked", 10)), rated_question("1.2", 6.25))


def marker(
    now: datetime | None = DUE, entries: Sequence[Entry] = (), due: datetime | None = DUE
) -> Marker:
    rules = AssignmentRules("hw1", due, late=LateRule(percent=50, share=Share.EARNED))
    listed = HandedIn("ada", ("ada.zip",), Origin(time="2026-10-21T12:00:00"))
    course = Course(Path("course.toml"), BERLIN, {"hw1": rules}, Path("results"))
    return Marker("hw1", course, {"ada": tuple(entries)}, {"ada": listed}, now=now)


def told_until(mark: Mark) -> str:
    return mark.so_far.until if mark.so_far else ""


def test_so_far_is_the_mark_of_the_other_tasks() -> None:
    mark = marker().mark(WORK)
    assert mark.so_far
    assert mark.so_far.rated == ("task_1_2",)
    assert mark.so_far.until == "2026-10-21 18:00"
    assert (mark.score, mark.possible) == (9.125, 20)
    assert (mark.so_far.mark.score, mark.so_far.mark.possible) == (5, 10)
    assert [step.total for step in mark.so_far.mark.steps] == [5]


@pytest.mark.parametrize(
    ("one", "of"),
    [
        (marker(at("2026-10-21T18:00:01")), WORK),
        (marker(None), WORK),
        (marker(due=None), WORK),
        (Marker("hw1", now=DUE), WORK),
        (marker(), record("ada", question("1.1", passed("Worked", 10)))),
    ],
    ids=["after", "no clock", "no due date", "no course", "nothing rated"],
)
def test_else_students_may_know_all(one: Marker, of: Record) -> None:
    assert one.mark(of).so_far is None


def test_up_to_the_last_moment() -> None:
    assert told_until(marker(at("2026-10-21T18:00")).mark(WORK))


def test_what_people_entered_for_rated_tasks_or_for_all_waits_too() -> None:
    entries = (
        entry(Kind.SET, 7, "1.1", minute=1),
        entry(Kind.SET, 9, "1.2", minute=2),
        entry(Kind.SET, 12, "", minute=3),
        entry(Kind.ADD, 1, "", minute=4),
    )
    mark = marker(entries=entries).mark(WORK)
    assert mark.score == 13
    assert mark.so_far
    steps = [(step.what, step.total) for step in mark.so_far.mark.steps]
    assert steps == [(What.TASK, 7), (What.LATE, 3.5), (What.WHOLE, 4.5)]


def with_slip_days(earned: float, now: datetime) -> tuple[Mark, Mark, dict[str, Mark]]:
    """Marks of hw0, which rates nothing, and of hw1, both a day late, and those of the term."""
    rule = LateRule(slip_days=1, percent=50, share=Share.EARNED)
    due = {"hw0": at("2026-10-13T18:00"), "hw1": DUE}
    rules = {name: AssignmentRules(name, due[name], late=rule) for name in due}
    course = Course(Path("course.toml"), BERLIN, rules, Path("results"))
    of = {
        "hw0": Judged("ada", "hw0", judged(8).tasks),
        "hw1": judge_of(
            record("ada", question("1.1", passed("Worked", 10)), rated_question("1.2", earned))
        ),
    }
    handed_in = {
        name: HandedIn("ada", ("ada.zip",), Origin(time=f"2026-10-{day}T12:00:00"))
        for name, day in (("hw0", 14), ("hw1", 21))
    }
    markers = {
        name: Marker(name, course, handed_in={"ada": handed_in[name]}, now=now) for name in due
    }
    first, second = (
        replace(markers[name], elsewhere={"ada": (markers[other].work(of[other]),)}).mark_of(
            of[name]
        )
        for name, other in (("hw0", "hw1"), ("hw1", "hw0"))
    )
    term = term_marks(markers, {name: [of[name]] for name in due})
    return first, second, {mark.assignment: mark for mark in term}


@pytest.mark.parametrize(("now", "is_told"), [(DUE, False), (at("2026-11-30T18:00"), True)])
def test_slip_days_tell_nothing_of_rated_tasks_elsewhere(now: datetime, is_told: bool) -> None:
    """A day goes to the better work: of 60 %, of 100 %, or of what is known so far."""
    marks = {earned: with_slip_days(earned, now) for earned in (0.0, 8.0)}
    scores = {first.score for first, _, _ in marks.values()}
    assert scores == ({4.0, 8.0} if is_told else {4.0})
    for first, second, term in marks.values():
        assert term == {"hw0": first, "hw1": second}
        assert first.slip_days
        assert second.slip_days
        assert first.slip_days.here + second.slip_days.here == 1
