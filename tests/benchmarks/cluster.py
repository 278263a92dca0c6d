"""Two workers of a Dask cluster against one, against the local pool, and against kill -9.

`python -m tests.benchmarks cluster` measures everything on the processors that there are, which
should be two or more and have nothing else to do; options make it smaller.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from tests.benchmarks.bench_course import COURSE, NAME, write_course
from tests.benchmarks.measure import Figure, table_of
from tests.benchmarks.programs import GRADUS, Programs, memory_mb, records, steady_seconds

MOST_MB = 250.0
FLAT_MB = 10.0  # garbage that is not collected yet
HEAVY, SMALL = 1.85, 1.6
SLOWER = 1.10
FEW = 200
RATED = "hw3-generalization"

_HEAVY = b"""
import time
while time.process_time() < 0.25:  # of the worker that imports it, which is a fresh process
    pass
"""


def main(arguments: list[str]) -> int:
    """Print each figure as it comes, then the table; 1 if one misses what is asked of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks cluster")
    parser.add_argument("--submissions", type=int, default=10_000, help="for the driver's memory")
    parser.add_argument("--compared", type=int, default=600, help="for each speed that is compared")
    parser.add_argument("--kills", type=int, default=20, help="runs in which something is killed")
    parser.add_argument("--killed", type=int, default=200, help="submissions of such a run")
    parser.add_argument("--rated", type=int, default=60, help=f"submissions of {RATED}")
    parser.add_argument("--seed", type=int, default=0, help="of the moments at which it is killed")
    asked = parser.parse_args(arguments)
    steps: tuple[tuple[int, Callable[[Path], list[Figure]]], ...] = (
        (asked.compared, lambda folder: speeds(folder, asked.compared)),
        (asked.kills, lambda folder: deaths(folder, asked.kills, asked.killed, asked.seed)),
        (asked.submissions, lambda folder: driver(folder, asked.submissions)),
        (asked.rated, lambda folder: rated(folder, asked.rated)),
    )
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        write_course(Path(scratch) / "course")
        for number, (size, step) in enumerate(steps):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            for figure in step(folder) if size else ():
                print(f"{figure.name}: {figure.measured}", file=sys.stderr, flush=True)
                figures.append(figure)
    Console(width=110).print(table_of(figures, "Gradus on a cluster of two workers"))
    return 0 if all(figure.holds for figure in figures) else 1


def write_class(folder: Path, size: int, heavy: bool = False) -> Path:
    """The reference as a zip for each student; `heavy` ones take at least 250 ms of CPU more."""
    students = folder / f"class-{size}{'-heavy' if heavy else ''}"
    students.mkdir()
    with zipfile.ZipFile(students / "student-00000.zip", "w") as archive:
        for path in sorted((folder.parent / "course" / "solutions").glob("*.py")):
            archive.writestr(path.name, path.read_bytes() + (_HEAVY if heavy else b""))
    for number in range(1, size):
        shutil.copy(students / "student-00000.zip", students / f"student-{number:05}.zip")
    return students


def command(folder: Path, students: Path, out: Path, *options: str) -> tuple[str, ...]:
    """Grade it."""
    course = ("--course", str(folder.parent / "course"))
    return (str(GRADUS), "grade", NAME, str(students), "-o", str(out), *course, *options)


def speeds(folder: Path, size: int) -> list[Figure]:
    """Submissions a second in the middle of a run, so that starting counts for none."""
    figures = []
    for heavy, least in ((True, HEAVY), (False, SMALL)):
        students = write_class(folder, size, heavy)
        seconds = {}
        for workers in (1, 2):
            out = folder / f"out-{workers}-{heavy}"
            with Programs(folder, workers) as cluster:
                options = ("--scheduler", cluster.address)
                subprocess.run(
                    command(folder, students, out, *options), check=True, capture_output=True
                )
            seconds[workers] = steady_seconds(out)
        local = folder / f"out-local-{heavy}"
        subprocess.run(
            command(folder, students, local, "--jobs", "2"), check=True, capture_output=True
        )
        what = "of 250 ms CPU and more" if heavy else "small ones"
        gain, loss = seconds[1] / seconds[2], seconds[2] / steady_seconds(local)
        figures += [
            Figure(f"{size} {what}: a submission, two workers", f"{seconds[2]:.3f} s"),
            Figure(
                f"{what}: two workers against one", f"{gain:.2f} times", f"≥ {least}", gain >= least
            ),
            Figure(
                f"{what}: time against the local pool's",
                f"{loss:.2f} times",
                f"≤ {SLOWER}",
                loss <= SLOWER,
            ),
        ]
    return figures


def driver(folder: Path, size: int) -> list[Figure]:
    """The memory of `gradus grade` after the first 200, and until the end."""
    students, out = write_class(folder, size), folder / "out"
    with Programs(folder, 2) as cluster:
        started = time.perf_counter()
        options = ("--scheduler", cluster.address)
        run = subprocess.Popen(
            command(folder, students, out, *options),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        first = most = 0.0
        graded = 0
        while run.poll() is None:
            graded = len(records(out))
            if graded < size:  # Then the class is written down, whatever graded it.
                most = max(most, memory_mb(run.pid))
                first = most if graded <= min(FEW, size // 2) else first
            time.sleep(0.5)
        minutes = (time.perf_counter() - started) / 60
    grown = most - first
    done = len(records(out))
    asked = f"≤ {MOST_MB:.0f} MB", most <= MOST_MB
    flat = f"≤ {FLAT_MB:.0f} MB", grown <= FLAT_MB
    return [
        Figure(f"{size:,} submissions", f"{minutes:.1f} min, {done:,} done", "all", done == size),
        Figure("driver's memory while it grades", f"{most:.0f} MB", *asked),
        Figure(f"more than after the first {FEW}", f"{grown:+.1f} MB", *flat),
    ]


def deaths(folder: Path, runs: int, size: int, seed: int) -> list[Figure]:
    """Kill a worker, the scheduler or the driver at a random moment; then run it again."""
    draw = random.Random(seed)
    students = write_class(folder, size)
    lost = unfinished = 0
    whom: dict[str, int] = {}
    for number in range(runs):
        out = folder / f"out-{number}"
        victim = draw.choice(("worker", "scheduler", "driver"))
        whom[victim] = whom.get(victim, 0) + 1
        with Programs(folder, 2) as cluster:
            run = subprocess.Popen(
                command(folder, students, out, "--scheduler", cluster.address),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            wanted = draw.randrange(size)
            while run.poll() is None and len(records(out)) < wanted:
                time.sleep(0.02)
            if victim == "driver":
                run.send_signal(signal.SIGKILL)
            else:
                cluster.kill(victim)
            run.wait()
            before = {path: path.read_bytes() for path in records(out)}
            if victim == "scheduler":
                cluster.start()
            again = command(folder, students, out, "--scheduler", cluster.address)
            code = subprocess.run(again, capture_output=True, check=False).returncode
        kept = sum(path.read_bytes() == content for path, content in before.items())
        lost += len(before) - kept
        unfinished += size - len(records(out)) + abs(code)
    told = ", ".join(f"{times} × {victim}" for victim, times in sorted(whom.items()))
    return [
        Figure(f"{runs} runs with kill -9 ({told}): records lost", str(lost), "0", lost == 0),
        Figure("of these, without a record after a rerun", str(unfinished), "0", unfinished == 0),
    ]


def rated(folder: Path, size: int) -> list[Figure]:
    """The reference of hw3, handed in so many times, with its trainings."""
    students, out = folder / "class", folder / "out"
    for number in range(size):
        student = students / f"student-{number:03}"
        student.mkdir(parents=True)
        for path in (COURSE / "solutions").glob("*.py"):
            (student / path.name).write_bytes(path.read_bytes())
    with Programs(folder, 2) as cluster:
        started = time.perf_counter()
        options = ("--course", str(COURSE), "--scheduler", cluster.address)
        grade = (str(GRADUS), "grade", RATED, str(students), "-o", str(out), *options)
        code = subprocess.run(grade, capture_output=True, check=False).returncode
        seconds = time.perf_counter() - started
    told = f"{seconds / 60:.1f} min, {seconds / size:.1f} s a submission, exit code {code}"
    return [Figure(f"{RATED} with rating, {size} submissions", told, "exit code 0", code == 0)]
