"""One example for each check: the page shows its lines, and what `mistaken.py` is told by it."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    call_each,
    check_answer,
    check_close,
    check_finite,
    check_gradient,
    check_kinds,
    check_prints,
    check_raises,
    check_same_list,
    check_shape,
    check_unchanged,
    check_writes,
)


def plain_assert(own):
    assert own.words("To be or not") == ["to", "be", "or", "not"]


def close(own):
    check_close(own.mse(np.array([1.0, 2.0]), np.array([0.0, 4.0])), 2.5)


def shape(own):
    check_shape(own.best_constant(np.zeros((3, 2))), ())
    check_shape(own.softmax(np.zeros((3, 2))), (3, 2), name="the table")


def finite(own):
    check_finite(own.softmax(np.array([[1000.0, 0.0], [0.0, 0.0]])))


def answer(own):
    mean = "This is the mean. Which middle stays put when one value runs away?"
    check_answer(own.best_constant(np.array([1.0, 2.0, 90.0])), 2.0, {mean: 31.0})


def kinds(own):
    check_kinds(own.loudness, lambda x: np.sqrt(np.mean(x**2)), np.array([100.0, -100.0]))


def gradient(own):
    y_pred, y_true = np.array([1.0, 2.0]), np.array([0.0, 4.0])
    grad = own.mse_grad(y_pred, y_true)
    check_gradient(lambda x: float(np.mean((x - y_true) ** 2)), y_pred, grad)


def unchanged(own):
    z = np.array([[0.0, 1.0], [2.0, 3.0]])
    with check_unchanged(z=z):
        own.softmax(z)


def same_list(own):
    grads = [np.array([3.0, -4.0]), np.array([0.5])]
    given = list(grads)
    own.clip_all(given, 1.0)
    check_same_list(given, grads)


def raises(own):
    check_raises(ValueError, own.mse, np.zeros(3), np.zeros((3, 1)), mentions=("(3,)", "(3, 1)"))


def prints(own):
    check_prints("Hello, Ann!", own.greet, "Ann")
    check_prints("How old are you? In ten years you will be 40.", own.ask_age, typed="30")


def writes(own):
    check_writes("squares.txt", "1\n4\n9\n", own.save_squares, 3)


def many_calls(own):
    inputs = [np.array([3.0, 4.0]), np.array([100, -100], np.int8), np.zeros(5)]
    for given, right in zip(call_each(own.loudness, inputs), (12.5**0.5, 100.0, 0.0), strict=True):
        check_close(given, right, name="the loudness")


def a_check_of_your_own(own):
    p = own.softmax(np.array([[0.0, 1.0], [2.0, 3.0]]))
    if not np.allclose(p.sum(axis=1), 1):
        raise CheckFailed("Each row has to sum to 1.", f"your sums: {p.sum(axis=1)}")
