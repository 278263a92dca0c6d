"""All contracts' modules in one folder, and a place to run them for each kind of proxy."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, nullcontext
from functools import cache
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
def start_worker_at(folder: Path) -> Iterator[Callable[[str], StartWorker]]:
    """By an isolation level, if this machine has it: what starts workers, of a sandbox for all."""
    with ExitStack() as opened:

        @cache
        def started(name: str) -> StartWorker:
            level = name.split()[0]
            if level not in available_levels():
                pytest.skip(f"this machine does not offer the isolation level {level}")
            if name == BY_BUBBLEWRAP and why_not_bubblewrap():
                pytest.skip(why_not_bubblewrap())
            try:
                with only_bubblewrap() if name == BY_BUBBLEWRAP else nullcontext():
                    sandbox = opened.enter_context(closing(open_sandbox(level, "none")))
                return opened.enter_context(sandbox.enter(folder))
            except SandboxError as error:
                pytest.fail(str(error))

        yield started
