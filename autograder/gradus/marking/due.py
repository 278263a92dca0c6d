"""When a hand-in was due: for its section, with its extensions."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gradus.course import AssignmentRules, Course, Extension, handed_in_at, told
from gradus.gradebook.handed_in import HandedIn
from gradus.marking.late import Lateness, lateness


def lateness_of(
    course: Course, rules: AssignmentRules, one: HandedIn | None, extensions: Iterable[Extension]
) -> Lateness:
    """How late a hand-in is; `extensions` are those for it, in this assignment.

    Where its time or its due date is not known nothing is taken for late, and a person is told.
    """
    if rules.due is None and not rules.sections:
        return Lateness()
    sections = _sections(one)
    due = _due(rules, sections)
    if due is None and rules.late is None:
        return Lateness()
    if due is None:
        of = f"the section {' and '.join(sections)}" if sections else "who is in no section known"
        return Lateness(doubt=f"no due date for {of}: nothing was taken for late")
    longest, why = _extended(due, extensions, course.zone)
    origin = one.origin if one else None
    if rules.late is None and not (origin and handed_in_at(origin.time, course.zone)):
        return Lateness(longest)
    if origin is None or not origin.time:
        said = ", though the platform says that it was late" if origin and origin.late else ""
        doubt = f"the time of hand-in is not known: nothing was taken for late{said}"
        return Lateness(longest, doubt=doubt)
    handed_in = handed_in_at(origin.time, course.zone)
    if handed_in is None:
        doubt = f"the time of hand-in ({origin.time}) is not clear: nothing was taken for late"
        return Lateness(longest, doubt=doubt)
    helped = longest > due and handed_in > due + rules.grace
    said = f"due {told(longest, course.zone)} by an extension{why}" if helped else ""
    return lateness(longest, handed_in, rules.grace, course.zone, said)


def _due(rules: AssignmentRules, sections: tuple[str, ...]) -> datetime | None:
    """The latest of those of somebody's sections, else the assignment's own."""
    known = {name.casefold(): due for name, due in rules.sections.items()}
    own = [known[name.casefold()] for name in sections if name.casefold() in known]
    return max(own, default=rules.due)


def _extended(
    due: datetime, extensions: Iterable[Extension], zone: ZoneInfo
) -> tuple[datetime, str]:
    """The latest due date that an extension gives, and why. They do not add up."""
    latest, why = due, ""
    for one in extensions:
        until = one.until or days_later(due, one.days, zone)
        if until > latest:
            latest, why = until, f": {one.why}" if one.why else ""
    return latest, why


def days_later(due: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time by the clock, so many days later."""
    local = due.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _sections(one: HandedIn | None) -> tuple[str, ...]:
    people = one.people if one else ()
    # The roster joins the sections of one person.
    return tuple(dict.fromkeys(name for who in people for name in who.section.split(", ") if name))
