"""Submissions a minute: `gradus grade` against `otter run`, same tests, one core."""

import json
import shutil
import statistics
import sys
from pathlib import Path

from tests.benchmarks.bench_course import NAME, write_autograder, write_course, write_submission
from tests.benchmarks.measure import Figure, run_seconds

from gradus.sandbox import available_levels

ASKED = {"namespaces": 40.0, "confined": 45.0}


def throughput(folder: Path, quick: bool) -> list[Figure]:
    """Seconds a submission of each, everything included: starting, grading, writing.

    Otter has its turns before, between and after, as a machine is not always equally fast.
    """
    assignment = write_course(folder / "course")
    submission = folder / "submission.zip"
    write_submission(assignment, submission)
    autograder = write_autograder(assignment, folder)
    size = 30 if quick else 200
    otters = [_otter_seconds(folder, autograder, submission)]
    ours = {}
    for level in reversed(available_levels()):
        ours[level] = _gradus_seconds(folder, submission, level, size) / size
        turns = 0 if quick else 2
        otters += [_otter_seconds(folder, autograder, submission) for _ in range(turns)]
    otter = statistics.median(otters)
    figures = [Figure("`otter run`, a submission", f"{otter:.2f} s")]
    for level, seconds in ours.items():
        ratio = otter / seconds
        least = ASKED.get(level, 0.0)
        asked = f"at least {least:.0f} times" if least else ""
        name = f"`gradus grade` at {level}, a submission of {size}"
        figures.append(Figure(name, f"{seconds:.3f} s: {ratio:.1f} times", asked, ratio >= least))
    return figures


def _otter_seconds(folder: Path, autograder: Path, submission: Path) -> float:
    otter = Path(sys.executable).with_name("otter")
    command = (otter, "run", "-a", autograder, "-o", folder, "--no-logo", submission)
    seconds = run_seconds(command, folder)
    results = json.loads((folder / "results.json").read_text("utf-8"))
    scores = [(test["score"], test["max_score"]) for test in results["tests"] if "score" in test]
    if not scores or any(score != most for score, most in scores):
        raise RuntimeError("otter run did not give the reference full marks: nothing to compare")
    return seconds


def _gradus_seconds(folder: Path, submission: Path, level: str, size: int) -> float:
    students = folder / f"class-{level}"
    students.mkdir()
    for number in range(size):
        shutil.copy(submission, students / f"student-{number:04}.zip")
    gradus = Path(sys.executable).with_name("gradus")
    options = ("--jobs", "1", "--isolation", level, "--course", folder / "course")
    command = (gradus, "grade", NAME, students, "-o", folder / f"results-{level}", *options)
    return run_seconds(command, folder)
