"""What the Marks of a class depend on, read from files: rules, extensions, entries, the term."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from gradus.assignment import Assignment, assignment_names
from gradus.course import (
    COURSE,
    Course,
    load_course,
    refuse_strangers,
)
from gradus.course.extensions import HEADINGS
from gradus.errors import MarkingError
from gradus.gradebook import HandedIn, Judged, Listed, iter_judged, read_entries, read_handed_in
from gradus.lms import Roster, read_roster
from gradus.lms.extensions import read_all_extensions
from gradus.lms.tables import csv_text
from gradus.marking import Mark, Marker, Work, by_name, by_student, keys, known_names
from gradus.results import Record


def now() -> datetime:
    """When a command is run: the one clock that decides what students may know by now."""
    return datetime.now(UTC)


def open_marker(
    root: Path | None,
    results: Path,
    assignment: str,
    handed_in: Mapping[str, HandedIn],
    roster: Roster | None = None,
    also: Iterable[HandedIn] = (),
) -> Marker:
    """Read everything that the Marks of the assignment in `results` depend on.

    `root` is the course's folder; None if there is none; then there are no rules. `handed_in`
    is by student, and `also` is what others have handed in who are not marked here, but may have
    extensions. Raises MarkingError where a rule, an extension or an entry was not understood.
    """
    term = open_term(root, results, assignment, handed_in, roster, also)
    own = term.markers[assignment]
    if not term.spends_slip_days(assignment):
        return own
    elsewhere: dict[str, tuple[Work, ...]] = {}
    for name, numbers in term.others():
        marker = term.markers[name]
        key = marker.key(numbers.student)
        elsewhere[key] = (*elsewhere.get(key, ()), marker.work(numbers))
    return replace(own, elsewhere=elsewhere)


def remembering(mark: Callable[[Record], Mark]) -> Callable[[Record], Mark]:
    """The same, but for a record that is asked for again before another one it knows the answer.

    Records of a class pass one by one, and several files and tables of each tell its Mark.
    """
    last: tuple[Record, Mark] | None = None

    def mark_of(record: Record) -> Mark:
        nonlocal last
        if last is None or last[0] is not record:
            last = record, mark(record)
        return last[1]

    return mark_of


@dataclass(frozen=True)
class Term:
    """A marker for each assignment that there are results of, by name, and where these lie."""

    markers: Mapping[str, Marker]
    places: Mapping[str, Path]
    assignment: str

    def spends_slip_days(self, assignment: str) -> bool:
        """Whether the marks of an assignment depend on what was handed in for others."""
        late = self.markers[assignment].rules.late
        return late is not None and late.slip_days is not None

    def class_of(self, name: str) -> Iterator[Judged]:
        """The records of an assignment in numbers. Raises MarkingError."""
        marker, place = self.markers[name], self.places[name]
        for numbers in iter_judged(place):
            if numbers.assignment != name:
                told = marker.course.path if marker.course else place
                raise MarkingError(
                    f"{told}, line 1: the results of {name} are looked for in {place}, which "
                    f"holds those of {numbers.assignment}."
                )
            # Who is no longer among the submissions has handed in nothing.
            if not marker.handed_in or numbers.student in marker.handed_in:
                yield numbers

    def others(self) -> Iterator[tuple[str, Judged]]:
        """What was handed in for other assignments, each with the name."""
        for name in self.places:
            if name != self.assignment:
                yield from ((name, numbers) for numbers in self.class_of(name))


def open_term(
    root: Path | None,
    results: Path,
    assignment: str,
    handed_in: Mapping[str, HandedIn],
    roster: Roster | None = None,
    also: Iterable[HandedIn] = (),
) -> Term:
    """The same for all assignments of the course of which there are results."""
    entries = by_student(read_entries(results, assignment))
    course = load_course(root) if root else None
    if root is None or course is None:
        own = Marker(assignment, entries=entries, handed_in=handed_in)
        return Term({assignment: own}, {assignment: results}, assignment)
    extensions = read_all_extensions(course, assignment_names(root))
    others = _other_results(course, results, assignment)
    known = {name: read_handed_in(place) for name, place in others.items()}
    classes = (handed_in, *known.values())
    if extensions:
        others_here = {one.student: one for one in also}
        names = known_names((*classes, others_here), _listed(course, roster))
        refuse_strangers(extensions, names, _known_to(results, course))
    granted, persons, clock = by_name(extensions), keys(classes), now()
    markers = {
        name: Marker(
            name,
            course,
            by_student(read_entries(place, name)),
            known[name],
            granted,
            keys=persons,
            now=clock,
        )
        for name, place in others.items()
    }
    markers[assignment] = Marker(
        assignment, course, entries, handed_in, granted, keys=persons, now=clock
    )
    return Term(markers, {**others, assignment: results}, assignment)


def rules_for_zip(assignment: Assignment) -> dict[str, bytes]:
    """What an `autograder.zip` needs of the course's dates: the extensions without their reasons.

    Raises MarkingError where they were not understood.
    """
    course = load_course(assignment.course)
    if course is None:
        return {}
    rows: list[tuple[str, ...]] = [
        (
            one.student,
            one.assignment or "*",
            one.until.isoformat() if one.until else "",
            str(one.days or ""),
            str(one.attempts or ""),
            "",
        )
        for one in read_all_extensions(course, assignment_names(assignment.course))
        if one.is_for(assignment.name)
    ]
    table = csv_text(HEADINGS, rows)
    return {COURSE: course.path.read_bytes(), course.extensions.name: table.encode()}


def _other_results(course: Course, results: Path, assignment: str) -> dict[str, Path]:
    """The folders of the other assignments' results, by name, where there are any yet."""
    found = {name: course.results / name for name in course.assignments if name != assignment}
    own = results.resolve()
    return {
        name: place for name, place in found.items() if place.is_dir() and place.resolve() != own
    }


def _listed(course: Course, roster: Roster | None) -> list[list[Listed]]:
    """Everybody on the course's roster, and on the one that was given."""
    rosters = [read_roster(course.roster)] if course.roster else []
    rosters += [roster] if roster else []
    return [
        [Listed(student.name, student.identity, student.section) for student in one.students]
        for one in rosters
    ]


def _known_to(results: Path, course: Course) -> str:
    roster = f" and {course.roster}" if course.roster else ""
    return f"{results}, {course.results}{roster}"
