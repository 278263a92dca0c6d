"""What marking needs of a record: points by task, and what is still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gradus.gradebook.records import RECORD, students_folder
from gradus.results import QuestionResult, Record, Status


@dataclass(frozen=True, slots=True)
class JudgedTask:
    """One task: `score` of `possible` points. `unchecked` cases leave it open."""

    name: str
    number: str
    bonus: bool
    possible: float
    score: float
    unchecked: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A record in numbers. `work` tells the files that were judged from others."""

    student: str
    assignment: str
    tasks: tuple[JudgedTask, ...]
    work: str = ""

    @property
    def possible(self) -> float:
        """The full mark, without bonus."""
        return sum(task.possible for task in self.tasks if not task.bonus)

    @property
    def most(self) -> float:
        """The most that can be earned, bonus included."""
        return sum(task.possible for task in self.tasks)


def judged(record: Record) -> Judged:
    """A record in numbers."""
    tasks = tuple(map(_task, record.questions))
    return Judged(record.student, record.assignment, tasks, record.work)


def iter_judged(output: Path) -> Iterator[Judged]:
    """The records in `output` in numbers, by student; damaged ones are left out.

    Of a class over a whole term only the numbers are read, and what is the same is kept once: that
    takes a fraction of the memory.
    """
    shared: dict[JudgedTask, JudgedTask] = {}
    for path in sorted(students_folder(output).glob(f"*/{RECORD}")):
        try:
            found = _adapter().validate_json(path.read_bytes())
        except (OSError, ValidationError):
            continue
        tasks = map(_numbers, found.questions)
        own = tuple(shared.setdefault(task, task) for task in tasks)
        yield Judged(found.student, found.assignment, own, found.work)


def _task(question: QuestionResult) -> JudgedTask:
    unchecked = sum(case.status is Status.UNCHECKED for case in question.cases)
    return JudgedTask(
        question.name,
        question.number,
        question.bonus,
        question.possible,
        question.score,
        unchecked,
    )


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


@dataclass(frozen=True)
class _Numbers:
    """Of a record's fields those that are numbers; the others are not even kept."""

    student: str
    assignment: str
    questions: tuple[_Question, ...]
    work: str = ""


def _numbers(question: _Question) -> JudgedTask:
    possible = score = 0.0
    unchecked = 0
    for case in question.cases:
        possible += case.points
        score += _score(case)
        unchecked += case.status is Status.UNCHECKED
    return JudgedTask(question.name, question.number, question.bonus, possible, score, unchecked)


def _score(case: _Case) -> float:
    """As a `CaseResult` has it."""
    if case.status is Status.PASSED:
        return case.points
    return case.rated if case.status is Status.PARTIAL else case.carried


@cache
def _adapter() -> TypeAdapter[_Numbers]:
    return TypeAdapter(_Numbers)
