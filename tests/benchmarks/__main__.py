"""`python -m tests.benchmarks`: measure everything on one core and print one table.

`--quick` takes fewer samples; names (`sandbox_start throughput`) choose what is measured. What
takes two cores, and more than an hour, is `python -m tests.benchmarks cluster`.
"""

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from tests.benchmarks.assignments import assignments
from tests.benchmarks.conservation import conservation
from tests.benchmarks.exporting import exporting
from tests.benchmarks.flat_export import flat_export
from tests.benchmarks.marks import histories, term
from tests.benchmarks.measure import Figure, table_of
from tests.benchmarks.memory import driver_memory
from tests.benchmarks.proxied_calls import proxied_calls
from tests.benchmarks.sandbox_start import sandbox_start
from tests.benchmarks.scratch_cost import scratch_cost
from tests.benchmarks.throughput import throughput

_ALL = {
    measure.__name__: measure
    for measure in (
        proxied_calls,
        sandbox_start,
        scratch_cost,
        throughput,
        driver_memory,
        flat_export,
        assignments,
        exporting,
        conservation,
        term,
        histories,
    )
}


def main() -> int:
    """Print each figure as it comes, then the table; 1 if one misses what is asked of it."""
    if sys.argv[1:2] == ["cluster"]:
        from tests.benchmarks.cluster import main as measure_cluster

        return measure_cluster(sys.argv[2:])
    quick = "--quick" in sys.argv[1:]
    chosen = [name for name in sys.argv[1:] if name != "--quick"] or list(_ALL)
    if unknown := set(chosen) - _ALL.keys():
        print(f"There is no {', '.join(unknown)}: choose from {', '.join(_ALL)}.", file=sys.stderr)
        return 2
    os.environ["OMP_NUM_THREADS"] = "1"
    # pip compiles what it installs, so both programs have that done; else ours would do it anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        for name in chosen:
            folder = Path(scratch) / name
            folder.mkdir()
            for figure in _ALL[name](folder, quick):
                print(f"{figure.name}: {figure.measured}", file=sys.stderr)
                figures.append(figure)
    Console(width=110).print(table_of(figures, "Gradus on one core"))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
