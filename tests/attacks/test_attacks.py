"""No attack succeeds on a level that confines student code."""

from collections.abc import Callable

import pytest
from arsenal import ALL, Attack
from battle import submit, successes
from conftest import Bench
from world import World

from gradus.sandbox import available_levels

CONFINING = ("confined", "namespaces")
OPEN = {"threads": "root's workers have no limit on threads where they cannot become another user"}
"""Attacks that may still succeed, and why. Nothing else may."""

EVERY = [(kind, attack) for kind, attacks in ALL.items() for attack in attacks]


def _cases(*, harmless: bool = False) -> list[object]:
    return [
        pytest.param(attack, id=f"{kind}-{attack.name}")
        for kind, attack in EVERY
        if attack.harmless or not harmless
    ]


@pytest.mark.parametrize("level", CONFINING)
@pytest.mark.parametrize("attack", _cases())
def test_it_fails(
    attack: Attack, level: str, world: World, bench_of: Callable[[str], Bench]
) -> None:
    if level not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {level}")
    success = successes(attack, submit(attack, world), world, bench_of(level))
    if success and attack.name in OPEN:
        pytest.xfail(OPEN[attack.name])
    if success:
        pytest.fail(f"{attack.name}: {attack.hope}\n{success}", pytrace=False)


@pytest.mark.parametrize("attack", _cases(harmless=True))
def test_it_would_succeed_unprotected(
    attack: Attack, world: World, bench_of: Callable[[str], Bench]
) -> None:
    assert "found out" in successes(attack, submit(attack, world), world, bench_of("none"))


def test_honest_work_gets_what_it_earns(world: World, bench_of: Callable[[str], Bench]) -> None:
    idle = Attack("idle", "nothing")
    for level in set(CONFINING) & set(available_levels()):
        assert not successes(idle, submit(idle, world), world, bench_of(level))


def test_there_are_enough_attacks() -> None:
    names = [(kind, attack.name) for kind, attack in EVERY]
    assert len(names) == len(set(names)) >= 200
    assert all(attack.hope for _, attack in EVERY)
