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
SIZE, _ROUNDS = 200, 5


def throughput(folder: Path, quick: bool) -> list[Figure]:
    """Seconds a submission of each, everything included: starting, grading, writing.

    Each class is graded between two runs of Otter, as a machine is not always equally fast. What
    counts are the shortest times of both: what else a machine does can only add to them.
    """
    assignment = write_course(folder / "course")
    submission = folder / "submission.zip"
    write_submission(assignment, submission)
    autograder = write_autograder(assignment, folder)
    size, rounds = (30, 1) if quick else (SIZE, _ROUNDS)
    otters = [_otter_seconds(folder, autograder, submission)]
    ours: dict[str, list[float]] = {level: [] for level in reversed(available_levels())}
    for _ in range(rounds):
        for level, seconds in ours.items():
            seconds.append(_gradus_seconds(folder, submission, level, size) / size)
            otters.append(_otter_seconds(folder, autograder, submission))
    figures = [Figure("`otter run`, a submission", _told(otters))]
    for level, seconds in ours.items():
        ratio, least = min(otters) / min(seconds), ASKED.get(level, 0.0)
        asked = f"at least {least:.0f} times" if least else ""
        name = f"`gradus grade` at {level}, a submission of {size}"
        figures.append(Figure(name, f"{_told(seconds)}: {ratio:.1f} times", asked, ratio >= least))
    return figures


def _told(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.3f} s (median {statistics.median(seconds):.3f})"


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
