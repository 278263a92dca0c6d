"""Workers in which functions are mended: one for each question, or for several where it may."""

from collections.abc import Iterable, Iterator
from itertools import chain

from gradus.judge.bench import Bench
from gradus.judge.run import Run
from gradus.judge.verdict import case_result
from gradus.results import CaseResult
from gradus_checks import Case


class MendedRuns:
    """Judges cases of one question after the other, with functions of the reference.

    A worker answers for the next question as well if the same functions are mended and it keeps
    nothing of what it was asked. It is the only one meanwhile: where the reference has to be
    started again, no student's code may look on.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._mended: tuple[str, ...] = ()
        self._run: Run | None = None

    def each_result(self, cases: Iterable[Case], mended: tuple[str, ...]) -> Iterator[CaseResult]:
        """Judge cases of one question with these functions `mended`, see `Run`."""
        if self._run is None or mended != self._mended or not self._run.is_as_new():
            self.close()
            self._mended = mended
            self._run = Run(self._bench, tuple(chain(*self._bench.cases)), mended)
        for case in cases:
            yield case_result(case, *self._run.judge(case))

    def close(self) -> None:
        """End the worker that there is."""
        if self._run is not None:
            self._run.close()
        self._run = None
