"""A world to be attacked, and a judge of every isolation level that is to hold."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import cache

import pytest
from target import CANARY
from world import World, open_world

import gradus.judge.judge
import gradus.remote
import gradus_checks.proxy
from gradus.assignment import load_assignment
from gradus.judge import Calibration, Judge, open_judge

Bench = tuple[Judge, Calibration]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """All that surrounds an attack."""
    with open_world(tmp_path_factory.mktemp("world")) as world, pytest.MonkeyPatch.context() as to:
        to.setattr(tempfile, "tempdir", str(world.staging))
        to.setattr(gradus.judge.judge, "_IMPORT_CPU_SECONDS", 0.5)
        to.setattr(gradus.remote, "MAX_CALLBACKS", 2000)
        to.setattr(gradus_checks.proxy, "MAX_STEPS", 2000)
        to.setenv("GRADUS_SECRET", f"{CANARY}-environment of the judge")
        to.setenv("HOME", str(world.root / "home"))
        yield world


@pytest.fixture(scope="session")
def bench_of(world: World) -> Iterator[Callable[[str], Bench]]:
    """By isolation level: a judge, with what the reference takes here."""
    with ExitStack() as judges:

        @cache
        def open_bench(level: str) -> Bench:
            target = load_assignment(world.root, "target")
            secret = f"{CANARY}-seed of the hidden cases".encode()
            judge = open_judge(target, isolation=level, secret=secret)
            judges.enter_context(closing(judge))
            return judge, judge.calibrate()

        yield open_bench
