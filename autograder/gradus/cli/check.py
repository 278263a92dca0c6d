"""`gradus check`: one submission, as its student reads it."""

from pathlib import Path

from gradus.assignment import course_secret, find_course, load_assignment
from gradus.cli.consoles import DEMO_SECRET, Consoles, open_consoles
from gradus.gradebook import JudgeSource, LocalJudge
from gradus.reports import print_feedback, student_view
from gradus.results import Record
from gradus.submission import Submission, one_submission


def check_command(
    name: str,
    path: Path,
    *,
    isolation: str | None = None,
    strict: bool = False,
    course: Path | None = None,
) -> int:
    """Grade the submission at `path` and print its feedback; the exit code.

    Raises GradusError where it cannot be graded.
    """
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    secret = course_secret()
    consoles = open_consoles()
    if secret.demo:
        consoles.say(DEMO_SECRET, "dim")
    source = LocalJudge(assignment, isolation, secret.value, strict)
    return check_submission(source, path, consoles)


def check_submission(source: JudgeSource, path: Path, consoles: Consoles) -> int:
    """Check with any judge; the exit code: 0 for full marks, else 1."""
    submission = one_submission(path, source.assignment.modules)
    with consoles.err.status("grading the reference, then the submission"):
        record = grade_one(source, submission)
    consoles.say_isolation(record.isolation)
    print_feedback(record, consoles.out)
    for reason in record.attention:
        if reason != student_view(record).message:
            consoles.say(f"For a person to look at: {reason}", "yellow")
    return 0 if record.score >= record.possible else 1


def grade_one(source: JudgeSource, submission: Submission) -> Record:
    """The record of one submission, by a judge that is opened for it. Raises GradusError."""
    judge = source.open()
    try:
        return judge.grade(submission, judge.calibrate(), {})
    finally:
        judge.close()
