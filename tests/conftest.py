"""What many tests need: this repository's own course, and judges of its assignments.

At the end it is said in one line why tests were skipped.
"""

import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit.bench import open_quick_bench
from gradus.judge import Calibration, Judge
from gradus.results import Record
from gradus.submission import one_submission

COURSE = Path(__file__).resolve().parent.parent

Bench = tuple[Judge, Calibration]


@pytest.fixture(scope="session")
def hw1() -> Assignment:
    """The first assignment of the course in this repository."""
    return load_assignment(COURSE, "hw1-losses")


@pytest.fixture(scope="session")
def bench() -> Callable[[str], Bench]:
    """By an assignment's name: its judge without rated tasks, on the level every machine has.

    It is the audit's own, of which a process has one, so the reference is judged for it once.
    """

    def opened(name: str) -> Bench:
        trials = open_quick_bench(load_assignment(COURSE, name).unrated())
        return trials.judge, trials.calibration

    return opened


@pytest.fixture(scope="session")
def grade(bench: Callable[[str], Bench]) -> Callable[[Assignment, Path], Record]:
    """Grades the submission in a folder."""

    def grade_folder(assignment: Assignment, folder: Path) -> Record:
        judge, calibration = bench(assignment.name)
        return judge.grade(one_submission(folder, assignment.modules), calibration)

    return grade_folder


@pytest.fixture(scope="session")
def judge(bench: Callable[[str], Bench]) -> Judge:
    """A judge of hw1."""
    return bench("hw1-losses")[0]


@pytest.fixture(scope="session")
def calibration(bench: Callable[[str], Bench]) -> Calibration:
    """What the reference of hw1 takes on this machine."""
    return bench("hw1-losses")[1]


# Quoted: pytest 8.3, the lowest that students may have, does not have the name.
def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """Say why tests were skipped, each reason once."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    if reasons:
        told = "; ".join(f"{count} as {reason}" for reason, count in reasons.most_common())
        terminalreporter.write_line(f"Skipped: {told}.")


def pytest_sessionstart() -> None:
    """Started in the background of a shell, Python would leave Ctrl-C ignored; tests press it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
