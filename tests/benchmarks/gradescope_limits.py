"""`python -m tests.benchmarks.gradescope_limits [NAME…]`: references under Gradescope's limits.

768 MB and half a CPU, by control groups (version 1, root only). Prints wall time, CPU time, peak
memory, and the size of the autograder.zip; 1 if a reference does not get everything in ten minutes.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gradus.assignment import Assignment, assignment_names, course_secret, load_assignment
from gradus.release.autograder_zip import autograder_zip

COURSE = Path(__file__).resolve().parents[2]
_CONTROL = Path("/sys/fs/cgroup")
_MEMORY = 768 * 2**20
_SECONDS = 600.0


def main(names: list[str]) -> int:
    """Grade the reference of the assignments `names`, or of all; the exit code."""
    if not (_CONTROL / "memory" / "memory.limit_in_bytes").exists() or os.geteuid():
        print("This needs root and control groups of version 1.")
        return 2
    return max(
        _measured(load_assignment(COURSE, name)) for name in names or assignment_names(COURSE)
    )


def _measured(assignment: Assignment) -> int:
    with tempfile.TemporaryDirectory(prefix="gradus-limits-") as scratch, _limited() as group:
        root = Path(scratch)
        packed = autograder_zip(assignment, course_secret().value)
        (root / "autograder.zip").write_bytes(packed)
        with zipfile.ZipFile(root / "autograder.zip") as archive:
            archive.extractall(root / "source")
        (root / "submission").mkdir()
        for module in assignment.modules:
            source = (assignment.solutions / f"{module}.py").read_bytes()
            (root / "submission" / f"{module}.py").write_bytes(source)
        command = [sys.executable, str(root / "source" / "run_otter.py"), str(root)]
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        enter = (
            'for kind in memory cpu; do echo $$ > $0/$kind/$1/cgroup.procs; done; shift; exec "$@"'
        )
        subprocess.run(
            ["sh", "-c", enter, str(_CONTROL), group, *command], capture_output=True, check=False
        )
        wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        results = json.loads((root / "results" / "results.json").read_text("utf-8"))
        score = sum(test.get("score", 0) for test in results["tests"])
        memory = _CONTROL / "memory" / group
        peak = int((memory / "memory.max_usage_in_bytes").read_text()) / 2**20
        level = results["extra_data"]["gradus"]["isolation"]
        print(
            f"{assignment.name}: {score:g} points on {level}, wall {wall:.1f} s, CPU {cpu:.1f} s, "
            f"peak {peak:.0f} MB, autograder.zip {len(packed) / 1000:.0f} kB"
        )
    return int(wall > _SECONDS or score != sum(task.points for task in assignment.tasks))


@contextmanager
def _limited() -> Iterator[str]:
    """The name of a control group with Gradescope's limits."""
    name = f"gradus-{os.getpid()}"
    memory, cpu = _CONTROL / "memory" / name, _CONTROL / "cpu" / name
    memory.mkdir()
    cpu.mkdir()
    try:
        (memory / "memory.limit_in_bytes").write_text(str(_MEMORY))
        (cpu / "cpu.cfs_period_us").write_text("100000")
        (cpu / "cpu.cfs_quota_us").write_text("50000")
        yield name
    finally:
        cpu.rmdir()
        memory.rmdir()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
