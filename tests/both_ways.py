"""The judge's cases with a student's code in this very process, and over the wire to a worker."""

from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from gradus.assignment import Assignment
from gradus.judge.environment import JudgeEnvironment
from gradus.judge.own_lines import PlaceOf, nowhere
from gradus.judge.verdict import Verdict, run_case
from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import Sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import Case, Environment, LocalEnvironment, case_generator
from gradus_checks.session import Session

GENEROUS = Timing.of_cpu(30.0)


class InProcess(LocalEnvironment):
    """A student's own process, which has the hidden cases and the reference too."""

    def __init__(self, folder: Path, reference: SimpleNamespace, secret: bytes) -> None:
        super().__init__(folder)
        self._reference = reference
        self._secret = secret

    def reference(self) -> SimpleNamespace:
        return self._reference

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        return case_generator(task, case, self._secret if hidden else b"")


@cache
def cases_of(assignment: Assignment) -> tuple[Case, ...]:
    """All cases of all tasks, in the order of the files."""
    from otter.test_files import ExceptionTestFile

    return tuple(
        case.body
        for task in assignment.tasks
        for case in ExceptionTestFile.from_file(str(assignment.test_path(task))).test_cases
    )


def task_of(case: Case) -> str:
    """The name of the task that the case belongs to."""
    name: str = case.test_func.__globals__["name"]
    return name


def verdict_of(
    case: Case, environment: Environment, timing: Timing, place_of: PlaceOf = nowhere
) -> Verdict:
    """The verdict on one case. Without `place_of` no line of the student's is found."""
    return run_case(case, environment, timing, partial(place_of, task_of(case)))


def over_the_wire(
    cases: tuple[Case, ...],
    folder: Path,
    reference: SimpleNamespace,
    sandbox: Sandbox,
    secret: bytes,
) -> list[Verdict]:
    """The verdicts on the modules in `folder`, all by one worker."""
    with sandbox.enter(folder) as start_worker:
        worker = start_worker(ProcessLimits(cpu_seconds=300, memory_mb=1024))
        channel = RemoteChannel(worker, 10_000)
        environment = JudgeEnvironment(Session(channel), reference, secret)
        verdicts = []
        for case in cases:
            channel.begin(GENEROUS)
            verdicts.append(verdict_of(case, environment, GENEROUS))
        worker.end()
        return verdicts
