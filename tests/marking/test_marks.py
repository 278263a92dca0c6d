"""A Mark is what was judged, what people entered, minus what is late, capped: in this order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marking.term_of import entry, judged, late, rules

from gradus.course import LateRule, Share, Unit
from gradus.gradebook.entries import Entry, Kind
from gradus.gradebook.judged import Judged, JudgedTask
from gradus.marking import Mark, SlipDays, What, basis, finished

TEN_PERCENT = LateRule(percent=10)


def steps(mark: Mark) -> list[tuple[What, float, float]]:
    return [(step.what, step.points, step.total) for step in mark.steps]


def test_without_rules_and_entries_it_is_what_was_judged() -> None:
    mark = finished(basis(judged(8, 7), ()), rules())
    assert (mark.score, mark.possible, mark.is_final) == (15, 20, True)
    assert mark.is_judged_alone
    assert not mark.attention


def test_the_order_is_tasks_late_cap_whole() -> None:
    bonus = JudgedTask("task_1_9", "1.9", True, 10, 10)
    work = Judged("ada", "hw1", (*judged(8, 7).tasks, bonus))
    entries = [entry(Kind.ADD, 1, "", minute=1), entry(Kind.SET, 10, "1.1", minute=2)]
    mark = finished(basis(work, entries), rules(TEN_PERCENT, cap=2), late(1))
    assert steps(mark) == [
        (What.TASK, 2, 10),
        (What.LATE, -2, 25),
        (What.CAP, -3, 22),
        (What.WHOLE, 1, 23),
    ]
    assert mark.score == 23
    assert mark.scores == {"task_1_1": 10, "task_1_2": 7, "task_1_9": 10}


def test_a_set_mark_stands_however_late() -> None:
    mark = finished(basis(judged(8, 7), [entry(Kind.SET, 12, "")]), rules(TEN_PERCENT), late(5))
    assert mark.score == 12


def test_a_person_settles_what_could_not_be_checked() -> None:
    work = judged(8, 3, unchecked=2)
    assert not finished(basis(work, ()), rules()).is_final
    settled = finished(basis(work, [entry(Kind.SET, 9, "1.2")]), rules())
    assert (settled.score, settled.is_final) == (17, True)
    waiting = finished(basis(work, [entry(Kind.ADD, 1, "1.2")]), rules())
    assert not waiting.is_final
    whole = finished(basis(work, [entry(Kind.SET, 11, "")]), rules())
    assert (whole.score, whole.is_final) == (11, True)


def test_what_is_taken_back_counts_nothing() -> None:
    wrong = entry(Kind.SET, 2, minute=1)
    back = entry(Kind.UNDO, minute=3, undoes=wrong.hash, who="tom")
    mark = finished(basis(judged(8), [back, wrong]), rules())
    assert mark.score == 8
    assert mark.is_judged_alone


def test_markers_who_contradict_one_another_are_told() -> None:
    first, second = entry(Kind.SET, 5, minute=1), entry(Kind.SET, 7, who="tom", minute=2)
    mark = finished(basis(judged(8), [second, first]), rules())
    assert mark.score == 7
    assert "(mia 5, tom 7); that of tom holds" in mark.attention[0]
    agreed = entry(Kind.SET, 7, minute=3)
    assert not finished(basis(judged(8), [first, second, agreed]), rules()).attention


def test_an_entry_stands_where_the_base_has_changed_and_a_person_is_told() -> None:
    mark = finished(basis(judged(8), [entry(Kind.SET, 9, judged=6.0)]), rules())
    assert mark.score == 9
    assert "judged otherwise (6 before, 8 now)" in mark.attention[0]


@pytest.mark.parametrize(
    ("kind", "points", "counts"), [(Kind.SET, 12, 10), (Kind.ADD, 5, 10), (Kind.ADD, -9, 0)]
)
def test_no_task_gets_more_than_there_is(kind: Kind, points: float, counts: float) -> None:
    """As when an assignment has changed since: `gradus mark` refuses it beforehand."""
    mark = finished(basis(judged(8), [entry(kind, points)]), rules())
    assert mark.score == counts
    assert f"{counts} counts" in mark.attention[0]


def test_an_entry_for_a_task_that_is_no_more_is_told() -> None:
    mark = finished(basis(judged(8), [entry(Kind.SET, 5, "7.7")]), rules())
    assert mark.score == 8
    assert "marks-mia.jsonl, line 1: an entry for task 7.7" in mark.attention[0]


@pytest.mark.parametrize(
    ("rule", "days", "hours", "kept"),
    [
        (None, 9, 216, 16),
        (TEN_PERCENT, 0, 0, 16),
        (TEN_PERCENT, 1, 3, 14),
        (TEN_PERCENT, 9, 216, 0),
        (LateRule(percent=25, share=Share.EARNED), 2, 30, 8),
        (LateRule(points=0.5, unit=Unit.HOUR), 1, 3, 14.5),
        (LateRule(points=1, last_day=2), 2, 48, 14),
        (LateRule(points=1, last_day=2), 3, 72, 0),
        (LateRule(last_day=2), 2, 48, 16),
        (LateRule(last_day=0), 1, 1, 0),
        (LateRule(slip_days=3), 2, 48, 0),
    ],
)
def test_what_late_costs(rule: LateRule | None, days: int, hours: int, kept: float) -> None:
    assert finished(basis(judged(9, 7), ()), rules(rule), late(days, hours)).score == kept


@pytest.mark.parametrize(
    ("rule", "spent", "kept"),
    [
        (LateRule(slip_days=3), 2, 16),
        (LateRule(slip_days=3), 1, 0),
        (LateRule(percent=10, slip_days=3), 1, 14),
        (LateRule(points=0.5, unit=Unit.HOUR, slip_days=3), 1, 15),
        (LateRule(slip_days=3, last_day=1), 2, 0),
    ],
)
def test_slip_days_take_days_off(rule: LateRule, spent: int, kept: float) -> None:
    mark = finished(basis(judged(9, 7), ()), rules(rule), late(2, 26), SlipDays(3, spent))
    assert mark.score == kept
    assert f"of 3 spent here, 0 elsewhere, {3 - spent} left" in mark.steps[0].why


_ENTRIES = st.lists(
    st.builds(
        entry,
        st.sampled_from([Kind.SET, Kind.ADD]),
        st.integers(-3, 12),
        st.sampled_from(["1.1", "1.2", ""]),
        st.sampled_from(["mia", "tom"]),
        st.integers(0, 5),
    ),
    max_size=6,
    unique_by=lambda one: (one.who, one.line),
)


@given(_ENTRIES, st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_order_of_reading_changes_nothing(
    entries: list[Entry], chance: random.Random, days: int
) -> None:
    undone = [
        entry(Kind.UNDO, minute=9, who="zoe", undoes=one.hash)
        for one in entries[: len(entries) // 3]
    ]
    read = [*entries, *undone]
    mark = finished(basis(judged(8, 7), read), rules(TEN_PERCENT), late(days))
    chance.shuffle(read)
    assert finished(basis(judged(8, 7), read), rules(TEN_PERCENT), late(days)) == mark
    assert 0 <= mark.score <= 20
    assert all(0 <= (score or 0) <= 10 for score in mark.scores.values())
