"""`extensions.csv`: every line is understood, and is somebody's, or the file counts nothing."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gradus.course import (
    AssignmentRules,
    Course,
    Extension,
    check_headings,
    read_extensions,
    refuse_strangers,
)
from gradus.course.extensions import HEADINGS
from gradus.errors import MarkingError

DUE = datetime(2026, 10, 14, 16, tzinfo=UTC)
COURSE = Course(
    Path("course.toml"),
    ZoneInfo("Europe/Berlin"),
    {"hw1": AssignmentRules("hw1", DUE)},
    Path("results"),
)


def read(*cells: str) -> Extension:
    row = dict(zip(HEADINGS, cells, strict=True))
    (found,) = read_extensions(COURSE, [(7, row)], ["hw1", "hw2"])
    return found


def test_what_can_stand_there() -> None:
    until = read("ada", "hw1", "2026-10-20", "", "", "ill")
    assert until.until == datetime(2026, 10, 20, 21, 59, 59, 999999, UTC)
    assert (until.why, until.days, until.attempts) == ("ill", 0, 0)
    assert until.is_for("hw1")
    assert not until.is_for("hw2")
    lasting = read("ada", "*", "", "+2", "3", "")
    assert (lasting.days, lasting.attempts) == (2, 3)
    assert lasting.is_for("hw2")
    evening = read("ada", "hw2", "2026-10-20T18:00", "", "", "")
    assert evening.until == datetime(2026, 10, 20, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("", "hw1", "", "2", "", ""), "the student is missing"),
        (("ada", "hw9", "", "2", "", ""), "no assignment called 'hw9'"),
        (("ada", "", "", "2", "", ""), "no assignment called ''"),
        (("ada", "hw1", "", "", "", "ill"), "grants nothing"),
        (("ada", "hw1", "2026-10-20", "2", "", ""), "both until and days"),
        (("ada", "hw1", "2026-02-30", "", "", ""), "2026-02-30 is no date that there is"),
        (("ada", "hw1", "20.10.2026", "", "", ""), "is no date"),
        (("ada", "hw2", "2026-10-25T02:30", "", "", ""), "stands twice"),
        (("ada", "hw2", "2026-03-29T02:30", "", "", ""), "does not exist"),
        (("ada", "hw1", "2025-10-20", "", "", ""), "is it the right year"),
        (("ada", "hw1", "", "-2", "", ""), "is no number of days"),
        (("ada", "hw1", "", "0", "", ""), "is no number of days"),
        (("ada", "hw1", "", "two", "", ""), "is no number of days"),
        (("ada", "hw1", "", "", "1.5", ""), "is no number of attempts"),
    ],
)
def test_what_was_not_understood(cells: tuple[str, ...], told: str) -> None:
    with pytest.raises(MarkingError) as caught:
        read(*cells)
    assert str(caught.value).startswith("extensions.csv, line 7: ")
    assert told in str(caught.value)


def test_headings_are_those_that_are_known() -> None:
    check_headings(COURSE, ["Student", "assignment ", "days"])
    with pytest.raises(MarkingError, match="line 1: 'untill' is not known"):
        check_headings(COURSE, ["student", "assignment", "untill"])
    with pytest.raises(MarkingError, match="line 1: there is no column assignment"):
        check_headings(COURSE, ["student", "days"])


def test_nobodys_and_anybodys_extensions_are_refused() -> None:
    fits = {"ada": frozenset({"ada_1"}), "bob": frozenset({"bob_1", "bob_2"})}
    ada, bob, cy = (read(name, "hw1", "", "2", "", "") for name in ("Ada", "Bob", "cy"))
    refuse_strangers([ada], fits, "results")
    with pytest.raises(MarkingError, match="line 7: nobody is called 'cy' in results"):
        refuse_strangers([ada, cy], fits, "results")
    with pytest.raises(MarkingError, match="line 7: 'Bob' may be bob_1 or bob_2"):
        refuse_strangers([bob], fits, "results")
