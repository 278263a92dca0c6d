"""Every case of every assignment gives the same verdict over in-process and over wire proxies.

Here on the reference and on the starter; on the mistakes of the catalogue, see `test_catalogue`.
"""

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from both_ways import GENEROUS, InProcess, cases_of, over_the_wire, verdict_of
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.judge.environment import load_reference
from gradus.sandbox import Sandbox, open_sandbox

COURSE = Path(__file__).resolve().parents[2]
SECRET = b"the same for both"

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


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("variant", ["solutions", "starter"])
@pytest.mark.parametrize(
    "name",
    sampled(assignment_names(COURSE), 2, str, lambda _: False),
)
def test_same_verdicts(name: str, variant: str, tmp_path: Path, sandbox: Sandbox) -> None:
    assignment, reference = assignment_of(name), reference_of(name)
    write(assignment, getattr(assignment, variant), tmp_path)
    cases = cases_of(assignment)
    local = InProcess(tmp_path, reference, SECRET)
    here = [verdict_of(case, local, GENEROUS) for case in cases]
    assert here == over_the_wire(cases, tmp_path, reference, sandbox, SECRET)
