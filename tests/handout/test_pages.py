"""The pages on checks and on what crosses are as they are made, and all their examples run."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from handout.pages import checks, crossing, made

import gradus_checks
from gradus.judge.environment import JudgeEnvironment
from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import LocalEnvironment
from gradus_checks.session import Session

EXAMPLES = dict((*made.examples(checks), *made.examples(crossing)))
GENEROUS = Timing.of_cpu(30.0)
NEEDED = {"data_frames": ("pandas", "scipy"), "plots": ("matplotlib",)}


def test_the_pages_are_as_they_are_made() -> None:
    for name, text in made.pages().items():
        written = (made.PAGES / name).read_text("utf-8")
        assert written == text, "run: python -m tests.handout.pages.made"


def test_every_check_is_on_the_page() -> None:
    text = (made.PAGES / "checks.md").read_text("utf-8")
    every = [name for name in dir(gradus_checks) if name.startswith("check_")]
    assert [name for name in every if f"\n### `{name}`\n" not in text] == []


@pytest.fixture(scope="module")
def over_the_wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgeEnvironment]:
    folder = made.lay_out(tmp_path_factory.mktemp("own"), "own.py")
    sandbox = open_sandbox("none", "none")
    with sandbox.enter(folder) as cell:
        worker = cell(ProcessLimits(cpu_seconds=60, memory_mb=1024))
        channel = RemoteChannel(worker, 10_000)
        channel.begin(GENEROUS)
        yield JudgeEnvironment(Session(channel), SimpleNamespace(), b"")
        worker.end()
    sandbox.close()


def each_example() -> Iterator[object]:
    """Those whose packages take a second to import run in `make test-all` only."""
    for name in EXAMPLES:
        yield pytest.param(name, marks=pytest.mark.exhaustive) if name in NEEDED else name


@pytest.mark.parametrize("name", list(each_example()))
def test_each_example_passes_at_home_and_over_the_wire(
    name: str, tmp_path: Path, over_the_wire: JudgeEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not all(map(importlib.util.find_spec, NEEDED.get(name, ()))):
        pytest.skip("a package of the extra dev is not installed")
    case = made.case_of(EXAMPLES[name])
    monkeypatch.chdir(tmp_path)
    case.call_func(LocalEnvironment(made.lay_out(tmp_path, "own.py")))
    case.call_func(over_the_wire)
