"""The course's dates on Gradescope: what is late, whose time is longer, who has more attempts.

Slip days are spent over all assignments, which nobody sees from there: where the course has them,
nothing is taken for late, and `gradus grade` settles it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import AwareDatetime, BaseModel, ValidationError

from gradus.assignment import Assignment, Attempts
from gradus.course import Course, Extension, load_course
from gradus.errors import GradusError
from gradus.gradebook.handed_in import HandedIn, Listed
from gradus.lms.extensions import read_all_extensions
from gradus.marking import Marker, by_name
from gradus.marking.people import names_of
from gradus.reports import marked_results
from gradus.results import Record
from gradus.submission import Origin


class _User(BaseModel):
    name: str = ""
    email: str = ""


class _Metadata(BaseModel):
    created_at: AwareDatetime
    users: tuple[_User, ...] = ()


@dataclass(frozen=True)
class Dates:
    """The rules that came with the zip, for this hand-in. `problem`: why there are none."""

    course: Course | None = None
    extensions: tuple[Extension, ...] = ()
    handed_in: HandedIn | None = None
    problem: str = ""

    def attempts(self, rule: Attempts | None) -> Attempts | None:
        """The rule on attempts, with those that were granted."""
        more = max((one.attempts for one in self.extensions), default=0)
        return replace(rule, limit=rule.limit + more) if rule and more else rule

    def marked(self, results: dict[str, Any], record: Record) -> dict[str, Any]:
        """The results, minus what is late."""
        if self.problem:
            return {**results, "tests": [*results["tests"], _for_staff(self.problem)]}
        if self.course is None or self.handed_in is None:
            return results
        late = self.course.rules(record.assignment).late
        if late is None or late.slip_days is not None or record.unchecked:
            return results
        marker = Marker(
            record.assignment,
            self.course,
            handed_in={record.student: self.handed_in},
            extensions=by_name(self.extensions),
        )
        mark = marker.mark(record)
        if mark.late.doubt:
            results = {**results, "tests": [*results["tests"], _for_staff(mark.late.doubt)]}
        return marked_results(record, mark, results)


def read_dates(assignment: Assignment | None, metadata: object) -> Dates:
    """The rules for the hand-in that Gradescope's metadata tell of."""
    try:
        told = _Metadata.model_validate(metadata)
    except ValidationError:
        return Dates()
    if assignment is None:
        return Dates()
    people = tuple(Listed(user.name, user.email) for user in told.users)
    origin = Origin("gradescope", time=told.created_at.isoformat(), source="metadata")
    handed_in = HandedIn("submission", (), origin, people)
    try:
        course = load_course(assignment.course, is_whole=False)
        granted = _own(course, assignment.name, handed_in) if course else ()
    except GradusError as error:
        return Dates(problem=f"the course's dates were not understood, so nothing is late: {error}")
    return Dates(course, tuple(granted), handed_in)


def _own(course: Course, assignment: str, one: HandedIn) -> Iterable[Extension]:
    names = names_of("", one)
    for extension in read_all_extensions(course, (assignment,)):
        if extension.student.casefold() in names and extension.is_for(assignment):
            yield extension


def _for_staff(told: str) -> dict[str, Any]:
    return {
        "name": "For staff: the due date",
        "visibility": "hidden",
        "status": "failed",
        "output": told,
    }
