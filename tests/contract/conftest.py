"""All contracts' modules in one folder, and a place to run them for each kind of proxy."""

import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from contract.contracts import ALL
from contract.contracts.levels import BY_BUBBLEWRAP
from contract.contracts.registry import Contract
from sandbox.sandbox_helpers import only_bubblewrap

from gradus.errors import SandboxError
from gradus.sandbox import StartWorker, available_levels, open_sandbox
from gradus.sandbox.probe import why_not_bubblewrap

HELPER = "def triple(x):\n    return 3 * x\n"


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """The student's folder. Into pytest's own temporary folders root's workers may not come."""
    with tempfile.TemporaryDirectory(prefix="gradus-contracts-") as place:
        folder = Path(place)
        for contract in ALL:
            (folder / f"{module_name(contract)}.py").write_text(contract.source, "utf-8")
        (folder / "contract_helper.py").write_text(HELPER, "utf-8")
        yield folder


def module_name(contract: Contract) -> str:
    """The name of the module with the contract's source."""
    return f"student_{contract.name}"


@pytest.fixture(scope="session")
def start_worker(request: pytest.FixtureRequest, folder: Path) -> Iterator[StartWorker]:
    """What starts workers on an isolation level, if this machine has it."""
    level = request.param.split()[0]
    if level not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {level}")
    if request.param == BY_BUBBLEWRAP and why_not_bubblewrap():
        pytest.skip(why_not_bubblewrap())
    with only_bubblewrap() if request.param == BY_BUBBLEWRAP else nullcontext():
        sandbox = open_sandbox(level, "none")
    try:
        with sandbox.enter(folder) as start_worker:
            yield start_worker
    except SandboxError as error:
        pytest.fail(str(error))
    finally:
        sandbox.close()
