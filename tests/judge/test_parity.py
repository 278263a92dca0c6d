"""Every case of every assignment gives the same verdict over in-process and over wire proxies.

Here on the reference and on the starter; on the mistakes of the catalogue, see `test_catalogue`.
"""

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from in_process import InProcess, cases_of

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.judge.environment import JudgeEnvironment, load_reference
from gradus.judge.verdict import Verdict, run_case
from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import Sandbox, open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import Case
from gradus_checks.session import Session

COURSE = Path(__file__).resolve().parents[2]
SECRET = b"the same for both"
GENEROUS = Timing.of_cpu(30.0)

assignment_of = cache(lambda name: load_assignment(COURSE, name).unrated())
reference_of = cache(lambda name: load_reference(assignment_of(name)))


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with closing(open_sandbox("none", "none")) as shared:
        yield shared


def write(assignment: Assignment, source: Path, folder: Path) -> None:
    for name in (*assignment.modules, *assignment.provided):
        origin = source if name in assignment.modules else assignment.solutions
        (folder / f"{name}.py").write_bytes((origin / f"{name}.py").read_bytes())


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
@pytest.mark.parametrize("variant", ["solutions", "starter"])
@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_same_verdicts(name: str, variant: str, tmp_path: Path, sandbox: Sandbox) -> None:
    assignment, reference = assignment_of(name), reference_of(name)
    write(assignment, getattr(assignment, variant), tmp_path)
    cases = cases_of(assignment)
    local = InProcess(tmp_path, reference, SECRET)
    assert [run_case(case, local, GENEROUS) for case in cases] == over_the_wire(
        cases, tmp_path, reference, sandbox
    )
