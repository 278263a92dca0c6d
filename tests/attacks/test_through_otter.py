"""The same attacks through `otter run`, and through what Gradescope runs: none succeeds.

Here the one that most would try. All of them, in half an hour or more, or a slice (-k archives):
`pytest -m "exhaustive or not exhaustive" tests/attacks/test_through_otter.py`.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from attacks.arsenal import ALL, Attack
from attacks.battle import submit, successes
from attacks.target import CANARY
from attacks.through_otter import ThroughOtter
from attacks.world import World

from gradus.assignment import load_assignment

pytestmark = pytest.mark.slow

Otter = Callable[[str], ThroughOtter]

ALWAYS = {("reading", "hidden-tests")}

EVERY = [
    pytest.param(
        attack,
        id=f"{kind}-{attack.name}",
        marks=() if (kind, attack.name) in ALWAYS else pytest.mark.exhaustive,
    )
    for kind, attacks in ALL.items()
    for attack in attacks
]


@pytest.fixture(scope="session")
def otter(world: World, tmp_path_factory: pytest.TempPathFactory) -> Otter:
    """By an assignment's name: its autograder.zip, ready to run."""

    @cache
    def make(name: str) -> ThroughOtter:
        secret = f"{CANARY}-seed of the hidden cases".encode()
        scratch: Path = tmp_path_factory.mktemp("otter")
        return ThroughOtter(world, load_assignment(world.root, name), secret, scratch)

    return make


@pytest.mark.parametrize("attack", EVERY)
def test_it_fails_through_otter(attack: Attack, world: World, otter: Otter) -> None:
    grader = otter(getattr(attack, "target", "target"))
    success = successes(attack, submit(attack, world), world, (grader, None))  # type: ignore[arg-type]
    if success:
        pytest.fail(f"{attack.name}: {attack.hope}\n{success}", pytrace=False)


def test_what_always_runs_is_among_all() -> None:
    assert {(kind, attack.name) for kind, attacks in ALL.items() for attack in attacks} >= ALWAYS
