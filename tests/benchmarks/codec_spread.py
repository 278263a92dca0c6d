"""What codecs earn, how much a mid-range one's points vary, and the CPU that rating takes.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.codec_spread [--quick]

The mid-range solution is what a student hands in who has understood half of it: what has no bits is
silent, and bits are given out by a random search in each clip. It is graded from 20 seeds, as a
submission is. Others are shown for comparison.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from rich.console import Console
from tests.benchmarks.measure import Figure, table_of

from gradus.assignment import Assignment, load_assignment
from gradus.judge import open_judge
from gradus.results import Record
from gradus.submission import one_submission

COURSE = Path(__file__).resolve().parents[2]
NAME = "hw4-codec"
SEEDS, QUICK_SEEDS = 20, 3
MOST_SPREAD, MOST_CPU_SECONDS = 0.03, 15.0
TRIALS, POPULATION, GENERATIONS = 400, 20, 20

_SEARCH, _END = "    bits, _ = greedy(\n", "        BANDS,\n    )\n    return"
_NOISE = "> 1, bands, noise)"
SILENT = {_NOISE: "> 1, bands, 0.0)"}


def searched(way: str, more: str) -> dict[str, str]:
    """Another search of allocation.py than greedy, with more arguments, as changes."""
    return {
        _SEARCH: f"    from allocation import {way}\n    bits, _ = {way}(\n",
        _END: f"        BANDS, {more}\n    )\n    return",
    }


def random_search(seed: int) -> dict[str, str]:
    """The mid-range solution, as changes of the reference."""
    more = f"{TRIALS}, np.random.default_rng({seed})"
    return {**SILENT, **searched("random_allocation", more)}


OTHERS: Mapping[str, dict[str, str]] = {
    "reference": {},
    "what has no bits is silent": SILENT,
    "a genetic search in each clip": searched(
        "genetic_allocation", f"{POPULATION}, {GENERATIONS}, np.random.default_rng(1)"
    ),
    "noise only": {_SEARCH: "    bits, _ = (lambda *_: (np.zeros(BANDS, int), 0))(\n"},
    "all bands alike": {
        **SILENT,
        _SEARCH: "    from allocation import within_budget\n"
        "    bits, _ = (lambda _, *two, n: (within_budget(np.full(n, 9.0), *two), 0))(\n",
        "        BANDS,\n    )\n    return": "        n=BANDS,\n    )\n    return",
    },
}


def source_of(changes: Mapping[str, str]) -> str:
    """The reference's codec.py, changed."""
    source = (COURSE / "solutions" / "codec.py").read_text("utf-8")
    for old, new in changes.items():
        if source.count(old) != 1:
            raise ValueError(f"{old!r} stands {source.count(old)} times in codec.py")
        source = source.replace(old, new)
    return source


def handed_in(assignment: Assignment, changes: Mapping[str, str], folder: Path) -> Path:
    """A submission of the references, with this codec."""
    for module in assignment.modules:
        text = (assignment.solutions / f"{module}.py").read_text("utf-8")
        (folder / f"{module}.py").write_text(text, "utf-8")
    (folder / "codec.py").write_text(source_of(changes), "utf-8")
    return folder


def told(record: Record) -> str:
    """Points and distances, and what it took."""
    rated = [case for question in record.questions for case in question.cases if case.measured]
    parts = [
        f"{case.score:.2f} of {case.points:g} ({case.measured.value:.1f} dB, gap "
        f"{case.measured.gap:.1f})"
        for case in rated
        if case.measured
    ]
    flags = f"; {len(record.suspicions)} flags" if record.suspicions else ""
    return f"{', '.join(parts)}; {record.cpu_seconds:.1f} CPU s{flags}"


def main() -> int:
    """Print the table; 1 if the points vary, or rating takes, more than it should."""
    assignment = load_assignment(COURSE, NAME).parts()[-1]
    seeds = QUICK_SEEDS if "--quick" in sys.argv[1:] else SEEDS
    judge = open_judge(assignment, secret=b"of a benchmark of codecs", gradescope=False)
    with closing(judge), tempfile.TemporaryDirectory() as folder:
        calibration = judge.calibrate()

        def graded(changes: Mapping[str, str]) -> Record:
            handed_in(assignment, changes, Path(folder))
            return judge.grade(one_submission(Path(folder), assignment.modules), calibration)

        figures = [Figure(name, told(graded(changes))) for name, changes in OTHERS.items()]
        records = [graded(random_search(seed)) for seed in range(seeds)]
    figures.append(Figure("mid-range, first seed", told(records[0])))
    for task in assignment.tasks:
        points = [
            case.score / case.points
            for record in records
            for question in record.questions
            for case in question.cases
            if question.name == task.name and case.hidden
        ]
        spread = float(np.std(points, ddof=1))
        figures.append(
            Figure(
                f"{task.number}: mid-range, {seeds} seeds",
                f"{np.mean(points):.1%} of the points, standard deviation {spread:.2%}",
                f"at most {MOST_SPREAD:.0%}",
                spread <= MOST_SPREAD,
            )
        )
    most = max(record.cpu_seconds for record in records)
    figures.append(
        Figure(
            "CPU of rating one, at most",
            f"{most:.1f} s",
            f"at most {MOST_CPU_SECONDS:g} s",
            most <= MOST_CPU_SECONDS,
        )
    )
    Console(width=130).print(table_of(figures, f"Codecs on the hidden clips of {NAME}"))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
