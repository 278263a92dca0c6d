"""On Gradescope what is late costs as it does in `gradus grade`, and more attempts are granted."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli.marked_class import make_course
from lms.results import graded

from gradus.assignment import Attempts, load_assignment
from gradus.cli.marks import rules_for_zip
from gradus.errors import MarkingError
from gradus.otter_plugin.dates import read_dates
from gradus.results import Record

SCHEMA = json.loads(Path(__file__).with_name("gradescope_results.schema.json").read_text("utf-8"))
RULES = """\
zone = "Europe/Berlin"
roster = "students.csv"
[late]
percent = 10
[assignments.hw1]
due = 2026-10-14
[assignments.hw2]
due = 2026-10-21
"""
RECORD = replace(
    graded("submission", 80.0, "hw1"),
    gradescope={"output": "Public tests: 1 of 1 pass.", "tests": []},
)


def handed_in(day: int, email: str = "ada@x.edu") -> dict[str, Any]:
    when = datetime(2026, 10, day, 10, tzinfo=UTC)
    return {"created_at": when.isoformat(), "users": [{"id": 1, "name": "Ada", "email": email}]}


def unpacked(folder: Path, rules: str, extensions: str = "") -> Path:
    """A course as it is in an `autograder.zip`, with one assignment and what goes into the zip."""
    course = make_course(folder / "whole", rules, "hw1", "hw2")
    (course / "students.csv").write_text("Name\nAda\n")
    if extensions:
        (course / "extensions.csv").write_text(extensions)
    files = rules_for_zip(load_assignment(course, "hw1"))
    small = make_course(folder / "zip", "", "hw1")
    for name, content in files.items():
        (small / name).write_bytes(content)
    return small


def results(course: Path, metadata: object, record: Record = RECORD) -> dict[str, Any]:
    dates = read_dates(load_assignment(course, "hw1"), metadata)
    found = dates.marked(record.gradescope, record)
    jsonschema.validate(found, SCHEMA)
    return found


def test_what_is_late_is_taken_off_and_told(tmp_path: Path) -> None:
    course = unpacked(tmp_path, RULES)
    assert results(course, handed_in(14)) == RECORD.gradescope
    late = results(course, handed_in(16))
    assert late["score"] == 60
    assert "2 days late, 10 % of 100 for each" in late["output"]
    assert "Public tests" in late["output"]


def test_an_extension_gives_days_and_attempts(tmp_path: Path) -> None:
    table = "student,assignment,days,attempts,why\nada@x.edu,*,2,3,very private\nbob,hw2,9,,\n"
    course = unpacked(tmp_path, RULES, table)
    assert "very private" not in (course / "extensions.csv").read_text(), "it leaves the house"
    assert "bob" not in (course / "extensions.csv").read_text()
    extended = results(course, handed_in(16))
    assert extended["score"] == 80
    assert "due 2026-10-16 23:59 by an extension\n" in extended["output"]
    assert results(course, handed_in(16, "bob@x.edu"))["score"] == 60
    rule = Attempts(5, 24.0)
    dates = read_dates(load_assignment(course, "hw1"), handed_in(16))
    assert dates.attempts(rule) == Attempts(8, 24.0)
    assert dates.attempts(None) is None
    other = read_dates(load_assignment(course, "hw1"), handed_in(16, "bob@x.edu"))
    assert other.attempts(rule) == rule


def test_slip_days_are_counted_elsewhere(tmp_path: Path) -> None:
    course = unpacked(tmp_path, RULES.replace("percent = 10", "slip_days = 3"))
    assert results(course, handed_in(16)) == RECORD.gradescope


@pytest.mark.parametrize("metadata", [{}, None, {"created_at": "yesterday"}])
def test_without_a_time_nothing_is_late(tmp_path: Path, metadata: object) -> None:
    assert results(unpacked(tmp_path, RULES), metadata) == RECORD.gradescope


def test_rules_that_are_not_understood_cost_nobody_and_staff_are_told(tmp_path: Path) -> None:
    course = unpacked(tmp_path, RULES)
    (course / "course.toml").write_text("zone = 1\n")
    told = results(course, handed_in(16))
    assert "score" not in told
    assert told["tests"][-1]["visibility"] == "hidden"
    assert "line 1: zone must be a text" in told["tests"][-1]["output"]


def test_no_zip_is_made_of_rules_that_are_not_understood(tmp_path: Path) -> None:
    with pytest.raises(MarkingError, match="line 1"):
        unpacked(tmp_path, "zone = 1\n")


def test_a_course_without_dates_adds_nothing(tmp_path: Path) -> None:
    course = make_course(tmp_path, "", "hw1")
    assert rules_for_zip(load_assignment(course, "hw1")) == {}
