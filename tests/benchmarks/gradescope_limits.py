"""`python -m tests.benchmarks.gradescope_limits [--slowest] [NAME…]`: Gradescope's limits, here.

768 MB and half a CPU, by control groups (version 1, root only). Grades the reference, or with
`--slowest` modules whose every function never ends; prints wall time, CPU time, peak memory, and
the size of the autograder.zip. 1 if it takes more than ten minutes (the slowest: if the judge has
to give up), or if the reference does not get everything. GRADUS_ISOLATION=confined is Gradescope's.
"""

import ast
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gradus.assignment import Assignment, assignment_names, course_secret, load_assignment
from gradus.release.autograder_zip import autograder_zip

COURSE = Path(__file__).resolve().parents[2]
_CONTROL = Path("/sys/fs/cgroup")
_MEMORY = 768 * 2**20
_SECONDS = 600.0
_KINDS = ("memory", "cpu", "cpuacct")
_SLOWEST = "--slowest"


def main(arguments: list[str]) -> int:
    """Grade for the assignments named, or for all; the exit code."""
    if not (_CONTROL / "memory" / "memory.limit_in_bytes").exists() or os.geteuid():
        print("This needs root and control groups of version 1.")
        return 2
    names = [name for name in arguments if name != _SLOWEST] or assignment_names(COURSE)
    measured = _slowest if _SLOWEST in arguments else _reference
    return max(measured(load_assignment(COURSE, name)) for name in names)


def _reference(assignment: Assignment) -> int:
    modules = {name: _source(assignment, name) for name in assignment.modules}
    seconds, results = _graded(assignment, modules)
    full = sum(task.points for task in assignment.tasks)
    return int(seconds > _SECONDS or _score(results) != full)


def _slowest(assignment: Assignment) -> int:
    modules = {name: _endless(_source(assignment, name)) for name in assignment.modules}
    seconds, results = _graded(assignment, modules)
    gave_up = "could not be checked" in json.dumps(results)
    if gave_up:
        print("  The judge gave up: a person would have to look.")
    return int(seconds > _SECONDS or gave_up)


def _source(assignment: Assignment, module: str) -> str:
    return (assignment.solutions / f"{module}.py").read_text("utf-8")


def _endless(source: str) -> str:
    """The module with a loop that never ends at the start of each function."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.body.insert(0, *ast.parse("while True: pass").body)
    return ast.unparse(tree)


def _score(results: dict[str, Any]) -> float:
    return float(sum(test.get("score", 0) for test in results["tests"]))


def _graded(assignment: Assignment, modules: dict[str, str]) -> tuple[float, dict[str, Any]]:
    """Wall seconds and results of what Gradescope would run; the figures are printed."""
    with tempfile.TemporaryDirectory(prefix="gradus-limits-") as scratch, _limited() as group:
        root = Path(scratch)
        packed = autograder_zip(assignment, course_secret().value)
        (root / "autograder.zip").write_bytes(packed)
        with zipfile.ZipFile(root / "autograder.zip") as archive:
            archive.extractall(root / "source")
        (root / "submission").mkdir()
        for name, source in modules.items():
            (root / "submission" / f"{name}.py").write_text(source, "utf-8")
        command = [sys.executable, str(root / "source" / "run_otter.py"), str(root)]
        started = time.monotonic()
        enter = (
            f"for kind in {' '.join(_KINDS)}; do echo $$ > $0/$kind/$1/cgroup.procs; done; "
            'shift; exec "$@"'
        )
        subprocess.run(
            ["sh", "-c", enter, str(_CONTROL), group, *command], capture_output=True, check=False
        )
        wall = time.monotonic() - started
        results = json.loads((root / "results" / "results.json").read_text("utf-8"))
        memory, time_used = _CONTROL / "memory" / group, _CONTROL / "cpuacct" / group
        peak = int((memory / "memory.max_usage_in_bytes").read_text()) / 2**20
        seconds = int((time_used / "cpuacct.usage").read_text()) / 1e9
        level = results["extra_data"]["gradus"]["isolation"]
        print(
            f"{assignment.name}: {_score(results):g} points on {level}, wall {wall:.1f} s, CPU "
            f"{seconds:.1f} s, peak {peak:.0f} MB, autograder.zip {len(packed) / 1000:.0f} kB",
            flush=True,
        )
    return wall, results


@contextmanager
def _limited() -> Iterator[str]:
    """The name of a control group with Gradescope's limits."""
    name = f"gradus-{os.getpid()}"
    groups = [_CONTROL / kind / name for kind in _KINDS]
    for group in groups:
        group.mkdir()
    memory, cpu, _ = groups
    try:
        (memory / "memory.limit_in_bytes").write_text(str(_MEMORY))
        (cpu / "cpu.cfs_period_us").write_text("100000")
        (cpu / "cpu.cfs_quota_us").write_text("50000")
        yield name
    finally:
        for group in groups:
            group.rmdir()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
