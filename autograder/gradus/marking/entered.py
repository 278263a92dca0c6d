"""Which entries hold, where people contradict one another, and what becomes of points by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gradus.gradebook.entries import Entry, Kind

WHOLE = ""
"""In the place of a task's number: the whole mark."""


def holding(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that nobody has taken back, in the order of time, however they were read."""
    ordered = sorted(entries, key=lambda one: (one.when, one.who, one.line))
    undone = {one.undoes for one in ordered if one.kind is Kind.UNDO}
    return tuple(one for one in ordered if one.kind is not Kind.UNDO and one.hash not in undone)


def of_parts(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that hold of a part of the tasks: none that sets the whole mark."""
    return tuple(one for one in holding(entries) if one.task != WHOLE or one.kind is not Kind.SET)


def contradictions(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Where markers have set the same to different points: the later holds, and a person is asked.

    `entries` are those of one student that hold. Of each marker the last word counts.
    """
    told = []
    for task in dict.fromkeys(one.task for one in entries):
        words = {one.who: one for one in entries if one.task == task and one.kind is Kind.SET}
        if len({one.points for one in words.values()}) > 1:
            last = max(words.values(), key=lambda one: (one.when, one.who, one.line))
            said = ", ".join(f"{who} {one.points:g}" for who, one in sorted(words.items()))
            told.append(
                f"{_what(task)}: marks that contradict one another ({said}); that of {last.who} "
                "holds, as it is the latest"
            )
    return tuple(told)


@dataclass(frozen=True)
class Change:
    """What one entry has made of points: `before` is None where the judge had given none."""

    entry: Entry
    before: float | None
    after: float | None


def followed(
    start: float | None, most: float, entries: Iterable[Entry]
) -> tuple[float | None, tuple[Change, ...]]:
    """The points after `entries`, between 0 and `most`, and each change on the way.

    What is added to points that there are not yet waits for them.
    """
    value, waiting = start, 0.0
    changes = []
    for entry in entries:
        before = value
        if entry.kind is Kind.SET:
            value = entry.points
        elif value is not None:
            value += entry.points
        else:
            waiting += entry.points
        value = None if value is None else min(max(value, 0.0), most)
        changes.append(Change(entry, before, value))
    return value, tuple(changes)


def doubts(most: float, now: float | None, changes: Iterable[Change]) -> tuple[str, ...]:
    """What a person should look at again: entries that were made of another base, or do not fit.

    `now` is what the judge gives, which may have been something else when somebody looked.
    """
    told = []
    for change in changes:
        entry = change.entry
        what = _what(entry.task)
        if entry.judged is not None and (now is None or abs(entry.judged - now) > 1e-9):
            is_now = "not final" if now is None else f"{now:g}"
            told.append(
                f"{what}: judged otherwise ({entry.judged:g} before, {is_now} now) since "
                f"{entry.who} entered {entry_in_words(entry)}, which stands"
            )
        meant = entry.points if entry.kind is Kind.SET else (change.before or 0.0) + entry.points
        if change.after is not None and abs(meant - change.after) > 1e-9:
            told.append(
                f"{what}: {entry.who} entered {entry_in_words(entry)}, which would be {meant:g} of "
                f"{most:g}; {change.after:g} counts"
            )
    return tuple(told)


def entry_in_words(entry: Entry) -> str:
    """`= 7.5`, `+2`, `-2`."""
    return f"= {entry.points:g}" if entry.kind is Kind.SET else f"{entry.points:+g}"


def _what(task: str) -> str:
    return f"task {task}" if task else "the mark"
