"""`python -m tests.benchmarks.rated_cost PYTHON [MODEL…]`: CPU of rated submissions, both ways.

PYTHON is that of an environment in which another checkout is installed; this needs root. Both grade
the models of the demo's class with their own course, in turns, in one run: their rated tasks only,
public cases included. A busy machine leaves cases unchecked, and the points then tell nothing.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE

from rich.console import Console
from tests.benchmarks.bench_course import COURSE
from tests.benchmarks.cpu_account import CpuAccount, cpu_account
from tests.benchmarks.measure import Figure, table_of

NAME = "hw3-generalization"
REFERENCE, OTHERS = 0.75, 1.0
"""How many times the CPU of commit ea4eb87 the reference may take, and any other model."""
_LEVEL = "confined"

_GRADER = '''
"""Grades the folder that each line tells of, and says what its rated tasks have earned."""

import sys
from dataclasses import replace
from pathlib import Path

import gradus
from gradus.assignment import load_assignment
from gradus.judge import open_judge
from gradus.submission import one_submission

course = Path(gradus.__file__).parents[2]
whole = load_assignment(course, "hw3-generalization")
assignment = replace(whole, tasks=tuple(task for task in whole.tasks if task.rating))
judge = open_judge(assignment, isolation=sys.argv[1])
calibration = judge.calibrate()
print("warm", flush=True)
for line in sys.stdin:
    record = judge.grade(one_submission(Path(line.strip()), assignment.modules), calibration)
    print(f"{sum(q.score for q in record.questions if q.number.startswith('11.')):.2f}", flush=True)
'''


class Grader:
    """A process of one Gradus, whose judge is warm."""

    def __init__(self, python: str, opened: ExitStack) -> None:
        self._account: CpuAccount = opened.enter_context(cpu_account())
        self._process = opened.enter_context(
            subprocess.Popen(
                (python, "-c", _GRADER, _LEVEL),
                stdin=PIPE,
                stdout=PIPE,
                text=True,
                env={"OMP_NUM_THREADS": "1"},
                preexec_fn=self._account.join,
            )
        )
        assert self._process.stdin is not None
        opened.callback(self._process.stdin.close)

    def wait(self) -> str:
        """Its next line. Raises RuntimeError if it has died."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise RuntimeError("a grader has died")
        return line

    def grade(self, folder: Path) -> tuple[float, str]:
        """The CPU seconds that the submission in `folder` takes, and its rated points."""
        assert self._process.stdin is not None
        before = self._account.seconds()
        self._process.stdin.write(f"{folder}\n")
        self._process.stdin.flush()
        points = self.wait()
        return self._account.seconds() - before, points


def compare(folder: Path, python: str, names: Sequence[str]) -> Iterator[Figure]:
    """The ratio for each of these of the demo's models, and whether it has the same points."""
    from gradus.assignment import load_assignment
    from gradus.audit.models import write_models

    write_models(load_assignment(COURSE, NAME), folder)
    with ExitStack() as opened:
        ours, theirs = (Grader(each, opened) for each in (sys.executable, python))
        for each in (ours, theirs):
            each.wait()
        models = sorted(each for each in folder.iterdir() if not names or each.name in names)
        for each in (ours, theirs):
            each.grade(models[0])  # what is made once is not counted
        for model in models:
            here, points = ours.grade(model)
            there, before = theirs.grade(model)
            most = REFERENCE if model.name == "reference" else OTHERS
            measured = (
                f"{here:.1f} s ({there:.1f} s): {here / there:.2f} times; {points} ({before})"
            )
            holds = here / there <= most and points == before
            yield Figure(model.name, measured, f"at most {most} times, same points", holds)


def main() -> int:
    """Print the table; 1 where a model takes more than it may, or has other points."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as scratch:
        Path(scratch).chmod(0o755)
        figures = []
        for figure in compare(Path(scratch, "models"), sys.argv[1], sys.argv[2:]):
            print(json.dumps([figure.name, figure.measured]), file=sys.stderr, flush=True)
            figures.append(figure)
    Console(width=120).print(table_of(figures, "CPU of rated submissions, against another Gradus"))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
