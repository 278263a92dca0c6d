"""Random histories of a term: hand-ins, entries, extensions, regrades, and writers who are killed.

However the files came about, and in whatever order they are read, the Marks are the same.
"""

import os
import random
import shutil
import signal
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from lms.results import graded

from gradus.cli.marks import Term, open_marker, open_term
from gradus.gradebook import (
    HandedIn,
    Kind,
    Wish,
    append_entries,
    iter_judged,
    read_entries,
    read_handed_in,
    student_folder,
    write_atomically,
    write_handed_in,
    write_index,
)
from gradus.gradebook.records import RECORD, record_json
from gradus.marking import Mark, What, holding, slip_days_of, term_marks
from gradus.submission import Origin

NAMES = ("hw1", "hw2", "hw3")
STUDENTS = ("ada", "bob")
_START = datetime(2026, 10, 1, tzinfo=UTC)
_LATE_RULES = (
    "percent = 10",
    "points = 2\nper = 'hour'\nlast_day = 3",
    "slip_days = 3",
    "slip_days = 2\npercent = 20\nof = 'earned'",
    "slip_days = 4\nlast_day = 2",
)


def holds(seed: int, folder: Path) -> None:
    """Raise AssertionError where the law is broken. `folder` is empty."""
    chance = random.Random(seed)
    course = _course(chance, folder / "course")
    now = _START
    for _ in range(chance.randint(3, 10)):
        now += timedelta(hours=chance.randint(1, 40))
        before = marks(course)
        step = chance.choice((_hand_in, _enter, _enter, _regrade, _extend))
        if chance.random() < 0.3:
            # Whoever is killed has done all of it or nothing, or left a mark open.
            copy, writes = folder / "copy", chance.randint(1, 2)
            shutil.copytree(course, copy)
            state = chance.getstate()
            step(chance, copy, now)
            after = marks(copy)
            shutil.rmtree(copy)
            chance.setstate(state)
            _killed_while(partial(step, chance, course, now), writes)
            chance.seed(chance.random())  # what it has drawn has died with it
            _is_one_of(marks(course), before, after)
        else:
            step(chance, course, now)
    _order_of_reading_changes_nothing(chance, course)


def _is_one_of(
    found: dict[tuple[str, str], Mark],
    before: dict[tuple[str, str], Mark],
    after: dict[tuple[str, str], Mark],
) -> None:
    """While a mark is open, slip days may be spent in the one way or in the other elsewhere."""
    if all(one.late.is_stale is False for one in found.values()):
        assert found in (before, after), "it was done by half"
    for mark in found.values():
        if mark.late.is_stale:
            assert not mark.is_final or any(step.what is What.WHOLE for step in mark.steps)


def marks(course: Path) -> dict[tuple[str, str], Mark]:
    """The Marks by assignment and student, each assignment read as its commands do."""
    found = {}
    for name in NAMES:
        results = course / "results" / name
        if results.exists():
            marker = open_marker(course, results, name, read_handed_in(results))
            for numbers in iter_judged(results):
                # Who is on no list of hand-ins gets no mark.
                if not marker.handed_in or numbers.student in marker.handed_in:
                    found[name, numbers.student] = marker.mark_of(numbers)
    return found


def _order_of_reading_changes_nothing(chance: random.Random, course: Path) -> None:
    expected = marks(course)
    term = _term(course)
    if term is None:
        return
    names = list(term.places)
    chance.shuffle(names)
    shuffled = {}
    for name in names:
        records = list(term.class_of(name))
        chance.shuffle(records)
        shuffled[name] = records
    markers = {
        name: replace(
            marker,
            entries={
                student: tuple(chance.sample(own, len(own)))
                for student, own in marker.entries.items()
            },
            extensions={
                student: tuple(chance.sample(own, len(own)))
                for student, own in marker.extensions.items()
            },
        )
        for name, marker in term.markers.items()
    }
    found = {(one.assignment, one.student): one for one in term_marks(markers, shuffled)}
    assert found == expected
    for student in STUDENTS:
        works = [
            markers[name].work(numbers)
            for name in names
            for numbers in shuffled[name]
            if numbers.student == student
        ]
        spent = slip_days_of(works)
        assert sum(one.here for one in spent.values()) <= max(
            (one.budget for one in spent.values()), default=0
        )


def _term(course: Path) -> Term | None:
    there = [name for name in NAMES if (course / "results" / name).exists()]
    if not there:
        return None
    results = course / "results" / there[0]
    return open_term(course, results, there[0], read_handed_in(results))


def _course(chance: random.Random, course: Path) -> Path:
    (course / "solutions").mkdir(parents=True)
    rules = [
        'zone = "Europe/Berlin"',
        f"grace_minutes = {chance.choice((0, 30))}",
        f"[late]\n{chance.choice(_LATE_RULES)}",
    ]
    for place, name in enumerate(NAMES):
        own = course / "assignments" / name
        own.mkdir(parents=True)
        (own / "assignment.toml").touch()
        cap = "bonus_cap = 2\n" if chance.random() < 0.3 else ""
        rules.append(f"[assignments.{name}]\ndue = 2026-10-{2 + 3 * place:02}\n{cap}")
    (course / "course.toml").write_text("\n".join(rules))
    return course


def _hand_in(chance: random.Random, course: Path, now: datetime) -> None:
    name, student = chance.choice(NAMES), chance.choice(STUDENTS)
    results = course / "results" / name
    known = read_handed_in(results)
    score = chance.choice((None, float(chance.randint(0, 105))))
    work = str(chance.random())
    own = HandedIn(student, (f"{student}.zip",), Origin(time=now.isoformat()), work=work)
    # As `gradus grade` does: first the record, then the list.
    _write(results, student, name, score, work)
    write_handed_in(results, tuple({**known, student: own}.values()))


def _regrade(chance: random.Random, course: Path, _now: datetime) -> None:
    results = course / "results" / chance.choice(NAMES)
    if results.exists() and chance.random() < 0.5:
        # What was remembered of the old record must not outlive it.
        write_index(results)
    for student, one in read_handed_in(results).items():
        if chance.random() < 0.5:
            _write(results, student, results.name, float(chance.randint(0, 105)), one.work)
            return


def _write(results: Path, student: str, name: str, score: float | None, work: str) -> None:
    record = replace(graded(student, score, name), work=work)
    write_atomically(student_folder(results, student) / RECORD, record_json(record))


def _enter(chance: random.Random, course: Path, now: datetime) -> None:
    results = course / "results" / chance.choice(NAMES)
    students = list(read_handed_in(results))
    if not students:
        return
    student, who = chance.choice(students), chance.choice(("mia", "tom", "zoe"))
    held = [one for one in holding(read_entries(results, results.name)) if one.student == student]
    if held and chance.random() < 0.3:
        last = held[-1]
        wish = Wish(student, last.task, Kind.UNDO, 0.0, "back", undoes=last.hash)
    else:
        kind = chance.choice((Kind.SET, Kind.ADD))
        points = chance.randint(0, 100) if kind is Kind.SET else chance.randint(-9, 9)
        task = chance.choice(("1.1", "1.2", ""))
        wish = Wish(student, task, kind, float(points), "because", chance.choice((None, 50.0)))
    append_entries(results, results.name, who, [wish], now)


def _extend(chance: random.Random, course: Path, _now: datetime) -> None:
    path = course / "extensions.csv"
    known = {one for name in NAMES for one in read_handed_in(course / "results" / name)}
    if not known:
        return
    text = path.read_text() if path.exists() else "student,assignment,days,why\n"
    row = (
        f"{chance.choice(sorted(known))},{chance.choice((*NAMES, '*'))},{chance.randint(1, 3)},ill"
    )
    write_atomically(path, f"{text}{row}\n".encode())


def _killed_while(step: Callable[[], None], writes: int) -> None:
    """Do it in a fork that SIGKILL ends in place of so many-th time that a file is put in place."""
    with warnings.catch_warnings():
        # The fork does nothing with the threads of a test run, of which Python warns.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        with suppress(BaseException), patch.object(Path, "replace", _replace_or_die(writes)):
            step()
            os._exit(0)
        os._exit(1)
    _, ended = os.waitpid(pid, 0)
    assert ended in (0, signal.SIGKILL), "it failed of itself"


def _replace_or_die(writes: int) -> Callable[[Path, Path], Path]:
    left, whole = writes, Path.replace

    def replaced(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(self, target)

    return replaced
