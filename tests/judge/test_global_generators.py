"""Who draws from the global generators does the same at home and in the grader, each time."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from both_ways import GENEROUS, InProcess, over_the_wire, verdict_of

from gradus.sandbox import Sandbox, open_sandbox
from gradus_checks import Case, CheckFailed, chance
from gradus_checks.case import test_case as a_case

DRAWS = """
import random
import numpy as np

at_import = random.random(), np.random.rand(), np.random.default_rng().random()


def drawn():
    return [*at_import, np.random.rand(), random.random(), np.random.default_rng().random()]
"""
TWICE = """
import draws


def drawn():
    return draws.drawn()
"""

name = "task_1_1"


def told(number: int) -> Case:
    @a_case(name=f"Case {number}", points=1)
    def case(draws: SimpleNamespace, twice: SimpleNamespace) -> None:
        raise CheckFailed(repr((draws.drawn(), twice.drawn())))

    return case


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with closing(open_sandbox("none", "none")) as shared:
        yield shared


def test_the_same_is_drawn_at_home_and_over_the_wire(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "draws.py").write_text(DRAWS, "utf-8")
    (tmp_path / "twice.py").write_text(TWICE, "utf-8")
    cases = told(1), told(2)
    here = [
        verdict_of(case, InProcess(tmp_path, SimpleNamespace(), b""), GENEROUS).message
        for case in cases
    ]
    there = [
        each.message for each in over_the_wire(cases, tmp_path, SimpleNamespace(), sandbox, b"")
    ]
    assert here == there
    assert here[0] == here[1], "a case hangs on no other"
    at_first, later = eval(here[0])
    assert at_first[:3] == later[:3]
    assert at_first[3:] != later[3:]


def test_at_home_everything_else_draws_on_as_before(tmp_path: Path) -> None:
    (tmp_path / "draws.py").write_text(DRAWS, "utf-8")
    (tmp_path / "twice.py").write_text(TWICE, "utf-8")

    def drawn(judge: bool) -> tuple[float, ...]:
        random.seed(5)
        np.random.seed(5)
        np.random.standard_normal()
        if judge:
            verdict_of(told(1), InProcess(tmp_path, SimpleNamespace(), b""), GENEROUS)
        return random.random(), np.random.standard_normal(), np.random.rand()

    assert drawn(judge=True) == drawn(judge=False)
    assert len({np.random.default_rng().random() for _ in range(3)}) == 3


def test_it_is_known_whether_something_was_drawn() -> None:
    with chance.apart():
        for draw in (random.random, np.random.rand, np.random.default_rng):
            chance.begin(7)
            assert chance.is_as_begun(7)
            draw()
            assert not chance.is_as_begun(7)
        np.random.set_bit_generator(np.random.PCG64(1))  # type: ignore[attr-defined]
        chance.begin(-1)
        assert chance.is_as_begun(-1)
