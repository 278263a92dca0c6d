"""All contracts' modules in one folder, and a place to run them for each kind of proxy."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from contract.contracts import ALL
from contract.contracts.registry import Contract

from gradus.errors import SandboxError
from gradus.sandbox import Cell, available_levels, open_sandbox

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


@pytest.fixture(scope="session", params=["none", "confined", "namespaces"])
def cell(request: pytest.FixtureRequest, folder: Path) -> Iterator[Cell]:
    """A cell of every isolation level that this machine has."""
    if request.param not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {request.param}")
    sandbox = open_sandbox(request.param, "none")
    try:
        with sandbox.enter(folder) as cell:
            yield cell
    except SandboxError as error:
        pytest.fail(str(error))
    finally:
        sandbox.close()
