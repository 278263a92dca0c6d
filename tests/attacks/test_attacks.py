"""No attack succeeds on a level that confines student code; on level `uid` these here alone do."""

from collections.abc import Callable

import pytest
from attacks.arsenal import ALL, Attack
from attacks.battle import case_scores, submit, successes
from attacks.opened import why_not
from attacks.traces import sweep
from attacks.world import World
from sampling import sampled

from gradus.judge import Calibration, Judge
from gradus.sandbox import available_levels, strongest_level
from gradus.sandbox.probe import why_not_bubblewrap

pytestmark = pytest.mark.slow

Bench = tuple[Judge, Calibration]
WAITING = ("waiting", "loops", "frames-requests")
"""Of what these do the judge is to wait for the end: for seconds, each of them."""
CONFINING = ("confined", "namespaces")
BY_BUBBLEWRAP = "namespaces by bubblewrap"
_READABLE = "a file that every user may read is read"
_WRITABLE = "a file is left where every user may write"
OPEN_AT_UID = {
    "the-reference": _READABLE,
    "hidden-tests": _READABLE,
    "labels-through-numpy": _READABLE,
    "the-course-secret": _READABLE,
    "the-neighbours": _READABLE,
    "upwards": _READABLE,
    "through-the-working-directory": _READABLE,
    "passwords": _READABLE,
    "by-other-calls": _READABLE,
    "importing-it": _READABLE,
    "the-machine": _READABLE,
    "the-judge-in-proc": "what /proc tells every user of a process: its command, its state",
    "memory-in-files": _WRITABLE,
    "files": _WRITABLE,
    "into-shared-folders": _WRITABLE,
    "what-another-worker-has-left": _WRITABLE,
    "a-module-for-the-next-worker": _WRITABLE,
    "memory-of-the-kernel": _WRITABLE,
}
"""What succeeds where a kernel has no Landlock, and why: the threat model lists it."""

EVERY = [(kind, attack) for kind, attacks in ALL.items() for attack in attacks]


def id_of(attack: Attack) -> str:
    """Its kind and its name."""
    return next(f"{kind}-{each.name}" for kind, each in EVERY if each is attack)


QUICK = [attack for _, attack in EVERY if not id_of(attack).startswith(WAITING)]
_TAKES_AS_LONG = "what it imports takes about as long as an import may here: chance decides"
_NOT_THE_SAME = {
    "patching-otter": _TAKES_AS_LONG,
    "patching-the-judge-s-modules": _TAKES_AS_LONG,
    "frames-repeated": "a thread of its own races with its answers: chance decides which it spoils",
    "processes-killing-others": "it kills process 2, which is its own first worker: in a sitting "
    "that is nobody's fault, and alone it is its own",
}
"""What does not earn the same where every question is alone, and why that is right."""

FAR_FROM_LIMITS = [attack for attack in QUICK if id_of(attack) not in _NOT_THE_SAME]


def _attacks_and_levels() -> list[object]:
    """Every attack on every level; in `make test` each 30th that does not wait, on one in turn.

    On namespaces that bubblewrap makes, where Gradus may not, each 20th in `make test-all` alone.
    """
    pairs = [(attack, level) for _, attack in EVERY for level in CONFINING]
    quick = [number for number, (attack, _) in enumerate(pairs) if attack in QUICK]
    chosen = {number for place, number in enumerate(quick) if place % 60 in (0, 31)}
    wrapped = [
        pytest.param(
            *(attack, BY_BUBBLEWRAP),
            id=f"{id_of(attack)}-bubblewrap",
            marks=pytest.mark.exhaustive,
        )
        for attack in QUICK[::20]
    ]
    others = [
        pytest.param(
            *(attack, level),
            id=f"{id_of(attack)}-{level}",
            marks=() if number in chosen else pytest.mark.exhaustive,
        )
        for number, (attack, level) in enumerate(pairs)
    ]
    return [*others, *wrapped]


@pytest.mark.parametrize(("attack", "level"), _attacks_and_levels())
def test_it_fails(attack: Attack, level: str, world: World, bench_of: Callable[..., Bench]) -> None:
    if level.split()[0] not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {level}")
    if level == BY_BUBBLEWRAP and why_not_bubblewrap():
        pytest.skip(why_not_bubblewrap())
    success = successes(attack, submit(attack, world), world, bench_of(level, attack.target))
    if success:
        pytest.fail(f"{attack.name}: {attack.hope}\n{success}", pytrace=False)


@pytest.mark.slow
@pytest.mark.parametrize("attack", sampled(FAR_FROM_LIMITS, 240, id_of, lambda _: False))
def test_it_earns_the_same_where_every_question_is_alone(
    attack: Attack, world: World, bench_of: Callable[..., Bench]
) -> None:
    """Case by case: what it has done to one question has helped or harmed no other."""
    level = strongest_level()
    path = submit(attack, world)
    scores = [
        case_scores(attack, path, bench_of(level, attack.target, strict=strict))
        for strict in (True, False)
    ]
    assert scores[0] == scores[1]


@pytest.mark.skipif(bool(why_not()), reason=why_not())
@pytest.mark.parametrize("attack", sampled(QUICK, 50, id_of, lambda _: False))
def test_without_landlock(attack: Attack, world: World, bench_of: Callable[..., Bench]) -> None:
    success = successes(attack, submit(attack, world), world, bench_of("uid", attack.target))
    sweep()
    if bool(success) != (attack.name in OPEN_AT_UID):
        pytest.fail(f"{attack.name}: {attack.hope}\n{success or 'It fails now.'}", pytrace=False)


@pytest.mark.parametrize(
    "attack", [attack for _, attack in EVERY if attack.harmless], ids=lambda attack: attack.name
)
def test_it_would_succeed_unprotected(
    attack: Attack, world: World, bench_of: Callable[..., Bench]
) -> None:
    assert "found out" in successes(attack, submit(attack, world), world, bench_of("none"))


@pytest.mark.parametrize("target", ["target", "layers"])
def test_honest_work_gets_what_it_earns(
    target: str, world: World, bench_of: Callable[..., Bench]
) -> None:
    idle = Attack("idle", "nothing", target=target)
    for level in set(CONFINING) & set(available_levels()):
        assert not successes(idle, submit(idle, world), world, bench_of(level, target))


def test_there_are_enough_attacks() -> None:
    names = [(kind, attack.name) for kind, attack in EVERY]
    assert len(names) == len(set(names)) >= 200
    assert set(OPEN_AT_UID) <= {attack.name for _, attack in EVERY}
    assert all(attack.hope for _, attack in EVERY)
