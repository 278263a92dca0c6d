"""Submissions a minute: `gradus grade` against `otter run`, same tests, one core."""

import json
import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bench_course import NAME, write_autograder, write_course, write_submission
from tests.benchmarks.measure import Figure, run_seconds

from gradus.sandbox import available_levels

ASKED = {"namespaces": 40.0, "confined": 45.0}
SIZE = 200
_ROUNDS, _RUNS = 5, 3  # three runs of Otter take half as long as a class


def throughput(folder: Path, quick: bool) -> list[Figure]:
    """Seconds a submission of each, everything included: starting, grading, writing.

    A machine is not always equally fast, and what is shorter finds a fast moment more easily. So
    each class is held against the runs of Otter just before and just after it, and of all these
    ratios the one in the middle counts.
    """
    assignment = write_course(folder / "course")
    submission = folder / "submission.zip"
    write_submission(assignment, submission)
    autograder = write_autograder(assignment, folder)
    size, rounds, runs = (30, 1, 1) if quick else (SIZE, _ROUNDS, _RUNS)

    def otter() -> list[float]:
        return [_otter_seconds(folder, autograder, submission) for _ in range(runs)]

    otters = otter()
    ours: dict[str, list[float]] = {level: [] for level in available_levels() if level in ASKED}
    ratios: dict[str, list[float]] = {level: [] for level in ours}
    for _ in range(rounds):
        for level in ours:
            before = otters[-runs:]
            seconds = _gradus_seconds(folder, submission, level, size) / size
            after = otter()
            otters += after
            ours[level].append(seconds)
            ratios[level].append(statistics.fmean((*before, *after)) / seconds)
    figures = [Figure("`otter run`, a submission", _told(otters))]
    for level, seen in ratios.items():
        ratio, least = statistics.median(seen), ASKED[level]
        told = f"{_told(ours[level])}: {ratio:.1f} times ({min(seen):.1f} to {max(seen):.1f})"
        name = f"`gradus grade` at {level}, a submission of {size}"
        figures.append(Figure(name, told, f"at least {least:.0f} times", ratio >= least))
    return figures


def _told(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.3f} s (shortest {min(seconds):.3f})"


def _otter_seconds(folder: Path, autograder: Path, submission: Path) -> float:
    otter = Path(sys.executable).with_name("otter")
    command = (otter, "run", "-a", autograder, "-o", folder, "--no-logo", submission)
    seconds = run_seconds(command, folder)
    results = json.loads((folder / "results.json").read_text("utf-8"))
    scores = [(test["score"], test["max_score"]) for test in results["tests"] if "score" in test]
    if not scores or any(score != most for score, most in scores):
        raise RuntimeError("otter run did not give the reference full marks: nothing to compare")
    return seconds


def write_class(students: Path, submission: Path, size: int) -> Path:
    """So many students who hand in the same, in the folder `students`, which is given back."""
    students.mkdir(exist_ok=True)
    for number in range(size):
        shutil.copy(submission, students / f"student-{number:04}.zip")
    return students


def _gradus_seconds(folder: Path, submission: Path, level: str, size: int) -> float:
    students, out = write_class(folder / "class", submission, size), folder / f"results-{level}"
    shutil.rmtree(out, ignore_errors=True)
    gradus = Path(sys.executable).with_name("gradus")
    options = ("--jobs", "1", "--isolation", level, "--course", folder / "course")
    command = (gradus, "grade", NAME, students, "-o", out, *options)
    return run_seconds(command, folder)
