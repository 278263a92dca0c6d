"""From an order to the student's first answer, per isolation level, against Python with NumPy."""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.benchmarks.bench_course import write_course, write_submission
from tests.benchmarks.measure import Figure, median_seconds, run_seconds

from gradus.assignment import Assignment
from gradus.judge import open_judge
from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import Sandbox, available_levels, open_sandbox
from gradus.sandbox.probe import why_not_bubblewrap
from gradus.sandbox.wrapped import WrappedNamespaces
from gradus.submission import one_submission
from gradus.worker.limits import ProcessLimits
from gradus_checks.session import Session

COLD, WARM, SAME_TESTS = 1.4, 0.2, 1.5
ENTERING = 0.012
"""Seconds until a submission's namespaces stand and its template waits for orders."""
BY_BUBBLEWRAP = "namespaces by bubblewrap"

_IN_PROCESS = """
import sys
from pathlib import Path
from gradus_checks import Case, LocalEnvironment

environment = LocalEnvironment(Path(sys.argv[1]))
for path in sorted(Path(sys.argv[2]).glob("task_*.py")):
    names = {}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), names)
    for case in [value for value in names.values() if isinstance(value, Case)]:
        case.call_func(environment)
"""


def sandbox_start(folder: Path, quick: bool) -> list[Figure]:
    """The start of every level, and what the strongest adds to a run of the same tests."""
    times = 5 if quick else 40
    python = median_seconds(lambda: run_seconds((sys.executable, "-c", "import numpy"), folder), 20)
    figures = [Figure("`python -c 'import numpy'`", f"{python * 1e3:.0f} ms")]
    student = folder / "student"
    student.mkdir()
    (student / "module.py").write_text("def one():\n    return 1\n", "utf-8")
    for name, sandbox in _sandboxes():
        with closing(sandbox):
            seconds = median_seconds(lambda sandbox=sandbox: _first_answer(sandbox, student), times)
            if name == "namespaces":
                figures.append(_entering(sandbox, student, times))
        most = COLD if name == BY_BUBBLEWRAP else WARM
        holds = seconds <= most * python
        measured = f"{seconds * 1e3:.1f} ms: {seconds / python:.2f} times"
        told = f"at most {most} times"
        figures.append(Figure(f"{name}: to the first answer", measured, told, holds))
    assignment = write_course(folder / "course")
    return [*figures, _same_tests(assignment, folder, times)]


def _sandboxes() -> Iterator[tuple[str, Sandbox]]:
    """One of each level here, and the one that is taken where Gradus may make no namespaces."""
    for level in available_levels():
        yield level, open_sandbox(level, "none")
    if not why_not_bubblewrap():
        yield BY_BUBBLEWRAP, WrappedNamespaces()


def _entering(sandbox: Sandbox, student: Path, times: int) -> Figure:
    """The namespaces of a submission, and its template in them, before any worker."""
    durations = []
    for _ in range(times):
        started = time.perf_counter()
        with sandbox.enter(student):
            durations.append(time.perf_counter() - started)
    seconds = statistics.median(durations)
    asked = f"at most {ENTERING * 1e3:.0f} ms"
    name = "namespaces: entering a submission"
    return Figure(name, f"{seconds * 1e3:.1f} ms", asked, seconds <= ENTERING)


def _first_answer(sandbox: Sandbox, student: Path) -> None:
    with sandbox.enter(student) as start_worker:
        worker = start_worker(ProcessLimits(cpu_seconds=10, memory_mb=512))
        channel = RemoteChannel(worker, 1000)
        channel.begin(Timing.of_cpu(5.0))
        assert Session(channel).module("module").one() == 1
        worker.end()


def _same_tests(assignment: Assignment, folder: Path, times: int) -> Figure:
    """A whole submission on the strongest level, and its tests in one fresh process without."""
    submission = folder / "submission.zip"
    write_submission(assignment, submission)
    tests = assignment.folder / "tests"
    command = (sys.executable, "-c", _IN_PROCESS, assignment.solutions, tests)
    without = median_seconds(lambda: run_seconds(command, folder), times)
    judge = open_judge(assignment)
    calibration = judge.calibrate()
    one = one_submission(submission, assignment.modules)
    isolated = median_seconds(lambda: judge.grade(one, calibration), times)
    judge.close()
    holds = isolated <= SAME_TESTS * without
    measured = f"{isolated * 1e3:.0f} ms ({without * 1e3:.0f} ms): {isolated / without:.2f} times"
    name = f"{judge.isolation}: a submission, against its tests in a fresh process"
    return Figure(name, measured, f"at most {SAME_TESTS} times", holds)
