"""`check_answer`: the right answer in any dress, and the words that each wrong one gets."""

import math
from typing import Any

import numpy as np
import pytest

from gradus_checks import CheckFailed, check_answer

MEAN = "This is the mean. Which middle does an outlier not move?"
TWICE = "This is twice as much."
FLAT = "This is a row, not a table."
NUMBERS = {MEAN: 529.0, TWICE: 882.0}


def sums_to(total: float) -> Any:
    return lambda answer: abs(np.sum(answer) - total) < 1e-9


def failure(*arguments: Any, **settings: Any) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        check_answer(*arguments, **settings)
    return caught.value


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (441.0, 441.0),
        (441, 441.0),
        (np.float32(441), 441.0),
        (np.array(441.0), 441.0),
        (1e-12, 0.0),
        (1000.0001, 1000.0),
        (True, True),
        (np.bool_(False), False),
        (np.array(True), np.bool_(True)),
        (1, True),
        (0.0, False),
        ("median", "median"),
        (" Median ", "median"),
        ([1, 2.0], np.array([1.0, 2.0])),
        ((np.float64(1.0), 2), [1.0, 2.0]),
        ([np.array([1.0, 2.0]), (3, 4)], [[1.0, 2.0], [3.0, 4.0]]),
        (np.array([0, 0]), [0.0, 0.0]),
    ],
)
def test_the_right_answer_passes(answer: Any, right: Any) -> None:
    check_answer(answer, right)


@pytest.mark.parametrize(
    ("answer", "right", "wrong", "explanation"),
    [
        (529.0, 441.0, NUMBERS, MEAN),
        (529, 441.0, NUMBERS, MEAN),
        (882.0000001, 441.0, NUMBERS, TWICE),
        (False, True, {MEAN: False}, MEAN),
        (np.bool_(False), True, {MEAN: False}, MEAN),
        ("MEAN", "median", {TWICE: "mode", MEAN: "mean"}, MEAN),
        ([2.0, 4.0], [1.0, 2.0], {MEAN: 1.5, TWICE: [2.0, 4.0]}, TWICE),
        (1.5, [1.0, 2.0], {MEAN: 1.5, TWICE: [2.0, 4.0]}, MEAN),
        ([1.0, 2.0], [[1.0, 2.0]], {FLAT: [1.0, 2.0]}, FLAT),
        (0.0, [0.0, 0.0], {FLAT: 0.0}, FLAT),
    ],
)
def test_a_known_wrong_answer_is_explained(
    answer: Any, right: Any, wrong: dict[str, Any], explanation: str
) -> None:
    error = failure(answer, right, wrong)
    assert str(error) == error.message == explanation


def test_of_explanations_that_fit_the_first_is_told() -> None:
    assert failure(2.0, 1.0, {MEAN: 2.0, TWICE: 2.0}).message == MEAN


def test_what_is_right_is_never_explained_away() -> None:
    check_answer(2.0, 2.0, {MEAN: 2.0})
    check_answer([1.0, 2.0], sums_to(3.0), {MEAN: sums_to(3.0)}, shape=(2,))


@pytest.mark.parametrize(
    ("answer", "right", "what"),
    [
        (440.0, 441.0, "is not right, and not one of the usual mistakes either"),
        ([1.0, 3.0], [1.0, 2.0], "is not right, and not one of the usual mistakes either"),
        (True, False, "is not right, and not one of the usual mistakes either"),
        ("mode", "median", "is not right, and not one of the usual mistakes either"),
        (None, 441.0, "is None"),
        (None, True, "is None"),
        ([441.0], 441.0, "should be a single number"),
        ([1.0], [1.0, 2.0], "does not have the right shape"),
        (441.0, [1.0, 2.0], "does not have the right shape"),
        (math.nan, 441.0, "contains NaN"),
        ([1.0, math.inf], [1.0, 2.0], "contains infinity"),
        ("441", 441.0, "is a str; it should be a number"),
        ({1.0, 2.0}, [1.0, 2.0], "is a set"),
        (["a", "b"], [1.0, 2.0], "should hold numbers only"),
        ([1.0, None], [1.0, 2.0], "should hold numbers only"),
        (10**400, 441.0, "should hold numbers only"),
        ([10**400, 1], [1.0, 2.0], "should hold numbers only"),
        ([[1.0], [1.0, 2.0]], [1.0, 2.0], "rows differ in length"),
        ("yes", True, "should be True or False"),
        (2, True, "should be True or False"),
        (math.nan, True, "should be True or False"),
        ([], True, "should be True or False"),
        (np.array([True]), True, "should be True or False"),
        (1.0, "median", "should be a word in quotes"),
    ],
)
def test_any_other_answer_is_told_what_it_is(answer: Any, right: Any, what: str) -> None:
    error = failure(answer, right, name="the pitch")
    assert error.message.startswith("The pitch ")
    assert what in error.message


def test_a_function_stands_for_many_answers() -> None:
    for answer in ([0.0, 3.0], np.array([1, 2]), (4.0, -1.0)):
        check_answer(answer, sums_to(3.0), {TWICE: sums_to(6.0)}, shape=(2,))
    assert failure([3.0, 3.0], sums_to(3.0), {TWICE: sums_to(6.0)}, shape=(2,)).message == TWICE
    assert failure([3.0, 4.0], sums_to(3.0), {MEAN: [3.0, 4.0]}, shape=(2,)).message == MEAN
    check_answer(3, lambda c: 2 <= c <= 4)


def test_functions_are_asked_of_the_right_shape_only() -> None:
    def begins_with_one(answer: np.ndarray) -> bool:
        return bool(answer[0] == 1)

    wrong = {MEAN: begins_with_one}
    error = failure(1.0, begins_with_one, wrong, shape=(2,))
    assert error.message == "Your answer does not have the right shape."
    assert failure([1.0], begins_with_one, wrong, shape=(2,)).message == error.message


def test_functions_cannot_change_the_answer() -> None:
    def greedy(answer: np.ndarray) -> bool:
        answer[...] = 1.0
        return False

    answer = np.array([2.0])
    assert failure(answer, greedy, {MEAN: greedy, TWICE: [2.0]}, shape=(1,)).message == TWICE
    assert answer[0] == 2.0


def test_only_the_detail_shows_numbers() -> None:
    wrong = {MEAN: 7.7}
    for answer in (1.2345, [1.2345], "1.2345", [1.2345, None], ["1.2345"]):
        error = failure(answer, 9.8765, wrong)
        assert not any(digits in error.message for digits in ("1.2", "9.8", "7.7", "(1,)"))
        assert "9.8" not in error.detail
    assert "1.2345" in failure(1.2345, 9.8765, wrong).detail


def test_tolerances() -> None:
    check_answer(1.1, 1.0, atol=0.2)
    check_answer(1100.0, 1000.0, rtol=0.2)
    assert failure(1.1, 1.0, {MEAN: 1.1001}).message != MEAN
    assert failure(1.1, 1.0, {MEAN: 1.1001}, rtol=1e-3).message == MEAN


def test_lists_that_pretend_to_be_small_are_not_unfolded() -> None:
    for items in ([np.zeros(1_000_000)] * 10_000, [[0.0] * 5_000] * 5_000):
        assert "far too many items" in failure(items, 1.0).message
    tree: Any = 0.0
    for _ in range(31):
        tree = [tree, tree]
    assert "far too many items" in failure(tree, 1.0).message
    assert failure(tree, True).message == "Your answer should be True or False."
    assert failure(tree, "median").message == "Your answer should be a word in quotes."
