"""What a flat export of 5,000 submissions costs to sort: time, and memory of the process."""

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Figure

SUBMISSIONS = 5000
MOST_SECONDS = 5.0
MOST_MB = 300.0
MODULES = ("losses", "softmax", "concepts", "own_tests")

_SORT = """
import sys, time
from pathlib import Path
from gradus.submission import look_through
start = time.perf_counter()
found = look_through(Path(sys.argv[1]), tuple(sys.argv[2:]))
print("seconds", time.perf_counter() - start)
print("found", len(found.submissions))
print(Path("/proc/self/status").read_text())
"""


def flat_export(folder: Path, quick: bool) -> list[Figure]:
    """Canvas' layout, four files each, every tenth with a second attempt at one of them."""
    size = 500 if quick else SUBMISSIONS
    _write(folder, size)
    command = (sys.executable, "-c", _SORT, str(folder), *MODULES)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, peak = (
        float(match[1])
        for pattern in (r"seconds ([\d.]+)", r"VmHWM:\s+(\d+) kB")
        if (match := re.search(pattern, said))
    )
    if f"found {size}" not in said:
        raise RuntimeError(f"not everybody was found:\n{said}")
    return [
        Figure(
            f"{size:,} submissions in one flat folder sorted",
            f"{seconds:.2f} s",
            f"under {MOST_SECONDS:.0f} s",
            seconds < MOST_SECONDS,
        ),
        Figure(
            "its peak memory",
            f"{peak / 1000:.0f} MB",
            f"under {MOST_MB:.0f} MB",
            peak / 1000 < MOST_MB,
        ),
    ]


def _write(folder: Path, size: int) -> None:
    for number in range(size):
        late = "LATE_" if number % 7 == 0 else ""
        prefix = f"student{number}ann_{late}{10_000 + number}"
        for place, module in enumerate(MODULES):
            (folder / f"{prefix}_{8 * number + place}_{module}.py").write_text("x = 1\n")
        if number % 10 == 0:
            (folder / f"{prefix}_{8 * number + 5}_losses-1.py").write_text("x = 2\n")
