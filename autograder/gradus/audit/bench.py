"""Where mutants are tried: the judge itself, kept warm, and a reference with one module changed.

The code that runs is the instructor's own, with a mistake in it, so no isolation is needed; each
question has a process of its own all the same, so that a mutant that never ends is stopped.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from gradus.assignment import Assignment
from gradus.audit.costs import cost_of
from gradus.audit.findings import Kill, Trial
from gradus.audit.mutants import Mutant
from gradus.audit.reach import only_raising, questions_about, questions_reached
from gradus.audit.sources import write_modules
from gradus.audit.telling import told_of
from gradus.judge import Bench, Calibration, Judge, each_result, judge_questions, open_judge
from gradus.results import QuestionResult, Status
from gradus_checks import Case

SECRET = b"an audit hides nothing from anybody"
_CPU_SECONDS = 1.0
"""What a case may take at least: mutants that never end are many, and each is waited for."""


def _every(_case: Case) -> bool:
    return True


def _is_drawn(case: Case) -> bool:
    return case.hidden and "rng" in case.parameters()


class TrialBench:
    """Tries changed modules of one assignment. Open one a process, with `open_bench`.

    `judge` is what judges them, with what the reference takes in `calibration`.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.calibration: Calibration = judge.calibrate()
        self.assignment = judge.assignment
        self._reached: dict[tuple[str, str], tuple[int, ...]] = {}

    def first_kill(self, mutant: Mutant) -> Kill | None:
        """The first case that fails; public cases are tried before hidden ones."""
        return self._first_kill(mutant, self._questions_reached(mutant.module, mutant.function))

    def first_kill_at_home(self, mutant: Mutant) -> Kill | None:
        """The same, of the questions about the mutant's own module, which are the quick ones."""
        home = questions_about(self.assignment, mutant.module, mutant.function)
        return self._first_kill(mutant, home)

    def trial(self, mutant: Mutant) -> Trial:
        """Every case that fails, and what it costs."""
        questions = self.marks(mutant.module, mutant.source, mutant.function)
        kills = tuple(
            Kill(question.name, case.name, case.hidden)
            for question in questions
            for case in question.cases
            if case.status is Status.FAILED
        )
        about = (self.assignment, mutant.module, mutant.function, questions)
        told = told_of(mutant.id, *about)
        return Trial(mutant, kills, cost=cost_of(*about), told=told)

    def marks(self, module: str, source: str, function: str) -> tuple[QuestionResult, ...]:
        """The questions that the module can have a part in, with the marks that they get."""
        with self._changed(module, source) as bench:
            return judge_questions(bench, sorted(self._questions_reached(module, function)))

    def alarms(self, secrets: int) -> tuple[int, int]:
        """How many hidden cases the reference fails when they are drawn anew, and out of how many.

        Those that draw nothing are the same under every secret.
        """
        statuses: list[Status] = []
        for number in range(secrets):
            secret = f"secret number {number} of an audit".encode()
            statuses += self.verdicts_under(secret, range(len(self.assignment.tasks))).values()
        return sum(status is not Status.PASSED for status in statuses), len(statuses)

    def verdicts_under(
        self, secret: bytes, tasks: Iterable[int], module: str = "", source: str = ""
    ) -> dict[tuple[str, str], Status]:
        """The verdicts on the hidden cases of these tasks that draw, when they draw by `secret`.

        Those of the reference, with `source` for its `module`, by the names of task and case.
        """
        with self._changed(module, source) as bench:
            other = replace(bench, secret=secret)
            return {
                (self.assignment.tasks[task].name, result.name): result.status
                for task in tasks
                for result in each_result(other, filter(_is_drawn, bench.cases[task]))
            }

    def _questions_reached(self, module: str, function: str) -> tuple[int, ...]:
        """The questions that run the function: each of them fails if the function only raises."""
        reached = questions_reached(self.assignment, module, function)
        if not function:
            return reached
        if (module, function) not in self._reached:
            source = (self.assignment.solutions / f"{module}.py").read_text("utf-8")
            with self._changed(module, only_raising(source, function)) as bench:
                failed = (number for number in reached if any(self._kills(bench, (number,))))
                self._reached[module, function] = tuple(failed)
        return self._reached[module, function]

    def _first_kill(self, mutant: Mutant, numbers: Sequence[int]) -> Kill | None:
        with self._changed(mutant.module, mutant.source) as bench:
            public = self._kills(bench, numbers, lambda case: not case.hidden)
            hidden = self._kills(bench, numbers, lambda case: case.hidden)
            return next(chain(public, hidden), None)

    def _kills(
        self, bench: Bench, numbers: Sequence[int], which: Callable[[Case], bool] = _every
    ) -> Iterator[Kill]:
        for number in numbers:
            task = self.assignment.tasks[number].name
            for result in each_result(bench, filter(which, bench.cases[number])):
                if result.status is Status.FAILED:
                    yield Kill(task, result.name, result.hidden)

    @contextmanager
    def _changed(self, module: str, source: str) -> Iterator[Bench]:
        """The reference with `source` for its `module`, and the files that students have."""
        names = (*self.assignment.modules, *self.assignment.provided)
        with tempfile.TemporaryDirectory(prefix="gradus-audit-") as folder:
            paths = {name: self.assignment.solutions / f"{name}.py" for name in names}
            right = {name: path.read_text("utf-8") for name, path in paths.items()}
            write_modules(Path(folder), {**right, module: source})
            for name in self.assignment.files:
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((self.assignment.folder / name).read_bytes())
            with self.judge.bench(Path(folder), self.calibration) as bench:
                yield bench


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

    judge = open_judge(assignment.unrated(), isolation="none", secret=SECRET)
    atexit.register(judge.close)
    return TrialBench(judge)
