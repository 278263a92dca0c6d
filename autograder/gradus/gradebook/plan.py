"""What there is to do: which submissions are graded already, and which are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment
from gradus.gradebook.fingerprints import (
    Grader,
    is_by,
    is_of_same_work,
    record_fingerprint,
    touched_tasks,
)
from gradus.gradebook.records import (
    HELD,
    RECORD,
    RESULTS,
    iter_records,
    load_record,
    refuse_foreign,
    student_folder,
)
from gradus.results import QuestionResult
from gradus.submission import Submission


@dataclass(frozen=True)
class Job:
    """A submission to grade, and the fingerprint that its record will bear.

    `keep` are the tasks whose results in the record that is there still hold.
    """

    submission: Submission
    mark: str
    keep: frozenset[str] = frozenset()

    def kept(self, output: Path) -> dict[str, QuestionResult]:
        """Those results, by task."""
        record = load_record(student_folder(output, self.submission.student) / RECORD)
        questions = record.questions if record and self.keep else ()
        return {question.name: question for question in questions if question.name in self.keep}


@dataclass(frozen=True)
class Plan:
    """The submissions to grade, the students who are done, and who has a record but no submission.

    `held` are graded already, with a mark that was not written as it drops. `outdated` of those to
    grade have a mark of another version of the assignment or the grader.
    """

    jobs: tuple[Job, ...]
    held: tuple[Job, ...]
    done: tuple[str, ...]
    outdated: int
    departed: tuple[str, ...]

    @property
    def already(self) -> int:
        """How many need not be graded."""
        return len(self.done) + len(self.held)


def make_plan(
    assignment: Assignment, submissions: Iterable[Submission], output: Path, grader: Grader
) -> Plan:
    """Compare what was handed in with the records in `output`.

    Raises UsageError where these belong to another assignment.
    """
    known = _known(assignment, output)
    wanted = [_job(assignment, one, known.get(one.student), grader) for one in submissions]
    done = {job for job in wanted if _mark(known, job) == job.mark}
    held = tuple(job for job in wanted if job not in done and _held_mark(output, job) == job.mark)
    jobs = tuple(job for job in wanted if job not in done and job not in held)
    present = {job.submission.student for job in wanted}
    earlier = (_mark(known, job) for job in jobs)
    outdated = sum(bool(mark) and not is_by(mark, grader) for mark in earlier)
    departed = tuple(sorted(known.keys() - present))
    return Plan(jobs, held, tuple(job.submission.student for job in done), outdated, departed)


@dataclass(frozen=True)
class _Known:
    """What is remembered of a record: its fingerprints."""

    mark: str
    judged_by: dict[str, str]


def _job(
    assignment: Assignment,
    submission: Submission,
    known: _Known | None,
    grader: Grader,
) -> Job:
    mark = record_fingerprint(submission, grader)
    if known is None or not is_of_same_work(known.mark, mark):
        return Job(submission, mark)
    touched = touched_tasks(assignment, grader, known.judged_by)
    return Job(submission, mark, frozenset(grader.tasks) - touched)


def _mark(known: dict[str, _Known], job: Job) -> str:
    found = known.get(job.submission.student)
    return found.mark if found else ""


def _held_mark(output: Path, job: Job) -> str:
    path = student_folder(output, job.submission.student) / HELD
    held = load_record(path) if path.is_file() else None
    return held.fingerprint if held else ""


def _known(assignment: Assignment, output: Path) -> dict[str, _Known]:
    """The fingerprints of every whole record in `output`."""
    known = {}
    for record in iter_records(output):
        refuse_foreign(record, assignment.name, output)
        whole = (student_folder(output, record.student) / RESULTS).is_file()
        known[record.student] = _Known(record.fingerprint if whole else "", record.judged_by)
    return known
