"""A course of three small tasks, and what submissions to it note of how they are called."""

import json
from pathlib import Path
from textwrap import dedent

from gradus.assignment import Assignment, load_assignment
from gradus.judge import Calibration, Judge
from gradus.results import CaseResult, QuestionResult, Record
from gradus.submission import one_submission

COURSE = {
    "assignments/sat/assignment.toml": """
        title = "Sat"
        modules = ["one", "two"]

        [limits]
        cpu_floor_seconds = 1

        [[tasks]]
        number = "1.1"
        title = "One"
        functions = ["one.f"]
        points = 6

        [[tasks]]
        number = "1.2"
        title = "Two"
        functions = ["two.g"]
        points = 6

        [[tasks]]
        number = "1.3"
        title = "Three"
        functions = ["two.h"]
        points = 6
    """,
    "solutions/one.py": "def f(x): return 2.0 * x\n",
    "solutions/two.py": "def g(x): return 1.0 * x\ndef h(x): return -1.0 * x\n",
}
CASES = '''
"""Task {number}."""

from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "{name}"


@test_case(name="Hidden", points=2, hidden=True)
def hidden({module}):
    """It stands above the public ones in the file."""
    check_close({call}(8.0), {factor} * 8.0)


@test_case(name="First", points=2)
def first({module}):
    check_close({call}(1.0), {factor} * 1.0)


@test_case(name="Second", points=2)
def second({module}):
    check_close({call}(2.0), {factor} * 2.0)
'''
TESTS = (("1.1", "one", "one.f", 2.0), ("1.2", "two", "two.g", 1.0), ("1.3", "two", "two.h", -1.0))
WRITES = """
import json, os
from pathlib import Path

LOG = {log!r}

def note(*what):
    with open(LOG, "a") as log:
        log.write(json.dumps([os.getpid(), *what]) + "\\n")
"""
ONE = "def f(x):\n    note('f', x)\n    return 2.0 * x\n"
TWO = (
    "def g(x):\n    note('g', x)\n    return 1.0 * x\n"
    "def h(x):\n    note('h', x)\n    return -1.0 * x\n"
)
Bench = tuple[Judge, Calibration]


def write_sat_course(root: Path) -> Assignment:
    """Three questions, of two public cases and a hidden one each."""
    texts = {name: dedent(text) for name, text in COURSE.items()}
    for number, module, call, factor in TESTS:
        name = f"task_{number.replace('.', '_')}"
        texts[f"assignments/sat/tests/{name}.py"] = CASES.format(
            number=number, name=name, module=module, call=call, factor=factor
        )
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.lstrip(), "utf-8")
    return load_assignment(root, "sat")


class Graded:
    """A record, and what the submission noted: who was called with what, in which process."""

    def __init__(self, bench: Bench, folder: Path, one: str, two: str) -> None:
        log = folder / "log"
        log.touch()
        work = folder / "work"
        work.mkdir()
        begin = WRITES.format(log=str(log))
        for name, text in (("one", one), ("two", two)):
            (work / f"{name}.py").write_text(begin + text, "utf-8")
        judge, calibration = bench
        self.record: Record = judge.grade(one_submission(work, ("one", "two")), calibration)
        self.notes = [json.loads(line) for line in log.read_text().splitlines()]

    @property
    def questions(self) -> tuple[QuestionResult, ...]:
        return self.record.questions

    def case(self, question: int, name: str) -> CaseResult:
        return next(each for each in self.questions[question].cases if each.name == name)

    def scores(self) -> list[float]:
        return [question.score for question in self.questions]

    def processes(self) -> list[list[str]]:
        """What each process was asked, in their order."""
        by_process: dict[int, list[str]] = {}
        for process, *what in self.notes:
            by_process.setdefault(process, []).append("".join(map(str, what)))
        return list(by_process.values())
