"""How long all Marks of a large term take, from its files; and random histories of small ones."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.measure import Figure

from gradus.gradebook import (
    HandedIn,
    Kind,
    Wish,
    append_entries,
    student_folder,
    write_handed_in,
    write_index,
)
from gradus.gradebook.records import RECORD, record_json
from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus.submission import Origin

STUDENTS, ASSIGNMENTS = 5000, 8
SECONDS, MEGABYTES = 5.0, 300
HISTORIES = 10_000
# As many as hw1 has.
_TASKS, _CASES = 21, 4
_DUE = datetime(2026, 10, 14, 22, tzinfo=UTC)

_MEASURED = """
import json, resource, sys, time
from pathlib import Path
from gradus.cli.marks import open_term
from gradus.gradebook import read_handed_in
from gradus.marking import term_marks
course = Path(sys.argv[1])
started = time.perf_counter()
first = course / "results" / "hw0"
term = open_term(course, first, "hw0", read_handed_in(first))
classes = {name: term.class_of(name) for name in term.places}
marks = late = 0
for mark in term_marks(term.markers, classes):
    marks += 1
    late += bool(mark.late.days)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([marks, late, seconds, peak]))
"""


def term(folder: Path, quick: bool) -> list[Figure]:
    """All Marks of 5,000 students in 8 assignments, with late days, slip days and entries."""
    students = 300 if quick else STUDENTS
    course = folder / "course"
    size = _write_term(course, students)
    command = (sys.executable, "-c", _MEASURED, str(course))
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    marks, late, seconds, peak = json.loads(said)
    if marks != students * ASSIGNMENTS or not late:
        raise RuntimeError(f"there are {marks} Marks, {late} of them late")
    return [
        Figure(
            f"all Marks of {students:,} students × {ASSIGNMENTS}, {late:,} late",
            f"{seconds:.1f} s",
            f"under {SECONDS:.0f} s",
            seconds < SECONDS,
        ),
        Figure("  their memory", f"{peak:.0f} MB", f"under {MEGABYTES} MB", peak < MEGABYTES),
        Figure("  a record, on average", f"{size / students / ASSIGNMENTS / 1000:.1f} kB"),
    ]


def histories(folder: Path, quick: bool) -> list[Figure]:
    """Random histories of entries, regrades, extensions, late hand-ins and kills."""
    # Test files are imported by their bare names, as pytest imports them.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from marking.histories import holds

    number = 100 if quick else HISTORIES
    started = time.perf_counter()
    for seed in range(number):
        holds(seed, folder / str(seed))
    told = f"{number:,}, in {time.perf_counter() - started:.0f} s"
    return [Figure("histories whose Marks follow from the files alone", told, "all", True)]


def _write_term(course: Path, students: int) -> int:
    """A term's results; the bytes of all records."""
    (course / "solutions").mkdir(parents=True)
    rules = ['zone = "Europe/Berlin"', "[late]", "slip_days = 5", "percent = 10"]
    size = 0
    for place in range(ASSIGNMENTS):
        name, due = f"hw{place}", _DUE + timedelta(weeks=place)
        own = course / "assignments" / name
        own.mkdir(parents=True)
        (own / "assignment.toml").touch()
        rules.append(f"[assignments.{name}]\ndue = {due.isoformat()}")
        results = course / "results" / name
        listed = []
        for number in range(students):
            student = f"s_{number}"
            content = record_json(_record(student, name, number + place))
            folder = student_folder(results, student)
            folder.mkdir(parents=True)
            (folder / RECORD).write_bytes(content)
            size += len(content)
            # A quarter is late, by some days.
            days = (number * 7 + place * 5) % 12 - 9
            time = (due + timedelta(days=days, hours=-1)).isoformat()
            listed.append(HandedIn(student, (f"{student}.zip",), Origin(time=time)))
        write_handed_in(results, tuple(listed))
        wishes = [
            Wish(f"s_{number}", "1.3", Kind.ADD, -1.0, "a person has looked")
            for number in range(0, students, 20)
        ]
        append_entries(results, name, "mia", wishes, due)
        # As the last run of `gradus grade` has left it.
        write_index(results)
    (course / "course.toml").write_text("\n".join(rules))
    (course / "extensions.csv").write_text("student,assignment,days,why\ns_7,*,2,ill\n")
    return size


def _record(student: str, assignment: str, number: int) -> Record:
    """As a class has them: words where something failed, none where it passed."""
    passed = CaseResult("", 1.25, False, Status.PASSED)
    failed = CaseResult("", 1.25, True, Status.FAILED, "m" * 120, "d" * 60)
    questions = tuple(
        QuestionResult(
            f"task_1_{task}",
            "A task",
            f"1.{task}",
            False,
            tuple(
                replace(passed if task > number % _TASKS // 4 else failed, name=f"Case {case}")
                for case in range(_CASES)
            ),
        )
        for task in range(_TASKS)
    )
    return Record(student, assignment, "f", f"{student}.zip", "namespaces", questions)
