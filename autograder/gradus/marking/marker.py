"""The Marks of a class: everything that they depend on, besides the records, in one place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from gradus.course import AssignmentRules, Course, Extension, told
from gradus.gradebook.entries import Entry
from gradus.gradebook.handed_in import HandedIn
from gradus.gradebook.judged import Judged, judged
from gradus.marking.deadline import last_deadline
from gradus.marking.due import lateness_of
from gradus.marking.entered import of_parts
from gradus.marking.late import Lateness
from gradus.marking.mark import Basis, Mark, SoFar, basis, finished
from gradus.marking.people import key_of, names_of
from gradus.marking.term import Work, slip_days_of
from gradus.results import Record

_STALE = "other work was handed in than was judged, so when is not known: run `gradus grade` again"


@dataclass(frozen=True)
class Marker:
    """Makes the Marks of one assignment.

    `entries` are by student and `handed_in` by student; `extensions` by the folded name of whose
    they are. `elsewhere` is, by person, what was handed in for other assignments, where slip days
    are spent, and `keys` is what is known of persons by the ids of their submissions. `now`, an
    instant, decides what students may know of their Marks, and slip days go by; without it that is
    all.
    """

    assignment: str
    course: Course | None = None
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    handed_in: Mapping[str, HandedIn] = field(default_factory=dict)
    extensions: Mapping[str, tuple[Extension, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[Work, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None

    @property
    def rules(self) -> AssignmentRules:
        """The rules of this assignment."""
        return (
            self.course.rules(self.assignment) if self.course else AssignmentRules(self.assignment)
        )

    def mark(self, record: Record) -> Mark:
        """The Mark of a record, with what students may know of it."""
        numbers = judged(record)
        return replace(self.mark_of(numbers), so_far=self._so_far(numbers))

    def mark_of(self, numbers: Judged) -> Mark:
        """The Mark of a record in numbers."""
        work = self.work(numbers)
        if self.course is None:
            return finished(work.base, work.rules)
        others = self.elsewhere.get(self.key(numbers.student), ())
        spent = slip_days_of((*others, work)).get(self.assignment)
        return finished(work.base, work.rules, work.late, spent)

    def work(self, numbers: Judged) -> Work:
        """What was handed in, before slip days."""
        student = numbers.student
        base = self.basis(numbers)
        late = Lateness() if self.course is None else self._late(self.course, student)
        if self.rules.late is not None and self._is_stale(numbers):
            late = Lateness(doubt=_STALE, is_stale=True)
        is_open = self._kept_until(numbers) is not None
        known = self._without_rated(student).basis(numbers.unrated) if is_open else None
        return Work(self.rules, base, late, known)

    def basis(self, numbers: Judged) -> Basis:
        """What was judged, with what people entered."""
        return basis(numbers, self.entries.get(numbers.student, ()))

    def key(self, student: str) -> str:
        """Whose budget of slip days a submission uses."""
        one = self.handed_in.get(student)
        if one and one.people:
            return key_of(student, one)
        return self.keys.get(student, student)

    def _so_far(self, numbers: Judged) -> SoFar | None:
        """The Mark of the tasks that are not rated, until the last deadline."""
        until = self._kept_until(numbers)
        if until is None or self.course is None:
            return None
        rated = tuple(task.name for task in numbers.tasks if task.is_rated)
        mark = self._without_rated(numbers.student).mark_of(numbers.unrated)
        return SoFar(mark, rated, told(until, self.course.zone))

    def _kept_until(self, numbers: Judged) -> datetime | None:
        """Until when nobody may know what rated tasks have earned; None where there is no such."""
        is_rated = any(task.is_rated for task in numbers.tasks)
        if not is_rated or self.course is None or self.now is None:
            return None
        granted = (one for own in self.extensions.values() for one in own)
        own = [one for one in granted if one.is_for(self.assignment)]
        until = last_deadline(self.rules, own, self.course.zone, numbers)
        return None if until is None or self.now > until else until

    def _without_rated(self, student: str) -> "Marker":
        """For marks of the other tasks: what people entered for the whole is no part of these."""
        return replace(self, entries={student: of_parts(self.entries.get(student, ()))})

    def _is_stale(self, numbers: Judged) -> bool:
        """Whether a run ended after the record was written, and before the list of hand-ins."""
        one = self.handed_in.get(numbers.student)
        if one is None:
            return not self.handed_in
        return bool(one.work and numbers.work) and one.work != numbers.work

    def _late(self, course: Course, student: str) -> Lateness:
        one = self.handed_in.get(student)
        names = names_of(student, one) if self.extensions else ()
        own = {
            extension.place: extension
            for name in names
            for extension in self.extensions.get(name, ())
            if extension.is_for(self.assignment)
        }
        # By their places, as a set of names has no order.
        return lateness_of(course, self.rules, one, [own[place] for place in sorted(own)])


def term_marks(
    markers: Mapping[str, Marker], classes: Mapping[str, Iterable[Judged]]
) -> Iterator[Mark]:
    """The Marks of several assignments, by name, with slip days over all of them.

    They are those that each assignment's own `Marker` gives, person by person; all hand-ins are
    read once.
    """
    works: dict[str, list[Judged]] = {}
    for name, records in classes.items():
        marker = markers[name]
        for numbers in records:
            works.setdefault(marker.key(numbers.student), []).append(numbers)
    for own in works.values():
        made = [markers[numbers.assignment].work(numbers) for numbers in own]
        spent = slip_days_of(made)
        for work in made:
            yield finished(work.base, work.rules, work.late, spent.get(work.rules.name))


def unmarked(record: Record) -> Mark:
    """The Mark where there are no rules and nobody has entered anything: what was judged."""
    return Marker(record.assignment).mark(record)


def by_name(extensions: Iterable[Extension]) -> dict[str, tuple[Extension, ...]]:
    """Extensions by the folded name of whose they are."""
    found: dict[str, tuple[Extension, ...]] = {}
    for one in extensions:
        name = one.student.casefold()
        found[name] = (*found.get(name, ()), one)
    return found


def by_student(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Entries by student, in the order in which they are given."""
    found: dict[str, list[Entry]] = {}
    for one in entries:
        found.setdefault(one.student, []).append(one)
    return {student: tuple(own) for student, own in found.items()}
