"""The memory of the process that drives `gradus grade`, over many small submissions."""

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.bench_course import NAME, write_course
from tests.benchmarks.measure import Figure

MOST_MB = 400.0
FLAT_MB = 10.0

_DRIVER = """
import sys
from pathlib import Path
from gradus.cli import main
try:
    main(sys.argv[1:])
finally:
    print(Path("/proc/self/status").read_text())
"""


def driver_memory(folder: Path, quick: bool) -> list[Figure]:
    """The driver's peak after 50 submissions and after 1,000."""
    write_course(folder / "course")
    many = 200 if quick else 1000
    few_mb, many_mb = _peak(folder, 50), _peak(folder, many)
    grown = many_mb - few_mb
    return [
        Figure(
            f"driver's peak memory, {many:,} submissions",
            f"{many_mb:.0f} MB",
            f"under {MOST_MB:.0f} MB",
            many_mb < MOST_MB,
        ),
        Figure(
            f"more than with 50 ({few_mb:.0f} MB)",
            f"{grown:+.1f} MB",
            f"flat: under {FLAT_MB:.0f} MB",
            grown < FLAT_MB,
        ),
    ]


def _peak(folder: Path, size: int) -> float:
    """In MB, as the kernel tells it."""
    students = folder / f"class-{size}"
    students.mkdir()
    for number in range(size):
        path = students / f"student-{number:04}_losses.py"
        path.write_text(f"def mae(y_pred, y_true):\n    return {number}.0\n", "utf-8")
    options = ("--jobs", "1", "--isolation", "none", "--course", str(folder / "course"))
    out = str(folder / f"results-{size}")
    command = (sys.executable, "-c", _DRIVER, "grade", NAME, str(students), "-o", out, *options)
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    peak = re.search(r"VmHWM:\s+(\d+) kB", said)
    if peak is None:
        raise RuntimeError(f"grading {size} submissions failed:\n{said}")
    return int(peak[1]) / 1024
