"""`check_unchanged`, `check_same_list` and `check_raises`, on a student's module."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gradus_checks import (
    CheckFailed,
    LocalEnvironment,
    StudentException,
    check_raises,
    check_same_list,
    check_unchanged,
)

SOURCE = """
def mse(a, b):
    if a.shape != b.shape:
        raise ValueError(f"shapes {a.shape} and {b.shape} differ")
    return float(((a - b) ** 2).mean())

def greedy(a, b):
    a -= b
    return float((a ** 2).mean())

def to_nan(a, b):
    b[0] = float("nan")

def empty(weights):
    return sum(float(weights.pop().sum()) for _ in range(len(weights)))

def double(weights):
    for number, w in enumerate(weights):
        weights[number] = 2 * w

def fill(weights):
    weights.append(weights[0])

class ShapeError(ValueError):
    pass

def strict(a, b):
    raise ShapeError("(1,)")

def confused(a, b):
    return a.shapes
"""


@pytest.fixture
def student(tmp_path: Path) -> Any:
    (tmp_path / "unchanged_student.py").write_text(SOURCE, "utf-8")
    return LocalEnvironment(tmp_path).module("unchanged_student")


def test_unchanged_inputs_pass(student: Any) -> None:
    a, b = np.ones(3), np.zeros(3)
    with check_unchanged(a=a, b=b):
        assert student.mse(a, b) == 1.0


def test_a_changed_input_is_named(student: Any) -> None:
    y_pred, y_true = np.ones(3), np.ones(3)
    with (
        pytest.raises(CheckFailed, match="changed its input y_pred in place"),
        check_unchanged(y_pred=y_pred, y_true=y_true),
    ):
        student.greedy(y_pred, y_true)


def test_nan_counts_as_a_change_only_when_it_is_one(student: Any) -> None:
    a, b = np.array([np.nan, 1.0]), np.zeros(2)
    with check_unchanged(a=a, b=b):
        student.mse(a, b)
    with pytest.raises(CheckFailed, match="input b in place"), check_unchanged(a=a, b=b):
        student.to_nan(a, b)


def test_what_the_call_raises_comes_first(student: Any) -> None:
    a = np.ones(1)
    with pytest.raises(StudentException, match="ValueError"), check_unchanged(a=a):
        student.strict(a, a)


def test_the_right_exception_passes(student: Any) -> None:
    shapes = np.ones((3, 2)), np.ones(3)
    check_raises(ValueError, student.mse, *shapes)
    check_raises(ValueError, student.mse, *shapes, mentions=("(3, 2)", "(3,)"))
    check_raises(Exception, student.mse, *shapes)


def test_a_subclass_is_the_right_exception(student: Any) -> None:
    check_raises(ValueError, student.strict, np.ones(1), np.ones(2), mentions=("(1,)",))


def test_what_the_message_lacks_is_named(student: Any) -> None:
    with pytest.raises(CheckFailed, match=r"should name \(4,\) and \(5,\)") as caught:
        check_raises(
            ValueError, student.mse, np.ones(2), np.ones(3), mentions=("(4,)", "(2,)", "(5,)")
        )
    assert "shapes (2,) and (3,) differ" in caught.value.detail


def test_raising_nothing_fails(student: Any) -> None:
    with pytest.raises(CheckFailed, match="should raise a ValueError here, and did not"):
        check_raises(ValueError, student.mse, np.ones(2), np.ones(2))


def test_another_exception_is_told_as_it_is(student: Any) -> None:
    with pytest.raises(StudentException, match="AttributeError"):
        check_raises(ValueError, student.confused, np.ones(2), np.ones(2))


@pytest.mark.parametrize(
    ("function", "says"),
    [("empty", "You emptied the list"), ("double", "other arrays"), ("fill", "other arrays")],
)
def test_a_list_that_is_changed_is_told(student: Any, function: str, says: str) -> None:
    weights = [np.ones(3), np.ones((2, 2))]
    given = list(weights)
    check_same_list(given, weights)
    getattr(student, function)(given)
    with pytest.raises(CheckFailed, match=says):
        check_same_list(given, weights)
