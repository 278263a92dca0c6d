"""Where mutants are tried: the judge itself, kept warm, and a reference with one module changed.

The code that runs is the instructor's own, with a mistake in it, so no isolation is needed; each
question has a process of its own all the same, so that a mutant that never ends is stopped.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gradus.assignment import Assignment
from gradus.audit.mutants import Mutant
from gradus.audit.reach import questions_about, questions_reached
from gradus.judge import Calibration, Judge, Sitting, open_judge
from gradus.results import QuestionResult, Status

_SECRET = b"an audit hides nothing from anybody"
_CPU_SECONDS = 1.0
"""What a case may take at least: mutants that never end are many, and each is waited for."""

Questions = Callable[[Assignment, str, str], tuple[int, ...]]
"""The numbers, from 0, of the questions to try a function of a module in."""


@dataclass(frozen=True)
class Kill:
    """A case that a mutant fails."""

    task: str
    case: str
    hidden: bool


class TrialBench:
    """Tries changed modules of one assignment. Open one a process, with `open_bench`."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._calibration: Calibration = judge.calibrate()
        self.assignment = judge.assignment

    def first_kill(self, mutant: Mutant) -> Kill | None:
        """The first case that fails; public cases are tried before hidden ones."""
        return next(self._kills(mutant, questions_reached), None)

    def first_kill_at_home(self, mutant: Mutant) -> Kill | None:
        """The same, of the questions about the mutant's own module, which are the quick ones."""
        return next(self._kills(mutant, questions_about), None)

    def all_kills(self, mutant: Mutant) -> tuple[Kill, ...]:
        """Every case that fails."""
        return tuple(self._kills(mutant, questions_reached))

    def marks(self, module: str, source: str, function: str) -> tuple[QuestionResult, ...]:
        """The questions that the module can have a part in, with the marks that they get."""
        with self._sitting(module, source) as sitting:
            return sitting.questions(sorted(questions_reached(self.assignment, module, function)))

    def alarms(self, secrets: int) -> int:
        """How many questions the reference fails, its hidden cases drawn anew so many times."""
        failed = 0
        everything = range(len(self.assignment.tasks))
        for number in range(secrets):
            with self._sitting("", "") as sitting:
                secret = f"secret number {number} of an audit".encode()
                other = replace(sitting, bench=replace(sitting.bench, secret=secret))
                failed += sum(each.score < each.possible for each in other.questions(everything))
        return failed

    def _kills(self, mutant: Mutant, questions: Questions) -> Iterator[Kill]:
        numbers = questions(self.assignment, mutant.module, mutant.function)
        with self._sitting(mutant.module, mutant.source) as sitting:
            for hidden in (False, True):
                for number in numbers:
                    task = self.assignment.tasks[number].name
                    for result in sitting.results(number, hidden=hidden):
                        if result.status is Status.FAILED:
                            yield Kill(task, result.name, hidden)

    @contextmanager
    def _sitting(self, module: str, source: str) -> Iterator[Sitting]:
        """The reference with `source` for its `module`."""
        names = (*self.assignment.modules, *self.assignment.provided)
        with tempfile.TemporaryDirectory(prefix="gradus-audit-") as folder:
            for name in names:
                right = (self.assignment.solutions / f"{name}.py").read_text("utf-8")
                text = source if name == module else right
                (Path(folder) / f"{name}.py").write_text(text, "utf-8")
            with self._judge.sitting(Path(folder), self._calibration) as sitting:
                yield sitting


def open_quick_bench(assignment: Assignment) -> TrialBench:
    """The same, for mutants: one that never ends is stopped early. Raises GradusError."""
    limits = replace(assignment.limits, cpu_floor_seconds=_CPU_SECONDS)
    return open_bench(replace(assignment, limits=limits))


@cache
def open_bench(assignment: Assignment) -> TrialBench:
    """The bench of this process, for all but rated tasks, whose trainings would take hours.

    Raises GradusError where the reference itself does not pass.
    """
    import atexit

    judge = open_judge(assignment.unrated(), isolation="none", secret=_SECRET)
    atexit.register(judge.close)
    return TrialBench(judge)
