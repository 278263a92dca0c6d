"""`python -m tests.benchmarks.asleep [--assignment NAME] [HOW…]`: work whose functions all sleep.

HOW is a level of isolation, or `otter` for `otter run`; all that this machine has if none is named.
1 if grading takes longer than four minutes or than `gradus build` promises, or if a person would
have to look. The wall is that of a submission alone, so let nothing else run.
"""

import argparse
import ast
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console
from tests.benchmarks.measure import Figure, table_of

from gradus.assignment import Assignment, course_secret, load_assignment
from gradus.judge import open_judge
from gradus.release.autograder_zip import autograder_zip
from gradus.release.worst_case import gradescope_seconds
from gradus.sandbox import available_levels
from gradus.submission import one_submission

COURSE = Path(__file__).resolve().parents[2]
MOST_SECONDS = 240.0
"""As long as somebody who graded a class by hand would wait for one."""

_LEVELS = ("confined", "namespaces")
_OTTER = "otter"
_UNCHECKED = "could not be checked"


def main(arguments: list[str]) -> int:
    """Grade it in each way, and print the table; the exit code."""
    ways = [*(level for level in available_levels() if level in _LEVELS), _OTTER]
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.asleep")
    options.add_argument("--assignment", default="hw1-losses")
    options.add_argument("ways", nargs="*", metavar="HOW", default=ways)
    chosen = options.parse_args(arguments)
    assignment = load_assignment(COURSE, chosen.assignment)
    figures = []
    with tempfile.TemporaryDirectory(prefix="gradus-asleep-") as scratch:
        submission = _write(assignment, Path(scratch, "submission"))
        promised = _promised(assignment)
        for way in chosen.ways:
            graded = _by_otter if way == _OTTER else _on_level
            seconds, unchecked = graded(assignment, submission, way)
            measured = f"{seconds:.0f} s{', a person has to look' if unchecked else ''}"
            most = min(MOST_SECONDS, promised)
            holds = seconds <= most and not unchecked
            figures.append(Figure(f"{assignment.name}, {way}", measured, f"{most:.0f} s", holds))
    Console(width=100).print(table_of(figures, "All of an assignment asleep: wall"))
    return 0 if all(figure.holds for figure in figures) else 1


def _write(assignment: Assignment, folder: Path) -> Path:
    """The reference, with a sleep at the start of each function."""
    folder.mkdir()
    for module in assignment.modules:
        tree = ast.parse((assignment.solutions / f"{module}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                node.body[:0] = ast.parse("import time; time.sleep(1e6)").body
        (folder / f"{module}.py").write_text(ast.unparse(tree), "utf-8")
    return folder


def _promised(assignment: Assignment) -> float:
    """What `gradus build` says of the slowest submission."""
    with closing(open_judge(assignment, secret=course_secret().value)) as judge:
        reference = one_submission(assignment.solutions, assignment.modules)
        used = judge.grade(reference, judge.calibrate()).cpu_seconds
    return gradescope_seconds(assignment, used)


def _on_level(assignment: Assignment, submission: Path, level: str) -> tuple[float, bool]:
    """Wall seconds of grading it, and whether something could not be checked."""
    secret = course_secret().value
    with closing(open_judge(assignment, isolation=level, secret=secret)) as judge:
        calibration = judge.calibrate()
        found = one_submission(submission, assignment.modules)
        started = time.monotonic()
        record = judge.grade(found, calibration)
        return time.monotonic() - started, bool(record.unchecked)


def _by_otter(assignment: Assignment, submission: Path, _: str) -> tuple[float, bool]:
    """The same of `otter run`, from its start to its end."""
    with tempfile.TemporaryDirectory(prefix="gradus-asleep-") as scratch:
        folder = Path(scratch)
        autograder, packed = folder / "autograder.zip", folder / "submission.zip"
        autograder.write_bytes(autograder_zip(assignment, course_secret().value))
        with zipfile.ZipFile(packed, "w") as archive:
            for path in submission.iterdir():
                archive.write(path, path.name)
        command = ("-m", "otter", "run", "-a", autograder, packed, "-o", folder, "--no-logo")
        started = time.monotonic()
        subprocess.run([sys.executable, *map(str, command)], capture_output=True, check=True)
        seconds = time.monotonic() - started
        results: dict[str, Any] = json.loads((folder / "results.json").read_text("utf-8"))
    return seconds, _UNCHECKED in json.dumps(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
