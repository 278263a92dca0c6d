"""`python -m tests.benchmarks`: measure everything on one core and print one table."""

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from tests.benchmarks.assignments import assignments
from tests.benchmarks.measure import Figure, table_of
from tests.benchmarks.memory import driver_memory
from tests.benchmarks.proxied_calls import proxied_calls
from tests.benchmarks.sandbox_start import sandbox_start
from tests.benchmarks.throughput import throughput

_ALL = (proxied_calls, sandbox_start, throughput, assignments, driver_memory)


def main() -> int:
    """Print the table; 1 if a figure misses what is asked of it."""
    quick = "--quick" in sys.argv[1:]
    os.environ["OMP_NUM_THREADS"] = "1"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        for number, measure in enumerate(_ALL):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            figures += measure(folder, quick)
    Console(width=110).print(table_of(figures, "Gradus on one core"))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
