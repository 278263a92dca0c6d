"""What two records of one student differ in: whose mark changes, by how much, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gradus.results import CaseResult, Record


@dataclass(frozen=True)
class Flip:
    """A case that ended otherwise; None where it was not there, or is there no longer."""

    task: str
    case: str
    before: CaseResult | None
    after: CaseResult | None

    @property
    def points(self) -> float:
        """How many points it gives or, below 0, takes."""
        before, after = (case.score if case else 0.0 for case in (self.before, self.after))
        return after - before


@dataclass(frozen=True)
class Change:
    """One student: the marks before and after, and the cases that make the difference.

    `held`: the new mark is not written. `judged_by` is, by the name of each task, the version of
    its test that gave the new one.
    """

    student: str
    before: float
    after: float
    flips: tuple[Flip, ...]
    held: bool = False
    judged_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """The change of the mark."""
        return round(self.after - self.before, 6)


def compare(before: Record, after: Record) -> Change | None:
    """The difference between two records of a student; None where no mark and no case differs."""
    flips = tuple(_flips(before, after))
    same = not flips and before.possible == after.possible
    if same:
        return None
    return Change(after.student, before.score, after.score, flips, judged_by=after.judged_by)


def held_changes(records: Iterable[Record], held: Mapping[str, Record]) -> Iterator[Change]:
    """What would change from the `records` to those that are `held` back, by student."""
    for record in records:
        newer = held.get(record.student)
        change = compare(record, newer) if newer else None
        if change:
            yield replace(change, held=True)


def is_drop(before: Record, after: Record) -> bool:
    """Whether the new record would take something away: points, or that the mark is final."""
    return after.score < before.score - 1e-9 or (after.unchecked > 0 and not before.unchecked)


def _flips(before: Record, after: Record) -> Iterator[Flip]:
    old, new = _cases(before), _cases(after)
    for key in [*new, *(key for key in old if key not in new)]:
        then, now = old.get(key), new.get(key)
        if _outcome(then) != _outcome(now):
            yield Flip(*key, _brief(then), _brief(now))


def _brief(case: CaseResult | None) -> CaseResult | None:
    """Without what it printed: a run remembers the changes of a whole class."""
    return case and replace(case, output="", detail="")


def _cases(record: Record) -> dict[tuple[str, str], CaseResult]:
    return {
        (question.number, case.name): case
        for question in record.questions
        for case in question.cases
    }


def _outcome(case: CaseResult | None) -> tuple[object, ...] | None:
    return None if case is None else (case.status, case.score, case.points)
