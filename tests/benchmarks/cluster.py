"""Two workers of a Dask cluster against one, against the local pool, and against kill -9.

`python -m tests.benchmarks cluster` measures everything on the processors that there are, which
should be two or more and have nothing else to do; a part's name (`small`, `heavy`, `deaths`,
`driver`, `rated`) measures that alone, each in less than 25 minutes, and options make it smaller.
"""

import argparse
import json
import os
import random
import shutil
import signal
import statistics
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
_TOLD = 500  # submissions between two lines of progress
RATED = "hw3-generalization"

_HEAVY = b"""
import time
while time.process_time() < 0.25:  # of the worker that imports it, which is a fresh process
    pass
"""


def main(arguments: list[str]) -> int:
    """Print each figure as it comes, then the table; 1 if one misses what is asked of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks cluster")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--submissions", type=int, default=10_000, help="for the driver's memory")
    parser.add_argument("--compared", type=int, default=600, help="for each speed that is compared")
    parser.add_argument("--rounds", type=int, default=1, help="of all that is compared, in turns")
    parser.add_argument("--kills", type=int, default=20, help="runs in which something is killed")
    parser.add_argument("--killed", type=int, default=200, help="submissions of such a run")
    parser.add_argument("--rated", type=int, default=60, help=f"submissions of {RATED}")
    parser.add_argument("--seed", type=int, default=0, help="of the moments at which it is killed")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        write_course(Path(scratch) / "course")
        for part in asked.parts or PARTS:
            folder = Path(scratch) / part
            folder.mkdir()
            for figure in PARTS[part](folder, asked):
                tell(f"{figure.name}: {figure.measured}")
                figures.append(figure)
    Console(width=110).print(table_of(figures, "Gradus on a cluster of two workers"))
    return 0 if all(figure.holds for figure in figures) else 1


def tell(told: str) -> None:
    """At once, as whoever waits half an hour wants to know."""
    print(told, file=sys.stderr, flush=True)


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


def speeds(folder: Path, size: int, rounds: int, heavy: bool) -> list[Figure]:
    """Submissions a second in the middle of a run, so that starting counts for none.

    With one worker the rest of Gradus and Dask has a processor to itself. Where all of it shares
    one, two processors with two workers are compared with like.
    """
    students = write_class(folder, size, heavy)
    ways = {"one worker": 1, "two workers": 2, "one worker, one processor": 1, "the local pool": 0}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(rounds):
        for way, workers in ways.items():
            out = folder / f"out-{turn}-{way.replace(' ', '-')}"
            allowed = os.sched_getaffinity(0)
            if way.endswith("processor"):
                os.sched_setaffinity(0, {min(allowed)})  # What is started there stays there.
            seconds = _seconds(folder, students, out, workers)
            os.sched_setaffinity(0, allowed)
            taken[way].append(seconds)
            tell(f"round {turn + 1} of {rounds}, {way}: {seconds:.4f} s a submission")
    one, two, single, local = (statistics.median(each) for each in taken.values())
    what = "of 250 ms CPU and more" if heavy else "small ones"
    least = HEAVY if heavy else SMALL
    return [
        Figure(f"{size} {what}: a submission, two workers", f"{two:.3f} s"),
        Figure(
            f"{what}: two workers against one",
            f"{one / two:.2f} times",
            f"≥ {least}",
            one / two >= least,
        ),
        Figure(f"{what}: against one on one processor", f"{single / two:.2f} times"),
        Figure(
            f"{what}: time against the local pool's",
            f"{two / local:.2f} times",
            f"≤ {SLOWER}",
            two / local <= SLOWER,
        ),
    ]


def _seconds(folder: Path, students: Path, out: Path, workers: int) -> float:
    """For a submission, with so many workers, or with the local pool where there are none."""
    if not workers:
        grade = command(folder, students, out, "--jobs", "2")
        subprocess.run(grade, check=True, capture_output=True)
        return steady_seconds(out)
    with Programs(folder, workers) as cluster:
        grade = command(folder, students, out, "--scheduler", cluster.address)
        subprocess.run(grade, check=True, capture_output=True)
    return steady_seconds(out)


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
        graded = told = 0
        while run.poll() is None:
            graded = len(records(out))
            if graded < size:  # Then the class is written down, whatever graded it.
                most = max(most, memory_mb(run.pid))
                first = most if graded <= min(FEW, size // 2) else first
            if graded >= told + _TOLD:
                told = graded
                tell(f"{graded:,} graded, {memory_mb(run.pid):.0f} MB")
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
            tell(f"run {number + 1} of {runs}: the {victim} after {wanted}, {len(before)} are kept")
            if victim == "scheduler":
                cluster.start()
            again = command(folder, students, out, "--scheduler", cluster.address)
            code = subprocess.run(again, capture_output=True, check=False).returncode
        kept = sum(path.read_bytes() == content for path, content in before.items())
        lost += len(before) - kept
        graded = sum(bool(json.loads(path.read_bytes())["fingerprint"]) for path in records(out))
        missing = size - graded  # A record of who could not be checked has none.
        tell(f"and again: {missing} not graded, exit code {code}")
        unfinished += missing + abs(code)
    told = ", ".join(f"{times} × {victim}" for victim, times in sorted(whom.items()))
    return [
        Figure(f"{runs} runs with kill -9 ({told}): records lost", str(lost), "0", lost == 0),
        Figure("of these, not graded after a rerun", str(unfinished), "0", unfinished == 0),
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


PARTS: dict[str, Callable[[Path, argparse.Namespace], list[Figure]]] = {
    "small": lambda folder, asked: speeds(folder, asked.compared, asked.rounds, heavy=False),
    "heavy": lambda folder, asked: speeds(folder, asked.compared, asked.rounds, heavy=True),
    "deaths": lambda folder, asked: deaths(folder, asked.kills, asked.killed, asked.seed),
    "driver": lambda folder, asked: driver(folder, asked.submissions),
    "rated": lambda folder, asked: rated(folder, asked.rated),
}
