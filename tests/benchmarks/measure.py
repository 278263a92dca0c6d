"""What a benchmark gives, and how it takes the time."""

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One line of the table. `asked` is empty for what is shown for comparison only."""

    name: str
    measured: str
    asked: str = ""
    holds: bool = True

    @property
    def verdict(self) -> str:
        """Whether the figure is as asked."""
        return ("holds" if self.holds else "MISSED") if self.asked else ""


def table_of(figures: Sequence[Figure], title: str) -> Table:
    """The figures with what is asked of them."""
    table = Table("figure", "measured", "asked", "", title=title)
    for figure in figures:
        table.add_row(figure.name, figure.measured, figure.asked, figure.verdict)
    return table


def median_seconds(call: Callable[[], object], times: int) -> float:
    """The median duration of a call."""
    durations = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        durations.append(time.perf_counter() - started)
    return statistics.median(durations)


def run_seconds(command: Sequence[str | Path], folder: Path) -> float:
    """How long a command takes. Raises CalledProcessError, with what it said, if it fails."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started
