"""What grading finds out: frozen values that the gradebook stores and the reports read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gradus_checks import Curves, Measured


class Status(StrEnum):
    """How a case ended.

    `PARTIAL` is a rating below the full mark; `UNCHECKED` is the grader's or the machine's fault
    and needs a person.
    """

    PASSED = "passed"
    PARTIAL = "passed in part"
    FAILED = "failed"
    UNCHECKED = "could not be checked"


@dataclass(frozen=True)
class Cause:
    """Why a case failed, in words for staff that are the same wherever the same went wrong.

    No line and no input is in them, so that a class can be counted by them. `look`: a person should
    look, as the mark may say nothing about the work.
    """

    text: str
    look: bool = False


NOT_JUDGED = Cause("not judged yet")
"""Of a task that the run left out, and of which there was no result of the same work."""


@dataclass(frozen=True)
class CaseResult:
    """One test case of one submission.

    `message` is safe for the student to read: for a hidden case it holds no input, no expected
    value and nothing that the submission printed. `detail` is for staff. `carried` are the points
    of a failed case that passes once an earlier function's mistake is taken out of it, or that
    fails by a mistake which has cost its full points before; `rated` those of a case that passed in
    part. `diagnosis` is the mistake's short name, "" where a test's own words say what is wrong,
    and `about` which result that is, these words, or where an exception came from. `cause`, for
    staff, is what else made it fail: an exception, or that there is nothing to run; `measured`, for
    staff, what a rating goes by, and `curves`, for the student, how training went.
    It took `seconds`; those of a hidden case are for staff, as code can wait as long as it likes
    and so say something of a hidden input.
    """

    name: str
    points: float
    hidden: bool
    status: Status
    message: str = ""
    detail: str = ""
    output: str = ""
    carried: float = 0.0
    rated: float = 0.0
    diagnosis: str = ""
    about: str = ""
    cause: Cause | None = None
    measured: Measured | None = None
    curves: Curves = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def explained(self) -> str:
        """For staff: the message, and the detail where that says more."""
        parts = (self.message, "" if self.detail in self.message else self.detail)
        return " ".join(filter(None, parts))

    @property
    def score(self) -> float:
        """The points earned: all, or what follow-through or a rating gives, or none."""
        if self.status is Status.PASSED:
            return self.points
        return self.rated if self.status is Status.PARTIAL else self.carried


@dataclass(frozen=True)
class QuestionResult:
    """One task of one submission: its cases, in the order of the test file.

    `is_rated`: its points come from hidden data, by which a trained model or a codec is rated.
    """

    name: str
    title: str
    number: str
    bonus: bool
    cases: tuple[CaseResult, ...]
    is_rated: bool = False

    @property
    def score(self) -> float:
        """The points earned."""
        return sum((case.score for case in self.cases), 0.0)

    @property
    def public(self) -> tuple[CaseResult, ...]:
        """The cases that students have, too."""
        return tuple(case for case in self.cases if not case.hidden)

    @property
    def possible(self) -> float:
        """The points that can be earned."""
        return sum((case.points for case in self.cases), 0.0)


@dataclass(frozen=True)
class Scores:
    """What grading a folder of the instructor's modules gave.

    Grading a submission takes `cpu_seconds` of its code. `overheard` are hidden cases that send
    what another one expects, in words.
    """

    questions: tuple[QuestionResult, ...]
    cpu_seconds: float
    overheard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Results of the same work that there are before it is judged, by task.

    Those that are `kept` hold: such a task is judged again only where what it costs hangs on the
    others. Tasks that are `left_out` are not to be judged, and their results stand as they are.
    """

    kept: Mapping[str, QuestionResult] = field(default_factory=dict)
    left_out: Mapping[str, QuestionResult] = field(default_factory=dict)


@dataclass(frozen=True)
class BoardEntry:
    """What a submission brings to the leaderboard, under the student's pseudonym; for staff only.

    `accuracy` is that on the board's half of the hidden set, `private` that on the other half.
    """

    pseudonym: str
    accuracy: float
    private: float


@dataclass(frozen=True)
class Record:
    """Everything known of one graded submission: one JSON file a student.

    `fingerprint` changes with the submission, the assignment and the grader, so that an
    interrupted run grades only what is missing or changed; `judged_by` is, for each task, the
    fingerprint of all that decided on it besides the submission. `attention` lists, in words, why a
    person should look. It took `seconds` to grade, and the student's code `cpu_seconds` of them, or
    of several processors'. `gradescope` is Otter's `results.json`, `board` what counts for the
    leaderboard, if the student takes part. `unread` says, in words, what kept the work or a part
    of it from being read at all, such as another kind of archive: its mark says nothing then.
    `work` tells the files that were handed in from others. `suspicions` are those of the reasons in
    `attention` that rated tasks gave.
    """

    student: str
    assignment: str
    fingerprint: str
    submitted_as: str
    isolation: str
    questions: tuple[QuestionResult, ...]
    notes: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    gradescope: dict[str, Any] = field(default_factory=dict)
    board: BoardEntry | None = None
    judged_by: dict[str, str] = field(default_factory=dict)
    unread: str = ""
    work: str = ""
    suspicions: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The mark: points of every question, bonus included."""
        return sum(question.score for question in self.questions)

    @property
    def possible(self) -> float:
        """The full mark, without bonus."""
        return sum(question.possible for question in self.questions if not question.bonus)

    @property
    def unchecked(self) -> int:
        """How many cases could not be checked: the mark is not final while there are any."""
        cases = (case for question in self.questions for case in question.cases)
        return sum(case.status is Status.UNCHECKED for case in cases)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """The numbers of the tasks that no run has judged yet. Their cases count as unchecked."""
        return tuple(
            question.number
            for question in self.questions
            if any(case.cause == NOT_JUDGED for case in question.cases)
        )
