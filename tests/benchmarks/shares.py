"""`python -m tests.benchmarks.shares`: which processes of `gradus grade` take the CPU of a class.

The class is the throughput's, graded on one core. Linux says what each process has taken, and what
those have that it has waited for: this looks twenty times a second.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from tests.benchmarks.bench_course import NAME, write_course, write_submission
from tests.benchmarks.measure import Figure, table_of
from tests.benchmarks.throughput import SIZE, write_class

_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_SECONDS = 0.05
_SERVER, _TEMPLATE = b"forkserver", b"gradus.worker"


def children_of(pid: int) -> Iterator[int]:
    """The processes below one, at any depth. Those that end meanwhile are left out."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        found = [int(child) for task in tasks for child in task.read_text("ascii").split()]
    except (FileNotFoundError, ProcessLookupError):
        return
    for child in found:
        yield child
        yield from children_of(child)


def kind_of(pid: int, parent: str) -> str:
    """What the process is for, by how it was started and by whom."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    if _TEMPLATE in command:
        return "templates" if parent == "judge" else "workers"
    if _SERVER in command:
        return "judge" if parent == "server" else "server"
    return "others"


class Looked(NamedTuple):
    """A process: its parent, its own CPU seconds, and those of all that it has waited for."""

    parent: int
    own: float
    waited: float


def look_at(pid: int) -> Looked:
    """The process as it is now."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    user, system, waited_user, waited_system = map(int, fields[11:15])
    return Looked(int(fields[1]), (user + system) / _TICKS, (waited_user + waited_system) / _TICKS)


def shares(command: list[str | Path]) -> dict[str, float]:
    """CPU seconds by kind of process: `workers` with the templates of single submissions.

    What the judge starts once and ends soon, to see what the machine offers, is left out.
    """
    kinds: dict[int, str] = {}
    last: dict[int, Looked] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        kinds[run.pid] = "the run itself"
        while run.poll() is None:
            for pid in [run.pid, *children_of(run.pid)]:
                with suppress(FileNotFoundError, ProcessLookupError):
                    last[pid] = look_at(pid)
                    kinds.setdefault(pid, kind_of(pid, kinds.get(last[pid].parent, "")))
            time.sleep(_LOOK_SECONDS)
    if run.returncode:
        raise RuntimeError(f"{command} ended with {run.returncode}")
    found = dict.fromkeys(("the run itself", "server", "judge", "templates"), 0.0)
    for pid, seen in last.items():
        if kinds.get(pid) in found:
            found[kinds[pid]] += seen.own
    waited = (seen.waited for pid, seen in last.items() if kinds.get(pid) == "templates")
    return {**found, "workers": sum(waited)}


def main() -> int:
    """Print the table."""
    os.environ["OMP_NUM_THREADS"] = "1"
    # pip compiles what it installs, so both programs have that done; else ours would do it anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    gradus = Path(sys.executable).with_name("gradus")
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        folder = Path(scratch)
        submission = folder / "submission.zip"
        write_submission(write_course(folder / "course"), submission)
        figures = []
        for size in (1, SIZE):
            students = write_class(folder / f"class-{size}", submission, size)
            options = ("--jobs", "1", "--isolation", "confined", "--course", folder / "course")
            command = [gradus, "grade", NAME, students, "-o", folder / f"out-{size}", *options]
            for kind, seconds in shares(command).items():
                told = f"{seconds:.2f} s, {1000 * seconds / size:.1f} ms a submission"
                figures.append(Figure(f"{size}: {kind}", told))
    Console(width=100).print(table_of(figures, "CPU of a class by process"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
