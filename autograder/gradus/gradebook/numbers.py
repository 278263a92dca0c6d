"""The records of a class in numbers, and an index of these, for what asks for a whole term.

The index is remembered work and no source: it holds of a record only while the record's file is the
same one, by its time, size and number on the disk.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gradus.gradebook.judged import Judged, JudgedTask, work_of
from gradus.gradebook.records import RECORD, students_folder
from gradus.gradebook.writing import write_atomically
from gradus.gradebook.written import OWN
from gradus.results import Status

_INDEX = "numbers.json"
_TASKS = "judged"
"""In an index by another name it is not told of a task whether it is rated: it is made anew."""
_Stamp = list[int]


def iter_judged(output: Path) -> Iterator[Judged]:
    """The records in `output` in numbers, by student; damaged ones are left out.

    Of a class over a whole term only the numbers are read, and what is the same is kept once: that
    takes a fraction of the time and the memory.
    """
    index = _Index(output)
    for path in _paths(output):
        found = index.of(path)
        if found is not None:
            yield found


def write_index(output: Path) -> None:
    """Bring the index up to date. Raises GradusError where it cannot be written."""
    index = _Index(output)
    found = {path.parent.name: (index.stamp(path), index.of(path)) for path in _paths(output)}
    known = {name: (stamp, one) for name, (stamp, one) in found.items() if stamp and one}
    tasks: dict[JudgedTask, int] = {}
    students = {
        name: [
            stamp,
            one.student,
            one.assignment,
            one.work,
            [tasks.setdefault(task, len(tasks)) for task in one.tasks],
        ]
        for name, (stamp, one) in known.items()
    }
    content = {_TASKS: [astuple(task) for task in tasks], "students": students}
    write_atomically(output / OWN / _INDEX, json.dumps(content).encode())


class _Index:
    def __init__(self, output: Path) -> None:
        self._shared: dict[JudgedTask, JudgedTask] = {}
        self._students: dict[str, Any] = {}
        self._tasks: list[JudgedTask] = []
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = json.loads((output / OWN / _INDEX).read_bytes())
            self._tasks = [JudgedTask(*task) for task in told[_TASKS]]
            self._students = dict(told["students"])
        self._shared = {task: task for task in self._tasks}

    def of(self, path: Path) -> Judged | None:
        """The record at `path`, by the index or, where that is of another file, by itself."""
        known = self._students.get(path.parent.name)
        if known and known[0] == self.stamp(path):
            _, student, assignment, work, places = known
            return Judged(student, assignment, tuple(self._tasks[one] for one in places), work)
        try:
            found = _adapter().validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return None
        tasks = map(_numbers, found.questions)
        own = tuple(self._shared.setdefault(task, task) for task in tasks)
        work = work_of(found.work, found.fingerprint)
        return Judged(found.student, found.assignment, own, work)

    @staticmethod
    def stamp(path: Path) -> _Stamp | None:
        """What changes with the file: each is put into its place as a new one."""
        try:
            found = path.stat()
        except OSError:
            return None
        return [found.st_mtime_ns, found.st_size, found.st_ino]


def _paths(output: Path) -> list[Path]:
    """Where the records are, by student."""
    try:
        folders = sorted(students_folder(output).iterdir())
    except OSError:
        return []
    return [folder / RECORD for folder in folders]


@dataclass(frozen=True)
class _Case:
    points: float
    status: Status
    carried: float = 0.0
    rated: float = 0.0


@dataclass(frozen=True)
class _Question:
    name: str
    number: str
    bonus: bool
    cases: tuple[_Case, ...]
    is_rated: bool = False


@dataclass(frozen=True)
class _Numbers:
    """Of a record's fields those that are numbers; the others are not even kept."""

    student: str
    assignment: str
    questions: tuple[_Question, ...]
    work: str = ""
    fingerprint: str = ""


def _numbers(question: _Question) -> JudgedTask:
    possible = score = 0.0
    unchecked = 0
    for case in question.cases:
        possible += case.points
        score += _score(case)
        unchecked += case.status is Status.UNCHECKED
    return JudgedTask(
        question.name,
        question.number,
        question.bonus,
        possible,
        score,
        unchecked,
        question.is_rated,
    )


def _score(case: _Case) -> float:
    """As a `CaseResult` has it."""
    if case.status is Status.PASSED:
        return case.points
    return case.rated if case.status is Status.PARTIAL else case.carried


@cache
def _adapter() -> TypeAdapter[_Numbers]:
    return TypeAdapter(_Numbers)
