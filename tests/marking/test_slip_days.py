"""Slip days are spent as favourably as can be: what brute force over all ways finds."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st
from marking.term_of import START, judged, late, rules

from gradus.course import AssignmentRules, LateRule
from gradus.marking import Lateness, Work, basis, finished, slip_days_of, spend, worth

_GAINS = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5), max_size=4)


def brute(budget: int, gains: list[list[int]]) -> tuple[int, ...]:
    """The best of all ways: most is kept, then fewest days, then most on the first."""
    ways = itertools.product(*(range(len(gain)) for gain in gains))
    allowed = [way for way in ways if sum(way) <= budget]
    return max(
        allowed,
        key=lambda way: (
            sum(gain[days] for gain, days in zip(gains, way, strict=True)),
            -sum(way),
            way,
        ),
    )


@given(st.integers(0, 8), _GAINS)
def test_it_is_what_brute_force_finds(budget: int, gains: list[list[int]]) -> None:
    assert spend(budget, gains) == brute(budget, gains)


def _work(name: str, score: int, days: int, rule: LateRule, weight: float = 1.0) -> Work:
    own = AssignmentRules(name, START, late=rule, weight=weight)
    return Work(own, basis(judged(score), ()), late(days))


_RULES = st.sampled_from(
    [
        LateRule(slip_days=3),
        LateRule(slip_days=3, percent=10),
        LateRule(slip_days=3, points=4),
        LateRule(slip_days=3, percent=30, last_day=2),
    ]
)


@given(
    _RULES,
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 4)), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_a_term_keeps_as_much_as_any_way_of_spending(
    rule: LateRule, hand_ins: list[tuple[int, int]], chance: random.Random
) -> None:
    works = [_work(f"hw{place}", *one, rule) for place, one in enumerate(hand_ins)]
    spent = slip_days_of(works)

    def kept(way: tuple[int, ...]) -> float:
        return sum(
            worth(one.base, one.rules, one.late, days) for one, days in zip(works, way, strict=True)
        )

    own = tuple(spent[one.rules.name].here for one in works)
    ways = itertools.product(*(range(one.late.days + 1) for one in works))
    assert kept(own) >= max(kept(way) for way in ways if sum(way) <= 3) - 1e-6
    assert sum(own) <= 3
    assert all(
        sum(own) == spent[name].here + spent[name].elsewhere and spent[name].budget == 3
        for name in spent
    )
    chance.shuffle(works)
    assert slip_days_of(works) == spent


def test_a_new_hand_in_may_move_them() -> None:
    rule = LateRule(slip_days=2)
    first, second = _work("hw1", 4, 2, rule), _work("hw2", 9, 2, rule)
    assert slip_days_of([first])["hw1"].here == 2
    both = slip_days_of([first, second])
    assert (both["hw1"].here, both["hw2"].here) == (0, 2)
    heavy = _work("hw1", 4, 2, rule, weight=3.0)
    assert slip_days_of([heavy, second])["hw1"].here == 2


def test_an_assignment_with_a_rule_of_its_own_spends_none() -> None:
    other = _work("hw2", 9, 2, LateRule(percent=10))
    assert slip_days_of([other]) == {}
    assert finished(other.base, other.rules, other.late).score == 7


def test_nothing_is_spent_on_what_is_in_time() -> None:
    rule = LateRule(slip_days=2, percent=10)
    works = [
        _work("hw1", 9, 0, rule),
        Work(rules(rule, name="hw2"), basis(judged(9), ()), Lateness()),
    ]
    assert {one.here for one in slip_days_of(works).values()} == {0}
