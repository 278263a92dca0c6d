"""What there is to do: which submissions are graded already, and which are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment
from gradus.errors import UsageError
from gradus.gradebook.fingerprints import is_by, record_fingerprint
from gradus.gradebook.records import RESULTS, iter_records, student_folder
from gradus.submission import Submission


@dataclass(frozen=True)
class Job:
    """A submission to grade, and the fingerprint that its record will bear."""

    submission: Submission
    mark: str


@dataclass(frozen=True)
class Plan:
    """The submissions to grade, how many are done, and who has a record but no submission.

    `outdated` of those to grade have a mark of another version of the assignment or the grader.
    """

    jobs: tuple[Job, ...]
    already: int
    outdated: int
    departed: tuple[str, ...]


def make_plan(
    assignment: Assignment, submissions: Iterable[Submission], output: Path, grader: str
) -> Plan:
    """Compare what was handed in with the records in `output`.

    Raises UsageError where these belong to another assignment.
    """
    known = _known(assignment, output)
    wanted = [Job(one, record_fingerprint(one, grader)) for one in submissions]
    jobs = tuple(job for job in wanted if known.get(job.submission.student) != job.mark)
    present = {job.submission.student for job in wanted}
    earlier = (known.get(job.submission.student, "") for job in jobs)
    outdated = sum(bool(mark) and not is_by(mark, grader) for mark in earlier)
    return Plan(jobs, len(wanted) - len(jobs), outdated, tuple(sorted(known.keys() - present)))


def _known(assignment: Assignment, output: Path) -> dict[str, str]:
    """The fingerprint of every whole record in `output`."""
    known = {}
    for record in iter_records(output):
        if record.assignment != assignment.name:
            raise UsageError(
                f"{output} holds the results of {record.assignment}, not of {assignment.name}. "
                "Name another folder with --output."
            )
        whole = (student_folder(output, record.student) / RESULTS).is_file()
        known[record.student] = record.fingerprint if whole else ""
    return known
