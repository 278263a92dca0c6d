"""One question, judged alone: its cases, one after the other, in a worker of its own."""

from collections.abc import Iterable, Iterator
from contextlib import closing

from gradus.judge.bench import Bench
from gradus.judge.run import Run
from gradus.judge.verdict import case_result
from gradus.results import CaseResult
from gradus_checks import Case


def each_result(bench: Bench, cases: Iterable[Case]) -> Iterator[CaseResult]:
    """Judge the public cases, then the hidden ones; each result comes as soon as it is there.

    What they give is for staff: the hidden cases have met the same worker.
    """
    in_order = tuple(sorted(cases, key=lambda case: case.hidden))
    with closing(Run(bench, in_order)) as run:
        for case in in_order:
            yield case_result(case, *run.judge(case))
