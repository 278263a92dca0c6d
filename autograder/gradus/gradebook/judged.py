"""What marking needs of a record: points by task, and what is still open."""

from dataclasses import dataclass, replace

from gradus.results import QuestionResult, Record, Status


@dataclass(frozen=True, slots=True)
class JudgedTask:
    """One task: `score` of `possible` points. `unchecked` cases leave it open.

    `is_rated`: its points come from hidden data.
    """

    name: str
    number: str
    bonus: bool
    possible: float
    score: float
    unchecked: int = 0
    is_rated: bool = False


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
    def unrated(self) -> "Judged":
        """The same without rated tasks."""
        return replace(self, tasks=tuple(task for task in self.tasks if not task.is_rated))

    @property
    def most(self) -> float:
        """The most that can be earned, bonus included."""
        return sum(task.possible for task in self.tasks)


def judged(record: Record) -> Judged:
    """A record in numbers."""
    tasks = tuple(map(_task, record.questions))
    return Judged(
        record.student, record.assignment, tasks, work_of(record.work, record.fingerprint)
    )


def work_of(work: str, fingerprint: str) -> str:
    """What tells the files of a record from others; older records have it in the fingerprint."""
    return work or fingerprint.partition(" ")[0]


def _task(question: QuestionResult) -> JudgedTask:
    unchecked = sum(case.status is Status.UNCHECKED for case in question.cases)
    return JudgedTask(
        question.name,
        question.number,
        question.bonus,
        question.possible,
        question.score,
        unchecked,
        question.is_rated,
    )
