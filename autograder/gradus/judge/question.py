"""One question, judged alone: its cases, one after the other, in a worker of its own."""

from collections.abc import Iterator

from gradus.judge.bench import Bench
from gradus.judge.run import Run
from gradus.results import CaseResult
from gradus_checks import Case


def each_result(
    bench: Bench, cases: tuple[Case, ...], mended: tuple[str, ...] = ()
) -> Iterator[tuple[int, CaseResult]]:
    """Judge the public cases, then the hidden ones: the place of each, and its result.

    For `mended` see `Run`. What they give is for staff: the hidden cases have met the same worker.
    """
    run = Run(bench, cases, mended)
    try:
        for number in sorted(range(len(cases)), key=lambda number: cases[number].hidden):
            yield number, run.judge(cases[number]).result
    finally:
        run.finish()
