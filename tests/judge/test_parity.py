"""Every case of every assignment gives the same verdict over in-process and over wire proxies.

So it does on the reference and on the starter; on a mistake of the catalogue, every case of the
questions that lose marks by it: in the others it is what the reference is.
"""

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import apply_mistake, load_mistakes
from gradus.judge.environment import JudgeEnvironment, load_reference
from gradus.judge.verdict import Verdict, run_case
from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import Sandbox, open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import Case, LocalEnvironment, case_generator
from gradus_checks.session import Session

COURSE = Path(__file__).resolve().parents[2]
SECRET = b"the same for both"
GENEROUS = Timing.of_cpu(30.0)


class InProcess(LocalEnvironment):
    """The judge's environment with the student's code in this very process."""

    def __init__(self, folder: Path, reference: SimpleNamespace) -> None:
        super().__init__(folder)
        self._reference = reference

    def reference(self) -> SimpleNamespace:
        return self._reference

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        return case_generator(task, case, SECRET if hidden else b"")


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with closing(open_sandbox("none", "none")) as shared:
        yield shared


assignment_of = cache(lambda name: load_assignment(COURSE, name))
mistakes_of = cache(lambda name: {each.id: each for each in load_mistakes(assignment_of(name))})
reference_of = cache(lambda name: load_reference(assignment_of(name)))


@cache
def cases_of(name: str) -> tuple[Case, ...]:
    from otter.test_files import ExceptionTestFile

    assignment = assignment_of(name)
    return tuple(
        case.body
        for task in assignment.unrated().tasks
        for case in ExceptionTestFile.from_file(str(assignment.test_path(task))).test_cases
    )


def task_of(case: Case) -> str:
    name: str = case.test_func.__globals__["name"]
    return name


def variants() -> list[tuple[str, str]]:
    """(assignment, variant): the reference, the starter, and each mistake of the catalogue."""
    return [
        (name, variant)
        for name in assignment_names(COURSE)
        for variant in ("reference", "starter", *mistakes_of(name))
    ]


def write_variant(assignment: Assignment, variant: str, folder: Path) -> None:
    for name in (*assignment.modules, *assignment.provided):
        stub = variant == "starter" and name in assignment.modules
        source = assignment.starter if stub else assignment.solutions
        (folder / f"{name}.py").write_text((source / f"{name}.py").read_text("utf-8"), "utf-8")
    mistake = mistakes_of(assignment.name).get(variant)
    if mistake is not None:
        path = folder / f"{mistake.module}.py"
        path.write_text(apply_mistake(mistake, path.read_text("utf-8")), "utf-8")


def over_the_wire(
    cases: tuple[Case, ...], folder: Path, reference: SimpleNamespace, sandbox: Sandbox
) -> list[Verdict]:
    with sandbox.enter(folder) as cell:
        worker = cell.start(ProcessLimits(cpu_seconds=300, memory_mb=1024))
        channel = RemoteChannel(worker, 10_000)
        environment = JudgeEnvironment(Session(channel), reference, SECRET)
        verdicts = []
        for case in cases:
            channel.begin(GENEROUS)
            verdicts.append(run_case(case, environment, GENEROUS))
        worker.end()
        return verdicts


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("name", "variant"), variants())
def test_same_verdicts(name: str, variant: str, tmp_path: Path, sandbox: Sandbox) -> None:
    write_variant(assignment_of(name), variant, tmp_path)
    reference, cases = reference_of(name), cases_of(name)
    mistake = mistakes_of(name).get(variant)
    if mistake is not None:
        cases = tuple(case for case in cases if task_of(case) in mistake.fails)
    local = InProcess(tmp_path, reference)
    assert [run_case(case, local, GENEROUS) for case in cases] == over_the_wire(
        cases, tmp_path, reference, sandbox
    )
