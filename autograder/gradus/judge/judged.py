"""What judging a submission gave, and the record that is kept of it."""

from dataclasses import dataclass, replace

from gradus.assignment import Assignment
from gradus.judge.causes import to_look_at
from gradus.judge.elsewhere import written_elsewhere
from gradus.results import NOT_JUDGED, BoardEntry, QuestionResult, Record, Status
from gradus.submission import Staged, Submission, shown


@dataclass(frozen=True)
class Judged:
    """What judging gave. `suspicions` are for a person, and for no student to read."""

    questions: tuple[QuestionResult, ...]
    notes: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()
    board: BoardEntry | None = None
    cpu_seconds: float = 0.0
    unread: str = ""


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


def record_of(
    submission: Submission, judged: Judged, assignment: Assignment, isolation: str, seconds: float
) -> Record:
    """The record of a submission that was judged in so many `seconds` at this isolation level."""
    return Record(
        student=submission.student,
        assignment=assignment.name,
        fingerprint="",
        submitted_as=shown(submission.path.name),
        isolation=isolation,
        questions=judged.questions,
        notes=judged.notes,
        attention=(*judged.attention, *judged.suspicions),
        superseded=submission.superseded,
        seconds=seconds,
        cpu_seconds=judged.cpu_seconds,
        board=judged.board,
        unread=judged.unread,
        suspicions=judged.suspicions,
    )


def with_gradescope(record: Record) -> Record:
    """The record with what Otter would write for Gradescope."""
    # It imports Otter, which takes a second: only who writes that pays it, and only once.
    from gradus.judge.otter_results import to_gradescope

    # Students read this: why a person should look is staff's, and may name paths.
    return replace(record, gradescope=to_gradescope(record.questions, record.notes))
