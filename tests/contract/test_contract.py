"""Every use of a student's module comes out the same in process, over the wire, and without."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from contract.contracts import ALL
from contract.contracts.levels import BY_BUBBLEWRAP, LEVELS
from contract.contracts.registry import Contract, outcome

import gradus_checks.proxy
from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import StartWorker
from gradus.worker.limits import ProcessLimits
from gradus_checks import LocalEnvironment
from gradus_checks.session import Session

each_contract = pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.name)


def _levels() -> list[object]:
    """Every contract with a bare worker; on the other levels, whose wire is the same, each 10th."""
    return [
        pytest.param(
            *(level, contract),
            id=f"{level}-{contract.name}",
            marks=()
            if level == "none" or (level != BY_BUBBLEWRAP and number % 10 == 0)
            else pytest.mark.exhaustive,
        )
        for level in LEVELS
        for number, contract in enumerate(ALL)
    ]


@pytest.fixture(autouse=True)
def _few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradus_checks.proxy, "MAX_STEPS", 50)


def without_proxies(contract: Contract, folder: Path) -> ModuleType:
    name = f"student_{contract.name}"
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_process(contract: Contract, folder: Path) -> Any:
    module = LocalEnvironment(folder).module(f"student_{contract.name}")
    return outcome(contract.use, module)


@each_contract
def test_in_process(contract: Contract, folder: Path) -> None:
    came_out = in_process(contract, folder)
    if contract.refused:
        assert came_out[0] == "refused"
        assert contract.refused in came_out[1]
    elif contract.plain:
        assert came_out == outcome(contract.use, without_proxies(contract, folder))
    else:
        assert came_out[0] not in ("refused", "raised"), came_out


@pytest.mark.parametrize(("level", "contract"), _levels())
def test_over_the_wire(
    level: str, contract: Contract, folder: Path, start_worker_at: Callable[[str], StartWorker]
) -> None:
    start_worker = start_worker_at(level)
    worker = start_worker(ProcessLimits(cpu_seconds=20, memory_mb=1024))
    try:
        channel = RemoteChannel(worker, output_limit=1000)
        channel.begin(Timing.of_cpu(10.0))
        module = Session(channel).module(f"student_{contract.name}")
        assert outcome(contract.use, module) == in_process(contract, folder)
        channel.end()
    finally:
        worker.end()


def test_there_are_enough_contracts() -> None:
    names = [contract.name for contract in ALL]
    assert len(names) == len(set(names)) >= 60
