"""`check_kinds`: small whole numbers are asked about, and named as the cause only if they are."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gradus_checks import CheckFailed
from gradus_checks.kinds import WRAPS, check_kinds

Array = np.ndarray[Any, Any]

SMALL = np.array([[100, -100, 127], [-128, 0, 3]])
BYTES = np.array([[200, 0, 255], [1, 130, 3]])


def mean_square(x: Array) -> float:
    return float(np.mean(np.asarray(x, dtype=float) ** 2))


def failed(function: Callable[..., Any], right: Callable[..., Any], *arrays: Array) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        check_kinds(function, right, *arrays)
    return caught.value


def test_what_makes_decimals_first_passes() -> None:
    for array in (SMALL, BYTES):
        check_kinds(mean_square, mean_square, array)


@pytest.mark.parametrize(
    ("function", "array"),
    [
        (lambda x: float(np.mean(x**2)), SMALL),
        (lambda x: float(np.mean(np.abs(x - x[::-1]) ** 2.0)), SMALL),
        (lambda x: float(np.sum(np.exp(np.clip(x, -3, 3)))), SMALL),
        (lambda x: float(np.sum(x - np.max(x))), BYTES),
    ],
)
def test_what_wraps_is_told_so(function: Callable[[Array], float], array: Array) -> None:
    error = failed(function, lambda x: function(x.astype(float)), array)
    assert error.diagnosis == WRAPS
    assert "int8" in error.message
    assert "np.asarray(x, dtype=float)" in error.message


def test_what_is_wrong_of_decimals_too_is_told_as_that() -> None:
    error = failed(lambda x: mean_square(x) * 6, mean_square, SMALL)
    assert error.diagnosis == "summed"
    assert "wrap" not in error.message


def test_right_values_that_are_whole_are_told_as_that() -> None:
    error = failed(lambda x: np.maximum(0, x), lambda x: np.maximum(0.0, x), SMALL)
    assert error.diagnosis == "whole numbers"


def test_whole_numbers_of_any_size_that_go_wrong_do_not_wrap() -> None:
    def cut(x: Array) -> Array:
        result = np.zeros_like(x)
        result[...] = x / 4
        return result

    error = failed(cut, lambda x: x / 4, SMALL)
    assert "wrap" not in error.message
    assert "whole numbers" in error.message


def test_each_of_several_results_has_its_name() -> None:
    names = ("first", "second")
    with pytest.raises(CheckFailed, match=r"^second "):
        check_kinds(lambda x: [x * 1.0, x * 3.0], lambda x: [x, x], SMALL, name=names)


def test_a_kind_that_cannot_hold_them_is_not_asked_for() -> None:
    asked = []

    def function(x: Array) -> Array:
        asked.append(x.dtype.name)
        return x.astype(float)

    check_kinds(function, lambda x: x, BYTES)
    assert asked == ["uint8", "int32"]
