"""A small course with graded results, and commands on it; no student code runs."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result
from lms.results import graded

from gradus.cli import main
from gradus.gradebook import HandedIn, student_folder, write_atomically, write_handed_in
from gradus.gradebook.records import RECORD, RESULTS, as_json, record_json
from gradus.submission import Origin

TASKS = """\
title = "Losses"
modules = ["losses"]
[[tasks]]
number = "1.1"
title = "Main"
functions = ["losses.mse"]
points = 100
[[tasks]]
number = "1.2"
title = "Bonus"
functions = ["losses.mae"]
points = 5
bonus = true
"""

RULES = """\
zone = "Europe/Berlin"
[late]
percent = 10
[assignments.hw1-losses]
due = 2026-10-14
"""
IN_TIME, A_DAY_LATE = "2026-10-14T23:59:59", "2026-10-15T12:00:00"


def make_course(folder: Path, rules: str = "", *names: str) -> Path:
    """A course with the assignments `names`, by default hw1-losses, and `course.toml`."""
    course = folder / "course"
    (course / "solutions").mkdir(parents=True)
    for name in names or ("hw1-losses",):
        own = course / "assignments" / name
        own.mkdir(parents=True)
        (own / "assignment.toml").write_text(TASKS)
    if rules:
        (course / "course.toml").write_text(rules)
    return course


def write_class(
    results: Path,
    marks: Mapping[str, float | None],
    times: Mapping[str, str] | None = None,
    assignment: str = "hw1-losses",
) -> Path:
    """Records of an assignment, and when each of them was handed in."""
    for student, points in marks.items():
        record = graded(student, points, assignment)
        own = student_folder(results, student)
        if not (own / RESULTS).exists():
            write_atomically(own / RESULTS, as_json(record.gradescope))
        write_atomically(own / RECORD, record_json(record))
    listed = (
        HandedIn(one, (f"{one}.zip",), Origin(time=(times or {}).get(one, ""))) for one in marks
    )
    write_handed_in(results, tuple(listed))
    return results


def gradus(course: Path, *words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words] + ["--course", str(course)])


def mark(course: Path, *words: object, who: str = "mia") -> Result:
    """`gradus mark hw1-losses …`, by somebody."""
    return gradus(course, "mark", "hw1-losses", *words, "--who", who)


def grades(results: Path) -> dict[str, dict[str, str]]:
    """`grades.csv` by student."""
    text = (results / "grades.csv").read_text("utf-8")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def write_a_late_class(out: Path) -> Path:
    """Three students: in time, a day late, and one whose work could not be checked."""
    times = {"ada": IN_TIME, "bob": A_DAY_LATE, "cy": IN_TIME}
    return write_class(out, {"ada": 80, "bob": 70, "cy": None}, times)
