"""A class in numbers, gathered from one record at a time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from statistics import fmean

from gradus.gradebook.handed_in import HandedIn
from gradus.marking import Mark, unmarked
from gradus.reports.findings import Finding, Findings
from gradus.reports.steps import steps_in_words
from gradus.results import NOT_JUDGED, QuestionResult, Record, Status
from gradus_checks import Measured


@dataclass(frozen=True)
class Row:
    """One student. A score is None while something of it could not be checked.

    `attention` says why a person should look, `superseded` which attempts do not count, `standing`
    that a newer mark is held back, or that this one is of other tasks or points; `unjudged` are the
    tasks, by number, that were left out so far, where nothing else keeps the mark from being final.
    `measured` is, by rated task, what its points go by, `suspicions` what rating has flagged.
    `name`, `id` and `section` are the roster's, of several people with semicolons; `time` is when
    it was handed in, and `source` what tells so. `judged` is what the judge gave, and `steps` are
    those from there to the score, in words, where people or dates have had a say; `marking` are the
    reasons in `attention` that came of these. `told_after`, if any, is the last deadline, before
    which the student reads no points of rated tasks.
    """

    student: str
    score: float | None
    possible: float
    tasks: dict[str, float | None]
    isolation: str
    submitted_as: str
    attention: tuple[str, ...]
    superseded: tuple[str, ...]
    departed: bool
    late: bool = False
    standing: str = ""
    name: str = ""
    id: str = ""
    section: str = ""
    time: str = ""
    source: str = ""
    unjudged: tuple[str, ...] = ()
    measured: Mapping[str, Measured] = field(default_factory=dict)
    suspicions: tuple[str, ...] = ()
    judged: float | None = None
    steps: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    told_after: str = ""

    @property
    def percent(self) -> float | None:
        """The score as a share of what is possible, bonus included."""
        if self.score is None or not self.possible:
            return None
        return 100 * self.score / self.possible


@dataclass(frozen=True)
class TaskSummary:
    """One task: the mean of its points, and how many of those checked earned them all."""

    name: str
    heading: str
    possible: float
    bonus: bool
    mean: float
    full: int
    checked: int


@dataclass(frozen=True)
class ClassSummary:
    """The class: a row for each record, the tasks, and what went wrong most often."""

    assignment: str
    rows: tuple[Row, ...]
    tasks: tuple[TaskSummary, ...]
    findings: tuple[Finding, ...]

    @property
    def present(self) -> tuple[Row, ...]:
        """The rows of those who have handed something in."""
        return tuple(row for row in self.rows if not row.departed)


def summarize(
    records: Iterable[Record],
    departed: Collection[str] = (),
    handed_in: Mapping[str, HandedIn] | None = None,
    standing: Callable[[Record], str] = lambda _record: "",
    marks: Callable[[Record], Mark] = unmarked,
) -> ClassSummary:
    """Gather a class; records of `departed` students get a row and count for nothing else.

    `handed_in` is, by student, what the platform and the roster tell; `standing` gives what is to
    be said of a mark, and `marks` the Mark of a record.
    """
    known = handed_in or {}
    rows = []
    questions: dict[str, QuestionResult] = {}
    findings = Findings()
    assignment = ""
    for record in records:
        assignment = record.assignment
        gone = record.student in departed
        mark = marks(record)
        row = _with_people(_row(record, mark, gone), known.get(record.student), mark)
        rows.append(replace(row, standing=standing(record)))
        if not gone:
            # Who has left may have been graded by tasks that are no longer there.
            questions.update({question.name: question for question in record.questions})
            findings.add(record)
    present = [row for row in rows if not row.departed]
    return ClassSummary(
        assignment=assignment,
        rows=tuple(rows),
        tasks=tuple(_task(question, present) for question in questions.values()),
        findings=findings.in_order([question.number for question in questions.values()]),
    )


def _row(record: Record, mark: Mark, departed: bool) -> Row:
    attention = (*record.attention, *mark.attention)
    if departed:
        attention = (*attention, "no longer among the submissions")
    return Row(
        student=record.student,
        score=mark.score if mark.is_final else None,
        possible=mark.possible,
        tasks=dict(mark.scores),
        isolation=record.isolation,
        submitted_as=record.submitted_as,
        attention=attention,
        superseded=record.superseded,
        departed=departed,
        unjudged=record.unjudged if _only_left_out(record) and not mark.is_final else (),
        judged=None if record.unchecked else record.score,
        steps=steps_in_words(mark, for_staff=True),
        marking=mark.attention,
        told_after=mark.so_far.until if mark.so_far else "",
        suspicions=record.suspicions,
        measured={
            question.name: case.measured
            for question in record.questions
            for case in question.cases
            if case.measured
        },
    )


def _only_left_out(record: Record) -> bool:
    cases = (case for question in record.questions for case in question.cases)
    return all(case.cause == NOT_JUDGED for case in cases if case.status is Status.UNCHECKED)


def _with_people(row: Row, handed_in: HandedIn | None, mark: Mark) -> Row:
    if handed_in is None:
        return row
    people, origin = handed_in.people, handed_in.origin
    return replace(
        row,
        attention=(*row.attention, *(remark.text for remark in handed_in.remarks)),
        late=origin.late if mark.late.handed_in is None else bool(mark.late.days),
        name="; ".join(one.name for one in people),
        id="; ".join(one.id for one in people),
        section="; ".join(dict.fromkeys(one.section for one in people if one.section)),
        time=origin.time,
        source=origin.source,
    )


def _task(question: QuestionResult, rows: Iterable[Row]) -> TaskSummary:
    scores = [score for row in rows if (score := row.tasks.get(question.name)) is not None]
    return TaskSummary(
        name=question.name,
        heading=f"{question.number} {question.title}",
        possible=question.possible,
        bonus=question.bonus,
        mean=fmean(scores) if scores else 0.0,
        full=sum(score >= question.possible for score in scores),
        checked=len(scores),
    )
