"""What it costs that a submission is laid out for each worker and may write, and what is left."""

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

from tests.benchmarks.bench_course import write_course
from tests.benchmarks.cpu_account import CpuAccount, cpu_account
from tests.benchmarks.measure import Figure

from gradus.assignment import load_assignment
from gradus.judge import Judge, open_judge
from gradus.sandbox import available_levels
from gradus.submission import Submission, one_submission

MOST_SHARE = 1.03
"""CPU time of a submission, against the same where workers write nowhere."""

_TOGETHER = 10
"""Gradings between two looks at the clock: what one leaves to the next is nearly all paid there."""

_REPOSITORY = Path(__file__).resolve().parents[2]
_ASSIGNMENT = "hw1-losses"
_WRITES = """
import logging, tempfile
logging.basicConfig(filename="log.txt")
logging.warning("begin")
KEPT = tempfile.NamedTemporaryFile(delete=False)
for number in range(20):
    with open(f"{number}.txt", "w") as file:
        file.write("x" * 1000)
"""


def scratch_cost(folder: Path, quick: bool) -> list[Figure]:
    """The share of both in the CPU time of a submission, by level, and leftovers after many."""
    figures = []
    assignment = load_assignment(_REPOSITORY, _ASSIGNMENT)
    handed_in = folder / "handed-in"
    handed_in.mkdir()
    for module in assignment.modules:
        shutil.copy(assignment.solutions / f"{module}.py", handed_in)
    one = one_submission(handed_in, assignment.modules)
    for level in sorted({"confined", "namespaces"} & set(available_levels())):
        with (
            cpu_account() as account,
            account.joined(),
            closing(open_judge(assignment, isolation=level)) as judge,
        ):
            ratio, with_, pairs = _ratio(judge, one, account, 4 if quick else 12)
        measured = f"{ratio:.3f} times ({with_ * 1e3:.0f} ms, {pairs} pairs)"
        name = f"{level}: CPU of a submission, laid out and with scratch, against without"
        figures.append(Figure(name, measured, f"at most {MOST_SHARE} times", ratio <= MOST_SHARE))
    return [*figures, *_leftovers(folder, 20 if quick else 1000)]


def _ratio(
    judge: Judge, one: Submission, account: CpuAccount, pairs: int
) -> tuple[float, float, int]:
    """The median over pairs, each of some gradings with and as many without, in turn first."""
    calibration = judge.calibrate()
    judge.grade(one, calibration)  # the first one warms up
    enter = judge._sandbox.enter
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * pairs):
        writable = number % 4 in (0, 3)
        with mock.patch.object(
            judge._sandbox, "enter", lambda each, writable=writable: enter(each, writable=writable)
        ):
            before = account.seconds()
            records = [judge.grade(one, calibration) for _ in range(_TOGETHER)]
            seconds[writable].append((account.seconds() - before) / _TOGETHER)
        assert all(record.score >= record.possible for record in records)
    both = zip(seconds[True], seconds[False], strict=True)
    ratio = statistics.median(with_ / without for with_, without in both)
    return ratio, statistics.median(seconds[True]), pairs


def _leftovers(folder: Path, times: int) -> Iterator[Figure]:
    """What lies in the folder for temporary files after so many submissions that write."""
    assignment = write_course(folder / "course")
    student = folder / "student"
    student.mkdir()
    for module in assignment.modules:
        source = (assignment.solutions / f"{module}.py").read_text("utf-8")
        (student / f"{module}.py").write_text(_WRITES + source, "utf-8")
    one = one_submission(student, assignment.modules)
    for level in sorted({"confined", "namespaces"} & set(available_levels())):
        with _temporary(folder / level) as temporary:
            with closing(open_judge(assignment, isolation=level)) as judge:
                calibration = judge.calibrate()
                graded = [judge.grade(one, calibration) for _ in range(times)]
            left = [path.name for path in temporary.rglob("*")]
        assert all(record.score >= record.possible for record in graded)
        name = f"{level}: files left by {times} submissions that write"
        yield Figure(name, str(len(left)), "none", not left)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    folder.mkdir(mode=0o755)
    with mock.patch.object(tempfile, "tempdir", str(folder)):
        yield folder
