"""What the Marks of a class depend on, read from files: rules, extensions, entries, the term."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from gradus.assignment import assignment_names
from gradus.course import (
    Course,
    Extension,
    check_headings,
    load_course,
    read_extensions,
    refuse_strangers,
)
from gradus.course.extensions import Row
from gradus.errors import MarkingError
from gradus.gradebook import HandedIn, Listed, iter_judged, read_entries, read_handed_in
from gradus.lms import Roster, read_roster, read_table
from gradus.marking import Marker, Work, by_name, by_student, keys, known_names


def open_marker(
    root: Path | None,
    results: Path,
    assignment: str,
    handed_in: Mapping[str, HandedIn],
    roster: Roster | None = None,
) -> Marker:
    """Read everything that the Marks of the assignment in `results` depend on.

    `root` is the course's folder; None where there is none at hand, and then no rules. `handed_in`
    is by student. Raises MarkingError where a rule, an extension or an entry was not understood.
    """
    entries = by_student(read_entries(results, assignment))
    course = load_course(root) if root else None
    if root is None or course is None:
        return Marker(assignment, entries=entries, handed_in=handed_in)
    extensions = _extensions(course, root)
    places = other_results(course, results, assignment)
    others = {name: read_handed_in(place) for name, place in places.items()}
    classes = (handed_in, *others.values())
    if extensions:
        known = known_names(classes, _listed(course, roster))
        refuse_strangers(extensions, known, _known_to(results, course))
    granted, persons = by_name(extensions), keys(classes)
    late = course.rules(assignment).late
    elsewhere: dict[str, tuple[Work, ...]] = {}
    if late is not None and late.slip_days is not None:
        for name, place in places.items():
            other = Marker(
                name,
                course,
                by_student(read_entries(place, name)),
                others[name],
                granted,
                keys=persons,
            )
            for key, work in _works(other, place):
                elsewhere[key] = (*elsewhere.get(key, ()), work)
    return Marker(assignment, course, entries, handed_in, granted, elsewhere, persons)


def _works(marker: Marker, results: Path) -> Iterator[tuple[str, Work]]:
    """Whose slip days each hand-in of an assignment uses, and the hand-in."""
    for numbers in iter_judged(results):
        if numbers.assignment != marker.assignment:
            raise MarkingError(
                f"{marker.course.path if marker.course else results}, line 1: the results of "
                f"{marker.assignment} are looked for in {results}, which holds those of "
                f"{numbers.assignment}."
            )
        # Who is no longer among the submissions has handed in nothing.
        if not marker.handed_in or numbers.student in marker.handed_in:
            yield marker.key(numbers.student), marker.work(numbers)


def other_results(course: Course, results: Path, assignment: str) -> dict[str, Path]:
    """The folders of the other assignments' results, by name, where there are any yet."""
    found = {name: course.results / name for name in course.assignments if name != assignment}
    own = results.resolve()
    return {
        name: place for name, place in found.items() if place.is_dir() and place.resolve() != own
    }


def _extensions(course: Course, root: Path) -> list[Extension]:
    if not course.extensions.exists():
        return []
    table = read_table(course.extensions)
    check_headings(course, table.header)
    headings = [heading.strip().casefold() for heading in table.header]
    rows: list[Row] = [
        (line, dict(zip(headings, (cell.strip() for cell in cells), strict=True)))
        for line, cells in zip(table.lines, table.rows, strict=True)
    ]
    return read_extensions(course, rows, assignment_names(root))


def _listed(course: Course, roster: Roster | None) -> list[Listed]:
    """Everybody on the course's roster, and on the one that was given."""
    rosters = [read_roster(course.roster)] if course.roster else []
    rosters += [roster] if roster else []
    return [
        Listed(student.name, student.identity, student.section)
        for one in rosters
        for student in one.students
    ]


def _known_to(results: Path, course: Course) -> str:
    roster = f" and {course.roster}" if course.roster else ""
    return f"{results}, {course.results}{roster}"
