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
from gradus.gradebook.left_out import stale, standing_results
from gradus.gradebook.records import (
    HELD,
    RECORD,
    RESULTS,
    iter_records,
    load_record,
    refuse_foreign,
    student_folder,
)
from gradus.results import Known, Record
from gradus.submission import Submission


@dataclass(frozen=True)
class Job:
    """A submission to grade, and the fingerprint that its record will bear.

    `keep` are the tasks whose results in the record that is there still hold, and `left_out` those
    that this run does not judge.
    """

    submission: Submission
    mark: str
    keep: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def known(self, assignment: Assignment, output: Path) -> Known:
        """The results of both."""
        record = self.earlier(output) if self.keep or self.left_out else None
        questions = record.questions if record else ()
        kept = {question.name: question for question in questions if question.name in self.keep}
        return Known(kept, standing_results(assignment, self.left_out, record))

    def earlier(self, output: Path) -> Record | None:
        """The record that is there, if it is of the same work."""
        record = load_record(student_folder(output, self.submission.student) / RECORD)
        work = record.work or record.fingerprint.partition(" ")[0] if record else ""
        return record if work == self.mark.split()[0] else None

    def judged_by(self, assignment: Assignment, output: Path, grader: Grader) -> dict[str, str]:
        """For the record: by which grader each task was judged, but for what has to be again."""
        if not self.left_out:
            return dict(grader.tasks)
        record = self.earlier(output)
        judged = grader.tasks.keys() - self.left_out
        before = record.judged_by if record else {}
        again = stale(assignment, judged, before, record, grader)
        return {name: mark for name, mark in grader.tasks.items() if name not in again}


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
    assignment: Assignment,
    submissions: Iterable[Submission],
    output: Path,
    grader: Grader,
    left_out: frozenset[str] = frozenset(),
) -> Plan:
    """Compare what was handed in with the records in `output`; tasks `left_out` are not judged.

    Raises UsageError where these belong to another assignment.
    """
    known = _known(assignment, output)
    wanted = [
        _job(assignment, one, known.get(one.student), grader, left_out) for one in submissions
    ]
    everything = frozenset(grader.tasks)
    done = {
        job
        for job in wanted
        if _mark(known, job) == job.mark or (left_out and job.keep | left_out == everything)
    }
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
    left_out: frozenset[str],
) -> Job:
    mark = record_fingerprint(submission, grader)
    if known is None or not is_of_same_work(known.mark, mark):
        return Job(submission, mark, left_out=left_out)
    # Whatever a task that is left out would change in others is for the run that judges it.
    standing = {name: grader.tasks[name] for name in left_out}
    touched = touched_tasks(assignment, grader, {**known.judged_by, **standing})
    return Job(submission, mark, frozenset(grader.tasks) - touched - left_out, left_out)


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
