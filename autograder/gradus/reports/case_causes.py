"""Why a case failed: the commonest causes of each, as sentences, with how many students each."""

from collections import Counter, defaultdict

from gradus.reports.findings import said, same_cause
from gradus.results import Record, Status

_LISTED = 3
"""Of more, each has so few students that reading their work tells more."""


class CaseCauses:
    """Gathers them, a record at a time."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._words: dict[str, str] = {}

    def add(self, record: Record) -> None:
        """Count the failed cases of a submission."""
        for question in record.questions:
            for case in question.cases:
                if case.status is Status.FAILED and case.measured is None:
                    sentence, _is_cause = said(case)
                    kind = same_cause(sentence)
                    self._words.setdefault(kind, sentence)
                    self._counts[question.number, case.name][kind] += 1

    def of(self, task: str, case: str) -> tuple[tuple[str, int], ...]:
        """The commonest causes of a case, and how many students each."""
        common = self._counts[task, case].most_common(_LISTED)
        return tuple((self._words[kind], count) for kind, count in common)
