"""`gradus check`: one submission, as its student reads it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from gradus.assignment import course_secret, find_course, load_assignment
from gradus.cli.chosen import ALL, Chosen, needs_no_training
from gradus.cli.consoles import DEMO_SECRET, Consoles, open_consoles
from gradus.cli.processors import processors
from gradus.errors import GradusError
from gradus.gradebook import JudgeSource, LocalJudge, standing_results
from gradus.reports import print_feedback, student_view
from gradus.results import Known, Record
from gradus.submission import Submission, one_submission


def check_command(
    name: str,
    path: Path,
    *,
    isolation: str | None = None,
    strict: bool = False,
    course: Path | None = None,
    chosen: Chosen = ALL,
) -> int:
    """Grade the submission at `path` and print its feedback; the exit code.

    Raises GradusError where it cannot be graded.
    """
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    left_out = chosen.left_out(assignment)
    secret = course_secret()
    consoles = open_consoles()
    if secret.demo:
        consoles.say(DEMO_SECRET, "dim")
    without_rated = needs_no_training(assignment, left_out)
    source = LocalJudge(
        assignment,
        isolation,
        secret.value,
        strict,
        without_rated,
        gradescope=False,
        trainings=processors(),
    )
    return check_submission(source, path, consoles, left_out)


def check_submission(
    source: JudgeSource, path: Path, consoles: Consoles, left_out: frozenset[str] = frozenset()
) -> int:
    """Check with any judge; the exit code: 0 for full marks in what is judged, else 1."""
    submission = one_submission(path, source.assignment.modules)
    with consoles.err.status("grading the reference, then the submission"):
        record = grade_one(source, submission, left_out)
    consoles.say_isolation(record.isolation)
    print_feedback(record, consoles.out)
    for reason in record.attention:
        if reason != student_view(record).message:
            consoles.say(f"For a person to look at: {reason}", "yellow")
    return 0 if record.score >= record.possible else 1


def grade_one(
    source: JudgeSource, submission: Submission, left_out: frozenset[str] = frozenset()
) -> Record:
    """The record of one submission, by a judge that is opened for it, without tasks `left_out`.

    Raises GradusError.
    """
    known = Known(left_out=standing_results(source.assignment, left_out, None))
    try:
        with closing(source.open()) as judge:
            record = judge.grade(submission, judge.calibrate(), known)
    except GradusError:
        source.level()
        raise
    if record.score < record.possible:
        # Is it the grader's own fault? Whether packages can be imported takes a while to try, and
        # where all has passed they can. It raises what is to be said instead.
        source.level()
    questions = tuple(one for one in record.questions if one.name not in left_out)
    return replace(record, questions=questions)
