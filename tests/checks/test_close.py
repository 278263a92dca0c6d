"""`check_close`: what passes, and the mistake that each wrong result is told to be."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from gradus_checks import CheckFailed, check_close, check_finite, check_shape
from gradus_checks.close import is_near
from gradus_checks.proxy import ObjectProxy
from gradus_checks.session import Session

ROWS = np.array([[1.0, -2.0, 3.5], [0.25, 4.0, -1.5], [2.0, 0.5, 1.25]])
LINE = np.array([1.0, -2.0, 3.5, 0.25])


class Silent:
    """A channel to an object that is asked nothing."""

    def exchange(self, *request: Any) -> Any:
        raise AssertionError(request)

    def release(self, seed: int = 0) -> None:
        """Nothing is known."""


def message(actual: Any, expected: Any, **settings: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        check_close(actual, expected, **settings)
    return caught.value.message


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (2.5, 2.5),
        (np.float64(2.5), 2.5),
        (np.float32(2.5), 2.5),
        (np.array(2.5), 2.5),
        (3, 3),
        (3.0, 3),
        (LINE, LINE.tolist()),
        (LINE * (1 + 1e-8), LINE),
        (np.array([1e-12]), np.array([0.0])),
        (np.empty((0, 3)), np.empty((0, 3))),
        (np.array([True]), np.array([True])),
        (np.array([1.5], dtype=np.float16), [1.5]),
        (np.asfortranarray(ROWS), ROWS),
        (1e300, 1e300),
    ],
)
def test_passes(actual: Any, expected: Any) -> None:
    check_close(actual, expected)


def other_shapes() -> list[tuple[Any, Any, str]]:
    return [
        (None, 1.0, "is None. Does your function end with"),
        ([1.0], [1.0], "is a list; it should be a NumPy array"),
        ((1.0,), 1.0, "is a tuple; it should be a number"),
        ("1.0", 1.0, "is a str; it should be a number"),
        ({}, [1.0], "is a dict"),
        (LINE, 1.0, "and is an array. Is the sum or the mean over all entries missing?"),
        (LINE[:1], 1.0, "and is an array with one entry. Take that out of it: array[0]"),
        (np.array([[1.0]]), 1.0, "Take that out of it: array[0, 0]"),
        (1.0, LINE, "has the wrong shape."),
        (LINE[:, None], LINE, "has the wrong shape."),
        (LINE[None], LINE[:, None], "has the wrong shape. Rows and columns are exchanged."),
        (ROWS[:2].T, ROWS[:2], "has the wrong shape. Rows and columns are exchanged."),
        (np.empty(0), 0.0, "should be a single number"),
        (np.empty(0), np.empty((0, 1)), "has the wrong shape."),
        (np.ones((5, 1)), np.ones((1, 5)), "Rows and columns are exchanged"),
    ]


def other_kinds() -> list[tuple[Any, Any, str]]:
    return [
        (2, 2.5, "holds whole numbers (dtype int64); it should hold decimals"),
        (np.array([1, 2]), [1.0, 2.0], "Were decimals cut off?"),
        (np.array([True]), [1.0], "holds whole numbers (dtype bool)"),
        (np.array([1.0, np.nan]), [1.0, 2.0], "contains NaN (not a number). Look for log(0)"),
        (math.nan, math.nan, "contains NaN"),
        (np.array([1.0, np.inf]), [1.0, 2.0], "contains infinity"),
        (-math.inf, 1.0, "contains infinity"),
        (math.inf, math.inf, "contains infinity"),
        (1.0, math.nan, "does not have the right value"),
    ]


def wrong_values() -> list[tuple[Any, Any, str]]:
    last, some = ROWS.copy(), ROWS.copy()
    last[-1] += 1.0
    some[0] += 1.0
    line = LINE.copy()
    line[1] = 7.0
    return [
        (-LINE, LINE, "has the wrong sign."),
        (-2.5, 2.5, "has the wrong sign."),
        (2 * LINE, LINE, "is twice as large as it should be: is there a factor 2 too much?"),
        (LINE / 2, LINE, "is half as large as it should be: is a factor 2 missing?"),
        (-2 * LINE, LINE, "has the wrong sign and is twice as large"),
        (4 * LINE, LINE, "is 4 times too large: did you add up where the mean is asked"),
        (LINE / 12, LINE, "is 12 times too small: did you divide by a number once too often"),
        (-3 * LINE, LINE, "has the wrong sign and is 3 times too large"),
        (LINE / math.log(2), LINE, "off by the factor 1/ln 2: use the natural logarithm"),
        (LINE / math.log(10), LINE, "off by the factor 1/ln 10"),
        (1.3 * LINE, LINE, "is too large, by the same factor everywhere"),
        (2.00003 * LINE, LINE, "is too large, by the same factor everywhere"),
        (0.7 * LINE, LINE, "is too small, by the same factor everywhere"),
        (ROWS.T, ROWS, "is transposed: rows and columns are exchanged"),
        (LINE + 0.5, LINE, "is off by the same amount everywhere"),
        (LINE * 0, LINE, "is zero everywhere"),
        (0.0, 2.5, "is zero."),
        (LINE, LINE * 0, "should be zero here and is not"),
        (last, ROWS, "is wrong in its last row only: is the last sample treated differently?"),
        (some, ROWS, "is right in some rows and wrong in others: 3 of 9 entries"),
        (line, LINE, "is right in some places and wrong in others: 1 of 4 entries"),
        (LINE[::-1].copy(), LINE, "does not have the right value"),
        (LINE * (1 + 1e-6 * np.array([1, -1, 1, -1])), LINE, "is nearly right, but not precise"),
        (LINE + np.array([0, 0, 1e-5, 0]), LINE, "is nearly right, but not precise"),
        (1.0000012, 1.0, "is nearly right"),
        (np.full(4, 1e308), -np.full(4, 1e308), "has the wrong sign"),
    ]


@pytest.mark.parametrize(
    ("actual", "expected", "words"), [*other_shapes(), *other_kinds(), *wrong_values()]
)
def test_fails_and_says_why(actual: Any, expected: Any, words: str) -> None:
    said = message(actual, expected, name="the gradient")
    assert said.startswith("The gradient ")
    assert words in said


def test_tiny_numbers_are_diagnosed_too() -> None:
    assert "3 times too large" in message(3e-200 * LINE, 1e-200 * LINE, atol=0.0)


def test_an_object_is_not_a_number() -> None:
    proxy = ObjectProxy(Session(Silent()), 3, "generator")
    with pytest.raises(CheckFailed) as caught:
        check_close(proxy, LINE)
    assert "is a generator; it should be a NumPy array" in caught.value.message


def test_only_the_detail_shows_numbers() -> None:
    with pytest.raises(CheckFailed) as caught:
        check_close(np.array([1.23456, 7.0]), np.array([9.87654, 8.0]))
    assert "9.87654" in caught.value.detail
    assert "1.23456" in caught.value.detail
    assert not any(digits in caught.value.message for digits in ("9.8", "1.2", "7.", "8."))


def test_tolerances() -> None:
    check_close(1.1, 1.0, atol=0.2)
    check_close(1100.0, 1000.0, rtol=0.2)
    assert message(1.1, 1.0, atol=0.0, rtol=0.05)


def test_a_usual_mistake_has_its_own_explanation() -> None:
    usual = {"You doubled it.": 2 * LINE, "You took the first only.": 1.0, "No mistake.": LINE}
    for actual, explanation in ((2 * LINE, "You doubled it."), (1.0, "You took the first only.")):
        with pytest.raises(CheckFailed) as caught:
            check_close(actual, LINE, wrong=usual)
        assert (caught.value.message, caught.value.diagnosis) == (explanation, explanation)
    check_close(LINE, LINE, wrong=usual)
    assert message(3 * LINE, LINE, wrong=usual).startswith("The result is 3 times too large")


def test_check_shape() -> None:
    check_shape(ROWS, (3, 3))
    check_shape(2.0, ())
    with pytest.raises(CheckFailed) as caught:
        check_shape(ROWS, (3, 4), name="the weights")
    assert caught.value.message == "The weights has the wrong shape."
    assert caught.value.detail == "It has shape (3, 3); it should be (3, 4)."


def test_check_finite() -> None:
    check_finite(ROWS)
    check_finite(np.array([1, 2]))
    for bad in (math.nan, np.array([math.inf]), None, [1.0]):
        with pytest.raises(CheckFailed):
            check_finite(bad)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (np.array([2, 0, -1]), True),
        (np.array([2, 0, -2]), True),
        (np.array([3, 0, -1]), True),
        (np.array([1, 1, 1]), False),
        (np.array([3, 0, -2]), False),
        (np.array([True, False, False]), False),
    ],
)
def test_whole_numbers_are_a_known_mistake_where_decimals_were_cut_off(
    given: np.ndarray, known: bool
) -> None:
    with pytest.raises(CheckFailed, match="holds whole numbers") as caught:
        check_close(given, [2.6, 0.3, -1.3])
    assert caught.value.diagnosis == ("whole numbers" if known else "")


@pytest.mark.parametrize(
    ("given", "right", "told", "diagnosis"),
    [
        (np.array([0, 0, 0]), [2.6, 0.3, -1.3], "is zero everywhere. It holds whole", "zero"),
        (75, 15.0, "5 times too large: did you add up where the mean is asked", "summed"),
        (np.array([-2, 4]), [2.0, -4.0], "has the wrong sign", "sign"),
        (np.array([2, -4]), [2.0, -4.0], "holds whole numbers", "whole numbers"),
    ],
)
def test_of_whole_numbers_the_values_are_looked_at_first(
    given: Any, right: Any, told: str, diagnosis: str
) -> None:
    with pytest.raises(CheckFailed, match=told) as caught:
        check_close(given, right)
    assert caught.value.diagnosis == diagnosis


def test_rows_and_columns_are_exchanged_only_where_that_is_all() -> None:
    """As where a layer's backward returns dW in the place of the gradient for x."""
    assert message(ROWS[:2].T + 1, ROWS[:2]) == "The result has the wrong shape."


def test_what_a_mistake_gives_is_told_where_the_tolerance_is_wide_enough_for_both() -> None:
    check_close(1.0, 1.0, rtol=0.1, wrong={"You forgot the ½.": 1.05})
    assert message(1.05, 1.0, rtol=0.1, wrong={"You forgot the ½.": 1.05}) == "You forgot the ½."


ANY = st.floats() | st.sampled_from([0.0, 1.0, 1 + 1e-6, 1 + 1e-4, math.inf, -math.inf, math.nan])
PAIRS = st.lists(st.tuples(ANY, ANY), max_size=4)


@drawn(PAIRS)
def test_near_is_what_numpy_calls_so(pairs: list[tuple[float, float]]) -> None:
    one, other = np.array(pairs).reshape(-1, 2).T
    with np.errstate(all="ignore"):
        assert is_near(one, other, 1e-5, 1e-9) == np.allclose(one, other, rtol=1e-5, atol=1e-9)


@drawn(PAIRS)
def test_no_infinity_and_no_nan_passes(pairs: list[tuple[float, float]]) -> None:
    given, right = np.array(pairs).reshape(-1, 2).T
    try:
        check_close(given, right)
    except CheckFailed:
        return
    assert np.isfinite(given).all()
