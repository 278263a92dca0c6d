"""The record of a submission: what is told beside its results, and to whom."""

from dataclasses import replace
from functools import cache

from gradus.assignment import Assignment
from gradus.judge.bare_packages import import_from_bare
from gradus.judge.causes import to_look_at
from gradus.judge.elsewhere import written_elsewhere
from gradus.processes import judges_only
from gradus.results import NOT_JUDGED, QuestionResult, Record, Status
from gradus.submission import Staged, Submission, shown


def for_a_person(
    assignment: Assignment, staged: Staged, questions: tuple[QuestionResult, ...]
) -> tuple[str, ...]:
    """Why a person should look at this submission, if so."""
    reasons = [
        *staged.guessed,
        *(f"{module}.py is missing" for module in staged.missing),
        *staged.unread,
        *_perhaps_their_fault(staged.replaced, questions),
        *to_look_at(questions),
        *written_elsewhere(staged.folder, assignment.tasks, questions),
    ]
    unchecked = [
        question.name
        for question in questions
        if any(
            case.status is Status.UNCHECKED and case.cause != NOT_JUDGED for case in question.cases
        )
    ]
    if unchecked:
        reasons.append(f"could not be checked: {', '.join(unchecked)}")
    return tuple(reasons)


def _perhaps_their_fault(
    replaced: tuple[str, ...], questions: tuple[QuestionResult, ...]
) -> tuple[str, ...]:
    """At home a changed file was used: who has lost points may have passed there."""
    failed = any(case.status is Status.FAILED for each in questions for case in each.cases)
    return replaced if failed else ()


def record_of(submission: Submission, assignment: Assignment, isolation: str) -> Record:
    """The record of a submission of which nothing is judged yet, at this isolation level."""
    return Record(
        student=submission.student,
        assignment=assignment.name,
        fingerprint="",
        submitted_as=shown(submission.path.name),
        isolation=isolation,
        questions=(),
        superseded=submission.superseded,
    )


def with_gradescope(record: Record) -> Record:
    """The record with what Otter would write for Gradescope."""
    # It imports Otter, which takes a second: only who writes that pays it, and only once.
    _bring_otter()
    from gradus.judge.otter_results import to_gradescope

    # Students read this: why a person should look is staff's, and may name paths.
    return replace(record, gradescope=to_gradescope(record.questions, record.notes))


@cache
def _bring_otter() -> None:
    """What results are made of, alone, where a process was started to judge and does no more."""
    if judges_only():
        import_from_bare(
            ("otter", "otter.run", "otter.run.run_autograder"),
            ("otter.test_files", "otter.run.run_autograder.autograder_config"),
        )
