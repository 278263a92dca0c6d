"""What the class page tells beyond the table in the terminal, from one record at a time."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from gradus.reports.case_causes import CaseCauses
from gradus.reports.items import Answers, Item, ItemAnalysis
from gradus.results import Record


@dataclass(frozen=True)
class Time:
    """How long grading took: CPU seconds of students' code, wall seconds of a submission."""

    cpu: float
    median: float
    longest: float


@dataclass(frozen=True)
class ClassDetails:
    """Item analysis, the causes of each case, and the time; `last` is another year's analysis."""

    analysis: ItemAnalysis
    causes: CaseCauses
    time: Time
    last: ItemAnalysis | None = None

    def before(self, item: Item) -> float | None:
        """The facility of the same case in the other year; None where there is none."""
        for other in self.last.items if self.last else ():
            if (other.task, other.name) == (item.task, item.name):
                return other.facility
        return None


class Gathering:
    """Looks at the records that pass by; those of `departed` students count for nothing."""

    def __init__(self, departed: Collection[str] = ()) -> None:
        self._departed = frozenset(departed)
        self._answers = Answers()
        self._causes = CaseCauses()
        self._seconds: list[float] = []
        self._cpu = 0.0

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same records, looked at."""
        for record in records:
            if record.student not in self._departed:
                self._answers.add(record)
                self._causes.add(record)
                self._seconds.append(record.seconds)
                self._cpu += record.cpu_seconds
            yield record

    def details(self, last: ItemAnalysis | None = None) -> ClassDetails:
        """What they came to."""
        seconds = self._seconds or [0.0]
        time = Time(self._cpu, median(seconds), max(seconds))
        return ClassDetails(self._answers.analysis(), self._causes, time, last)
