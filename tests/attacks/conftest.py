"""A world to be attacked, and a judge of every isolation level that is to hold."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, nullcontext
from functools import cache
from pathlib import Path

import pytest
from attacks.battle import harm_to_the_next
from attacks.opened import ByUserAlone
from attacks.target import CANARY
from attacks.world import World, open_world
from sandbox.sandbox_helpers import only_bubblewrap

import gradus.judge.judge
import gradus.remote
import gradus_checks.proxy
from gradus.assignment import check_tests, load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.judge.environment import load_reference

Bench = tuple[Judge, Calibration]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """All that surrounds an attack, in a folder that every user may pass."""
    # Made now, it is where it always is: in a moment folders for temporary files are in the world.
    tmp_path_factory.getbasetemp()
    root = Path(tempfile.mkdtemp(prefix="gradus-world-", dir="/tmp"))
    root.chmod(0o755)
    try:
        with open_world(root) as world:
            yield world
    finally:
        shutil.rmtree(root)


@pytest.fixture(autouse=True)
def in_the_world(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """While an attack is tried, and not for other tests: a judge of little patience, with secrets."""
    monkeypatch.setattr(tempfile, "tempdir", str(world.staging))
    monkeypatch.setattr(gradus.judge.judge, "_IMPORT_CPU_SECONDS", 0.5)
    monkeypatch.setattr(gradus.remote, "MAX_CALLBACKS", 300)
    monkeypatch.setattr(gradus_checks.proxy, "MAX_STEPS", 300)
    monkeypatch.setenv("GRADUS_SECRET", f"{CANARY}-environment of the judge")
    monkeypatch.setenv("HOME", str(world.root / "home"))


@pytest.fixture(scope="session")
def bench_of(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Bench]]:
    """By isolation level and assignment: a judge, with what the reference takes here.

    At the end every one of them still grades as it should.
    """
    with ExitStack() as judges:
        benches = []

        @cache
        def open_bench(level: str, name: str = "target", *, strict: bool = False) -> Bench:
            target = load_assignment(world.root, name)
            secret = f"{CANARY}-seed of the hidden cases".encode()
            if level == "uid":
                sandbox = ByUserAlone(tmp_path_factory.mktemp("opened"))
                cases = tuple(source.cases for source in check_tests(target))
                judge = Judge(target, cases, load_reference(target), sandbox, secret)
            else:
                kind = level.split()[0]
                with nullcontext() if kind == level else only_bubblewrap():
                    judge = open_judge(target, isolation=kind, secret=secret, strict=strict)
            judges.enter_context(closing(judge))
            benches.append((judge, judge.calibrate()))
            return benches[-1]

        yield open_bench
        assert not [harm for bench in benches for harm in harm_to_the_next(world, bench)]
