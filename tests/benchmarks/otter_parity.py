"""`python -m tests.benchmarks.otter_parity [--every N] [NAME…]`: classes by `otter run` too.

Prints every question whose score or visibility differs from `gradus grade`'s; 1 if there is one.
It takes some seconds a submission: half an hour for all three classes, or every Nth of them.
Classes are compared without rated tasks, as `gradus demo` makes them; with them, which train each
submission several times in both flows, only a few.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from gradus.assignment import Assignment, assignment_names, course_secret, load_assignment
from gradus.audit import write_demo_class
from gradus.judge import open_judge
from gradus.release.autograder_zip import autograder_zip
from gradus.submission import Submission, find_submissions

COURSE = Path(__file__).resolve().parents[2]

_RATED_STEP = 12

Marks = dict[str, tuple[float, float, str]]


def main(arguments: list[str]) -> int:
    """Compare the classes of the assignments named, or of all; the exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.otter_parity")
    options.add_argument("--every", type=int, default=1, metavar="N")
    options.add_argument("names", nargs="*", default=assignment_names(COURSE))
    chosen = options.parse_args(arguments)
    differing = 0
    for name in chosen.names:
        assignment = load_assignment(COURSE, name)
        with tempfile.TemporaryDirectory(prefix="gradus-parity-") as scratch:
            folder = Path(scratch)
            differing += _compared(_unrated(assignment, folder), folder, chosen.every)
        if assignment.rating:
            with tempfile.TemporaryDirectory(prefix="gradus-parity-") as scratch:
                differing += _compared(assignment, Path(scratch), _RATED_STEP * chosen.every)
    return 1 if differing else 0


def _unrated(assignment: Assignment, folder: Path) -> Assignment:
    """The assignment in a course of its own, without its rated tasks."""
    course = folder / "course"
    home = course / "assignments" / assignment.name
    for part in ("solutions", "starter"):
        shutil.copytree(assignment.course / part, course / part)
    shutil.copytree(assignment.folder, home)
    spec = home / "assignment.toml"
    head, *tasks = spec.read_text("utf-8").split("[[tasks]]")
    spec.write_text("[[tasks]]".join((head, *(t for t in tasks if "rating =" not in t))), "utf-8")
    for task in assignment.tasks:
        if task.rating:
            (home / "tests" / f"{task.name}.py").unlink()
    return load_assignment(course, assignment.name)


def _compared(assignment: Assignment, folder: Path, step: int) -> int:
    """Compare every `step`th submission of the class, and print what differs; how many do."""
    rated = "with" if any(task.rating for task in assignment.tasks) else "without"
    compared = different = 0
    for line in _compare(assignment, folder, step):
        compared += 1
        print(f"  {line}", flush=True)
        different += ": " in line
    told = f"{assignment.name}, {rated} rated tasks: {compared} submissions"
    print(f"{told}, {different} differ", flush=True)
    return different


def _compare(assignment: Assignment, folder: Path, step: int) -> Iterator[str]:
    """Each submission that `otter run` can open, with what differs, if anything does."""
    secret = course_secret().value
    autograder = folder / "autograder.zip"
    autograder.write_bytes(autograder_zip(assignment, secret))
    write_demo_class(assignment, folder / "class")
    submissions = find_submissions(folder / "class", assignment.modules)[::step]
    with closing(open_judge(assignment, secret=secret)) as judge:
        calibration = judge.calibrate()
        for submission in submissions:
            packed = _packed(submission, folder / "submission.zip")
            if packed is None:
                continue
            record = judge.grade(submission, calibration)
            ours = _marks(record.gradescope)
            theirs = _marks(_otter_run(autograder, packed, folder / "out"))
            differing = [
                f"{name}: {ours.get(name)}, and {theirs.get(name)} by otter run"
                for name in ours | theirs
                if ours.get(name) != theirs.get(name)
            ]
            yield ": ".join((submission.student, *filter(None, ["; ".join(differing)])))


def _packed(submission: Submission, target: Path) -> Path | None:
    """The submission as a zip; None for what is called one and cannot come to Gradus as it is.

    Otter opens no broken zip, and takes the `..` out of paths before Gradus can refuse them.
    """
    if submission.path.suffix == ".zip":
        return submission.path if _is_plain(submission.path) else None
    if submission.path.is_dir():
        nodes = submission.path.rglob("*")
        files = {node.relative_to(submission.path).as_posix(): node for node in nodes}
    else:
        files = {
            path.name.removeprefix(f"{submission.student}_"): path for path in submission.files
        }
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in sorted(files.items()):
            if path.is_file() and not path.is_symlink():
                archive.write(path, name)
    return target


def _is_plain(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return not any(".." in name.split("/") for name in archive.namelist())


def _otter_run(autograder: Path, submission: Path, output: Path) -> dict[str, Any]:
    output.mkdir(exist_ok=True)
    (output / "results.json").unlink(missing_ok=True)
    command = ("-m", "otter", "run", "-a", autograder, submission, "-o", output, "--no-logo")
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, check=False)
    if done.returncode:
        return {"tests": []}
    results: dict[str, Any] = json.loads((output / "results.json").read_text("utf-8"))
    return results


def _marks(results: dict[str, Any]) -> Marks:
    return {
        test["name"]: (test["score"], test["max_score"], test["visibility"])
        for test in results["tests"]
        if "score" in test
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
