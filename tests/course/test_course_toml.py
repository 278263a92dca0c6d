"""`course.toml` is understood whole or not at all: a sentence with file and line for each fault."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gradus.course import LateRule, Share, Unit, load_course
from gradus.errors import MarkingError

HEAD = 'zone = "Europe/Berlin"\n'
HW1 = HEAD + "[assignments.hw1]\n"
LATE = HEAD + "[late]\n"


def course(folder: Path, text: str) -> Path:
    """A course with the assignments hw1 and hw2."""
    for name in ("hw1", "hw2"):
        (folder / "assignments" / name).mkdir(parents=True)
        (folder / "assignments" / name / "assignment.toml").touch()
    (folder / "course.toml").write_text(text, "utf-8")
    return folder


def test_without_the_file_there_are_no_rules(tmp_path: Path) -> None:
    assert load_course(tmp_path) is None


def test_everything_that_can_stand_there(tmp_path: Path) -> None:
    text = """\
zone = "Europe/Berlin"
results = "grades/2026"
sections = ["Monday", "Tuesday"]
grace_minutes = 10
bonus_cap = 5

[late]
percent = 10
per = "day"
last_day = 3
slip_days = 4

[assignments.hw1]
due = 2026-10-14

[assignments.hw1.sections]
Tuesday = 2026-10-15T18:00:00

[assignments.hw2]
due = 2026-11-14T18:00:00-05:00
grace_minutes = 0
bonus_cap = 0
weight = 2
late = { points = 0.5, per = "hour" }
"""
    found = load_course(course(tmp_path, text))
    assert found is not None
    assert found.results == tmp_path / "grades/2026"
    first, second = found.rules("hw1"), found.rules("hw2")
    assert first.due == datetime(2026, 10, 14, 21, 59, 59, 999999, UTC)
    assert first.sections == {"Tuesday": datetime(2026, 10, 15, 16, tzinfo=UTC)}
    assert (first.grace, first.bonus_cap, first.weight) == (timedelta(minutes=10), 5, 1)
    assert first.late == LateRule(None, 10, Share.POSSIBLE, Unit.DAY, 3, 4)
    assert second.due == datetime(2026, 11, 14, 23, tzinfo=UTC)
    assert (second.grace, second.bonus_cap, second.weight) == (timedelta(), 0, 2)
    assert second.late == LateRule(0.5, unit=Unit.HOUR)
    assert found.rules("hw3").due is None


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "zone is missing"),
        ('zone = "Europe/Berln"\n', 1, "'Europe/Berln': write one such as Europe/Berlin"),
        ('zone = "../etc/passwd"\n', 1, "there is no time zone"),
        ('zone = "Europe"\n', 1, "there is no time zone"),
        (HW1 + "due = 2026-02-30\n", 3, "there is no such date: due = 2026-02-30"),
        (HW1 + "due = 2026-03-29T02:30:00\n", 3, "does not exist in Europe/Berlin"),
        (HW1 + "due = 2026-10-25T02:30:00\n", 3, "stands twice in Europe/Berlin"),
        ('zone = "Pacific/Apia"\n[assignments.hw1]\ndue = 2011-12-30\n', 3, "does not have"),
        (HW1 + 'due = "2026-10-14"\n', 3, "without quotes"),
        (HW1 + "\n\n[assignments.hw7]\n", 5, "no assignment called hw7"),
        (LATE + "percent = 10\npoints = 2\n", 2, "has both percent and points"),
        (LATE, 2, "is empty"),
        (LATE + "percent = 110\n", 3, "must be at most 100"),
        (LATE + "percent = -1\n", 3, "must be above 0"),
        (LATE + "percent = inf\n", 3, "finite"),
        (LATE + "points = inf\n", 3, "finite"),
        (LATE + 'percent = "10"\n', 3, "must be a number"),
        (LATE + 'percent = 10\nper = "week"\n', 4, "late.per"),
        (LATE + 'last_day = 3\nper = "day"\n', 2, "neither percent nor points"),
        (LATE + "slip_days = 2.5\n", 3, "must be a whole number"),
        (LATE + "slip_days = -2\n", 3, "must be at least 0"),
        (LATE + "slipdays = 2\n", 3, "is it misspelt?"),
        (HEAD + "grace = 2\n", 2, "is it misspelt?"),
        (HEAD + 'sections = ["A"]\n[assignments.hw1.sections]\nB = 2026-10-14\n', 4, "section B"),
        (HW1 + "late = { slip_days = 2 }\n", 3, "is it misspelt?"),
        (HEAD + 'roster = "nobody.csv"\n', 2, "there is no file"),
        (HEAD + "[late\n", 2, "not valid TOML"),
        (LATE + "percent = ", 3, "not valid TOML"),
    ],
)
def test_what_was_not_understood(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(MarkingError) as caught:
        load_course(course(tmp_path, text))
    first, *_ = str(caught.value).splitlines()
    assert first.startswith(f"{tmp_path / 'course.toml'}, line {line}: ")
    assert told in first
    assert first.endswith(".")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = HW1 + "due = 2026-03-29T02:30:00\n[assignments.hw9]\n"
    with pytest.raises(MarkingError) as caught:
        load_course(course(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 2


def test_a_time_that_stands_twice_is_clear_with_its_offset(tmp_path: Path) -> None:
    found = load_course(course(tmp_path, HW1 + "due = 2026-10-25T02:30:00+01:00\n"))
    assert found is not None
    assert found.rules("hw1").due == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (course(tmp_path, "") / "course.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(MarkingError, match="not text in UTF-8"):
        load_course(tmp_path)
