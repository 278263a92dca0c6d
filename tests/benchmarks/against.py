"""`python -m tests.benchmarks.against PYTHON`: CPU a submission, of this Gradus and of another.

PYTHON is that of an environment in which another checkout is installed; this needs root. Both grade
the same files with their own course, in turns, in one run: rated tasks are left out, as training
takes most there.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

from rich.console import Console
from tests.benchmarks.bench_course import COURSE
from tests.benchmarks.cpu_account import CpuAccount, cpu_account
from tests.benchmarks.measure import Figure, table_of

from gradus.assignment import load_assignment
from gradus.audit import write_demo_class

ENDLESS = "\n\ndef mae(y_pred, y_true):\n    while True:\n        pass\n"
KINDS = {
    "hw1, right": ("hw1-losses", "solutions", "", 0.5),
    "hw2, right": ("hw2-backprop", "solutions", "", 0.6),
    "hw3, right, without rated tasks": ("hw3-generalization", "solutions", "", 0.65),
    "hw1, the unbroken of the demo's class": ("hw1-losses", "demo", "", 0.65),
    "hw2, the unbroken of the demo's class": ("hw2-backprop", "demo", "", 0.65),
    "hw3, the unbroken of the demo's class": ("hw3-generalization", "demo", "", 0.65),
    "hw1, an untouched starter": ("hw1-losses", "starter", "", 0.6),
    "hw1, a function that never ends": ("hw1-losses", "solutions", ENDLESS, 1.5),
}
"""By name: the assignment, whose files, what is added, and how many times the CPU it may take, of
what commit ea4eb87 took, the last with a worker a question."""

_ROUNDS = 7
_ROUNDS_OF_MANY = 3  # of a class, whose submissions even out what one varies by

_GRADER = '''
"""Grades the folders that it is told of, and says what each has cost."""

import json, sys
from functools import cache
from pathlib import Path

import gradus
from gradus.assignment import load_assignment
from gradus.judge import open_judge
from gradus.submission import one_submission

COURSE, LEVEL = Path(gradus.__file__).parents[2], sys.argv[1]


@cache
def bench(name):
    judge = open_judge(load_assignment(COURSE, name).unrated(), isolation=LEVEL)
    return judge, judge.calibrate()


for line in sys.stdin:
    name, folder, times = json.loads(line)
    judge, calibration = bench(name)  # Warm after a request to grade no times.
    submission = one_submission(Path(folder), judge.assignment.modules)
    for _ in range(times):
        judge.grade(submission, calibration)
    print("done", flush=True)
'''


@dataclass(frozen=True)
class Grader:
    """A process of one Gradus."""

    process: subprocess.Popen[str]
    account: CpuAccount

    def cpu_seconds(self, assignment: str, folder: Path, times: int) -> float:
        """What grading the submission in `folder` takes, all processes together."""
        self._grade(assignment, folder, 0)
        before = self.account.seconds()
        self._grade(assignment, folder, times)
        return (self.account.seconds() - before) / times

    def _grade(self, assignment: str, folder: Path, times: int) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([assignment, str(folder), times]) + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline() != "done\n":
            raise RuntimeError(f"{folder.name} could not be graded")


@contextmanager
def grader(python: str, level: str) -> Iterator[Grader]:
    """One whose judges stay warm, as those of a class do."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = (python, "-c", _GRADER, level)
    with (
        cpu_account() as account,
        subprocess.Popen(
            command, stdin=PIPE, stdout=PIPE, text=True, env=environment, preexec_fn=account.join
        ) as process,
    ):
        yield Grader(process, account)
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def compare(folder: Path, python: str, level: str, kinds: Sequence[str]) -> Iterator[Figure]:
    """The ratio of every kind of submission: the median of rounds in which each has its turn."""
    with grader(sys.executable, level) as ours, grader(python, level) as theirs:
        for kind in kinds:
            assignment, source, added, most = KINDS[kind]
            submissions = _written(folder / kind, source, assignment, added)
            times = 1 if added or len(submissions) > 1 else 5
            rounds = _ROUNDS_OF_MANY if len(submissions) > 1 else _ROUNDS
            pairs = []
            for number in range(rounds + 1):
                both = [ours, theirs] if number % 2 else [theirs, ours]
                taken = {
                    id(each): statistics.mean(
                        each.cpu_seconds(assignment, submission, times)
                        for submission in submissions
                    )
                    for each in both
                }
                pairs.append((taken[id(ours)], taken[id(theirs)]))
            # The first round has warmed up both.
            here, there = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
            ratio = here / there
            measured = f"{here:.3f} s ({there:.3f} s): {ratio:.2f} times"
            yield Figure(f"{level}: {kind}", measured, f"at most {most} times", ratio <= most)


def _written(folder: Path, source: str, name: str, added: str) -> list[Path]:
    """The submissions of a kind, the same for both: those of this checkout."""
    assignment = load_assignment(COURSE, name)
    if source == "demo":
        write_demo_class(assignment, folder)
        # Of all forms of handing in, folders are what an earlier Gradus reads alike.
        found = sorted(path for path in folder.iterdir() if path.is_dir())
        return [path for path in found if not path.name.startswith("broken")]
    folder.mkdir(parents=True)
    for module in assignment.modules:
        whence = assignment.starter if source == "starter" else assignment.solutions
        shutil.copy(whence / f"{module}.py", folder)
    if added:
        with (folder / f"{assignment.modules[0]}.py").open("a", encoding="utf-8") as file:
            file.write(added)
    return [folder]


def main() -> int:
    """Print the table; 1 if a kind takes more than it may. Levels may follow PYTHON."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    figures = []
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        for level in sys.argv[2:] or ["confined"]:
            for figure in compare(Path(scratch, level), sys.argv[1], level, tuple(KINDS)):
                print(f"{figure.name}: {figure.measured}", file=sys.stderr)
                figures.append(figure)
    Console(width=110).print(table_of(figures, "CPU a submission, against another Gradus"))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
