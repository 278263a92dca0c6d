"""Calls in turn give what they give one by one, and raise where that one raises."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from both_ways import over_the_wire

from gradus.results import Status
from gradus.sandbox import open_sandbox
from gradus_checks import (
    Case,
    CaseError,
    LocalEnvironment,
    StudentException,
    attempts,
    call_each,
    check_close,
    check_raises,
    in_turn,
    take,
)
from gradus_checks.environment import DirectChannel
from gradus_checks.proxy import ModuleProxy

name = "in_turn"

_CODE = """
import numpy as np

asked = []

def half(x, by=2.0):
    asked.append(x)
    if np.any(x < 0):
        raise ValueError("below 0")
    return x / by

def emptied(x):
    x[...] = 0
    return x

class Counter:
    def __init__(self):
        self.seen = np.zeros(2)

    def add(self, x):
        self.seen += x
        return self

    def __getattr__(self, name):
        if name == "late":
            return lambda x: x + 1
        raise AttributeError(name)

def numbers(function, n):
    for number in range(n):
        yield function(number)

def listed(function, n):
    return [*numbers(function, n)]
"""


@pytest.fixture
def module(tmp_path: Path) -> ModuleProxy:
    (tmp_path / "module.py").write_text(_CODE, encoding="utf-8")
    return LocalEnvironment(tmp_path).module("module")


def test_each_call_gives_what_it_gives_alone(module: ModuleProxy) -> None:
    inputs = [np.array([2.0, 4.0]), np.array([6.0])]
    for given, right in zip(call_each(module.half, inputs), inputs, strict=True):
        check_close(given, right / 2)
    calls = [partial(module.half, np.ones(1), by=4.0), partial(module.half, 3.0)]
    assert list(in_turn(calls)) == [0.25, 1.5]
    assert list(in_turn([])) == []


def test_the_test_and_the_code_wait_for_each_other_once(
    module: ModuleProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    half, requests = module.half, []
    exchange = DirectChannel.exchange

    def counted(self: DirectChannel, request: Any, answer: Any) -> Any:
        requests.append(request[0])
        return exchange(self, request, answer)

    monkeypatch.setattr(DirectChannel, "exchange", counted)
    assert list(call_each(half, [2.0, 4.0, 6.0])) == [1.0, 2.0, 3.0]
    assert [attempt() for attempt in attempts(half, [2.0, 4.0])] == [1.0, 2.0]
    assert requests == ["in turn", "each"]


def test_none_is_made_after_one_that_raises(module: ModuleProxy) -> None:
    given = call_each(module.half, [2.0, -1.0, 6.0])
    assert next(given) == 1.0
    with pytest.raises(StudentException, match="below 0"):
        next(given)
    assert len(module.asked) == 2


def test_what_an_object_holds_is_read_between_its_calls(module: ModuleProxy) -> None:
    counter = module.Counter()
    add, seen = partial(counter.add, 1.0), partial(getattr, counter, "seen")
    given = in_turn([add, seen, add, seen])
    next(given)
    first = next(given)
    check_close(first, [1.0, 1.0])
    next(given)
    # It is the object's own array, which the second call has changed.
    assert next(given) is first
    check_close(first, [2.0, 2.0])
    with pytest.raises(AttributeError):
        list(in_turn([partial(getattr, counter, "lost")]))


def test_what_is_no_method_of_the_class_is_called_all_the_same(module: ModuleProxy) -> None:
    counter = module.Counter()
    assert counter.late(1.0) == 2.0
    assert list(call_each(counter.late, [1.0, 2.0])) == [2.0, 3.0]


def test_changed_arguments_are_told_and_not_passed_on(module: ModuleProxy) -> None:
    x = np.ones(2)
    given = list(call_each(module.emptied, [x, x]))
    assert not x.any()
    assert given[1] is x


def test_nothing_else_may_be_asked_in_between(module: ModuleProxy) -> None:
    given = call_each(module.half, [2.0, 4.0])
    next(given)
    module.half(8.0)
    with pytest.raises(CaseError, match="in turn"):
        next(given)


def test_attempts_are_all_made_and_each_has_its_own_end(module: ModuleProxy) -> None:
    first, below, last = attempts(module.half, [2.0, -1.0, 6.0])
    assert len(module.asked) == 3
    assert first() == 1.0
    check_raises(ValueError, below, mentions=("below 0",))
    assert last() == 3.0
    assert attempts(module.half, []) == []


@pytest.mark.usefixtures("module")
def test_the_example_is_the_attempt_that_fails(tmp_path: Path) -> None:
    def wants_seven(module: Any) -> None:
        first, second, _ = attempts(module.half, [2.0, 14.0, -1.0])
        check_close(second(), 7.0)
        check_close(first(), 7.0)

    with pytest.raises(AssertionError, match=r"half\(2\)"):
        _case(wants_seven).call_func(LocalEnvironment(tmp_path))


def test_what_a_tests_own_function_raises_is_raised_by_its_attempt(module: ModuleProxy) -> None:
    def raises(number: int) -> int:
        raise KeyError(number)

    lists = attempts(module.listed, [float, raises, float], [1, 1, 2])
    assert lists[0]() == [0.0]
    with pytest.raises(KeyError):
        lists[1]()
    assert lists[2]() == [0.0, 1.0]


def test_attempts_of_a_function_of_ones_own_and_of_what_is_no_plain_method(
    module: ModuleProxy,
) -> None:
    own = attempts(int, ["1", "one"])
    assert own[0]() == 1
    with pytest.raises(ValueError, match="one"):
        own[1]()
    counter = module.Counter()
    counter.late(1.0)  # From now on it is taken for a method.
    assert [attempt() for attempt in attempts(counter.late, [1.0, 2.0])] == [2.0, 3.0]


def test_as_much_of_an_iterator_as_is_wanted(module: ModuleProxy) -> None:
    assert list(take(module.numbers(float, 3), 5)) == [0.0, 1.0, 2.0]
    assert list(take(module.numbers(float, 9), 2)) == [0.0, 1.0]
    assert list(take([1, 2, 3], 2)) == [1, 2]

    def no_third(number: int) -> int:
        if number == 2:
            raise KeyError("third")
        return number

    with pytest.raises(KeyError):
        list(take(module.numbers(no_third, 3), 5))


def test_ones_own_functions_are_called_too(module: ModuleProxy) -> None:
    assert list(in_turn([partial(module.half, 2.0), partial(max, 1, 2)])) == [1.0, 2]


def _asks_in_turn(module: Any) -> None:
    counter = module.Counter()
    calls = [partial(counter.add, 1.0), partial(getattr, counter, "seen")]
    _, seen = in_turn(calls)
    check_close(seen, [1.0, 1.0])
    assert list(call_each(module.half, [2.0, 4.0])) == [1.0, 2.0]


def _raises(module: Any) -> None:
    list(call_each(module.half, [2.0, -1.0, 6.0]))


def _calls_back(module: Any) -> None:
    numbers = take(module.numbers(lambda number: number / 2, 3), 5)
    assert list(numbers) == [0.0, 0.5, 1.0]


def _asks_when_called_back(module: Any) -> None:
    list(take(module.numbers(module.half, 3), 5))


def _asks_through_a_function(module: Any) -> None:
    list(take(module.numbers(lambda number: module.half(number), 3), 5))


def _attempts(module: Any) -> None:
    fine, below = attempts(module.half, [2.0, -1.0])
    check_raises(ValueError, below)
    check_close(fine(), 1.0)


def _case(function: Callable[..., None]) -> Case:
    return Case(function.__name__, 1)(function)


def test_it_is_the_same_over_the_wire(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(_CODE, encoding="utf-8")
    tests = (_asks_in_turn, _raises, _calls_back, _asks_when_called_back, _asks_through_a_function)
    cases = tuple(map(_case, (*tests, _attempts)))
    with closing(open_sandbox("none", "none")) as sandbox:
        verdicts = over_the_wire(cases, tmp_path, SimpleNamespace(), sandbox, b"")
    told = [(verdict.status, verdict.message) for verdict in verdicts]
    assert [status for status, _ in told[:1]] == [Status.PASSED]
    assert told[1][0] is Status.FAILED
    assert "below 0" in told[1][1]
    assert told[2][0] is Status.PASSED
    # The student's own function, passed back to them, is called where it is.
    assert told[3][0] is Status.PASSED
    assert told[4][0] is not Status.PASSED
    assert told[5][0] is Status.PASSED


def _numbers() -> Iterator[int]:
    yield from range(3)


def test_an_iterator_of_ones_own_is_taken_from() -> None:
    assert list(take(_numbers(), 2)) == [0, 1]
