"""What a worker can make the judge keep, take and compute is bounded, and each bound says so."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from wire.wire_helpers import Open, stop_of

from gradus.judge.stops import explain
from gradus.remote import RemoteChannel, Timing
from gradus.results import Status
from gradus_checks import CheckFailed, caps, close
from gradus_checks.proxy import ModuleProxy, handle_of

CASE = Timing(5.0, 30.0)
MOST_OBJECTS = 120
"""The functions and classes of the hostile module are objects, too."""


@pytest.fixture
def start(start: Open) -> Open:
    """The same, with the module imported before the case begins, as a judge does it."""

    def start_imported() -> tuple[RemoteChannel, ModuleProxy]:
        channel, student = start()
        handle_of(student)
        channel.begin(CASE)
        return channel, student

    return start_imported


@pytest.fixture(autouse=True)
def _low_caps(start: Open, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Caps that a test reaches at once. After each test the next worker works, within them."""
    for name in ("MAX_LIVE", "MAX_FUNCTIONS", "MAX_RAISED"):
        monkeypatch.setattr(caps, name, 20)
    monkeypatch.setattr(caps, "MAX_OBJECTS", MOST_OBJECTS)
    monkeypatch.setattr(caps, "MAX_CASE_WEIGHT", 100_000)
    yield
    channel, student = start()
    assert student.fine(3) == 3
    assert channel.end() >= 0.0


def test_objects(start: Open) -> None:
    _, student = start()
    assert student.fine(1) == 1
    assert len(student.objects(10)) == 10
    with pytest.raises(CheckFailed, match=f"keep more than {MOST_OBJECTS} objects"):
        student.objects(MOST_OBJECTS)
    assert student.fine(2) == 2


@pytest.mark.parametrize("method", ["grow_all", "lists"])
def test_arrays_and_lists_of_an_object_even_empty_ones(start: Open, method: str) -> None:
    _, student = start()
    growing = student.Growing()
    assert len(getattr(growing, method)(10)) == 10
    with pytest.raises(CheckFailed, match="keep more than 20 arrays and lists"):
        getattr(growing, method)(21)
    assert student.fine(2) == 2


def test_a_length_for_which_a_list_would_reserve_memory(start: Open) -> None:
    _, student = start()
    with pytest.raises(CheckFailed, match="claims to have far too many items"):
        list(student.Growing())


def test_all_that_is_given_within_one_case(start: Open) -> None:
    channel, student = start()
    for _ in range(2):
        assert [student.ones(1000).size for _ in range(10)] == [1000] * 10
        channel.begin(CASE)
    with pytest.raises(CheckFailed, match="within one case"):
        [student.ones(1000) for _ in range(13)]
    channel.begin(CASE)
    assert student.fine(2) == 2


def test_many_small_items_weigh_as_the_time_that_they_take(start: Open) -> None:
    _, student = start()
    with pytest.raises(CheckFailed, match="within one case"):
        student.fine([0] * 300)


def test_the_arguments_of_a_callback(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caps, "_LEAST_ARGUMENTS", 10_000)
    channel, student = start()
    for _ in range(2):
        student.call_with_ones(np.sum, 100, 10)
        channel.begin(CASE)
    stop = stop_of(student.call_with_ones, np.sum, 100, 40)
    assert (stop.why, explain(stop, CASE)[0]) == ("too much", Status.FAILED)
    assert "called the function it was given with far more than it was given" in stop.told


def test_two_arguments_that_make_a_large_array(
    start: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caps, "MAX_PAIR", 100)
    _, student = start()
    assert student.call_with_two(np.add, 10, 10).shape == (10, 10)
    for first, second in ((11, 10), (2, 51)):
        with pytest.raises(CheckFailed, match="far too large for each other"):
            student.call_with_two(np.add, first, second)
    assert student.call_with_two(np.add, 101, 1).shape == (101, 1)


def test_who_is_sent_much_may_call_back_with_as_much(
    start: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caps, "_LEAST_ARGUMENTS", 10_000)
    _, student = start()
    student.call_with(np.sum, np.ones(1000), 10)


def test_objects_as_arguments_of_a_callback(start: Open) -> None:
    _, student = start()
    stop = stop_of(student.call_with_objects, len, MOST_OBJECTS)
    assert explain(stop, CASE) == (Status.FAILED, stop.told)
    assert f"keep more than {MOST_OBJECTS} objects" in stop.told


def test_a_function_that_raises_again_and_again(start: Open) -> None:
    _, student = start()
    assert (
        "errors of the function that it was given"
        in stop_of(student.call_whatever_comes, lambda: 1 / 0, 30).told
    )


def test_functions_that_give_functions(start: Open) -> None:
    """The test's own functions are kept for the worker, and it decides how many are made."""

    def another() -> Callable[[], Any]:
        return lambda: None

    _, student = start()
    with pytest.raises(CheckFailed, match="keep more than 20 functions"):
        student.call(another, 30)


def test_a_list_of_many_lists_is_passed_back_at_once(
    start: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked for one by one, this number of them would take an hour."""
    monkeypatch.setattr(caps, "MAX_CASE_WEIGHT", 10**9)
    _, student = start()
    many: list[list[int]] = [[] for _ in range(40_000)]
    assert student.doubled(many) == [many, many]


def test_an_array_of_many_short_axes_is_told_in_a_few_words() -> None:
    """NumPy leaves out none of its four million entries by itself."""
    assert len(close.shown(np.zeros((2,) * 22))) < 100
    with pytest.raises(CheckFailed) as failed:
        close.check_close(np.zeros((2,) * 22), np.ones(3))
    assert len(str(failed.value)) < 1000


def test_entries_count_as_those_of_the_arrays_that_checks_make(start: Open) -> None:
    _, student = start()
    with pytest.raises(CheckFailed, match="within one case"):
        student.truths(100_000 // 8)
