"""`check_gradient`: finds small errors, and never accuses a right gradient."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gradus_checks import CheckFailed, check_gradient

Array = np.ndarray[Any, Any]
Pair = tuple[Callable[[Array], float], Callable[[Array], Array]]

FUNCTIONS: dict[str, Pair] = {
    "squares": (lambda x: float((x**2).sum()), lambda x: 2 * x),
    "mean of squares": (lambda x: float((x**2).mean()), lambda x: 2 * x / x.size),
    "cubes": (lambda x: float((x**3).sum()), lambda x: 3 * x**2),
    "exponentials": (lambda x: float(np.exp(x).sum()), np.exp),
    "logarithm of the sum": (
        lambda x: float(np.log(np.exp(x).sum())),
        lambda x: np.exp(x) / np.exp(x).sum(),
    ),
    "logistic": (
        lambda x: float(np.log1p(np.exp(-x)).mean()),
        lambda x: -1 / (1 + np.exp(x)) / x.size,
    ),
    "waves": (lambda x: float(np.sin(3 * x).sum()), lambda x: 3 * np.cos(3 * x)),
    "absolute": (lambda x: float(np.abs(x).sum()), np.sign),
    "rectified": (lambda x: float(np.maximum(x, 0).sum()), lambda x: (x > 0) * 1.0),
    "Huber": (
        lambda x: float(np.where(np.abs(x) < 1, x**2 / 2, np.abs(x) - 0.5).sum()),
        lambda x: np.clip(x, -1, 1),
    ),
    "constant": (lambda _: 3.0, np.zeros_like),
    "product": (lambda x: float(x.flat[0] * x.sum()), lambda x: _product_gradient(x)),
}


KINKED = ("absolute", "rectified")


def _product_gradient(x: Array) -> Array:
    gradient = np.full(x.shape, x.flat[0])
    gradient.flat[0] += x.sum()
    return gradient


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("scale", [1e-3, 1.0, 30.0])
def test_right_gradients_are_never_accused(name: str, scale: float) -> None:
    function, gradient = FUNCTIONS[name]
    if scale < 1 and name in KINKED:
        pytest.skip("all of it would be so near the kink that differences tell nothing")
    rng = np.random.default_rng(7)
    for _ in range(30):
        x = scale * rng.normal(size=(2, 3))
        check_gradient(function, x, gradient(x))


@pytest.mark.parametrize("name", ["squares", "cubes", "exponentials", "logistic", "waves"])
@pytest.mark.parametrize("factor", [1e-3, 1.0, 1e6])
def test_small_errors_are_found(name: str, factor: float) -> None:
    function, gradient = FUNCTIONS[name]
    rng = np.random.default_rng(3)
    for _ in range(10):
        x = rng.uniform(0.5, 2.0, size=5)
        right = factor * gradient(x)
        for wrong in (right * (1 + 1e-5), right * (1 - 1e-5), _one_entry(right)):
            with pytest.raises(CheckFailed):
                check_gradient(lambda v: factor * function(v), x, wrong)
        check_gradient(lambda v: factor * function(v), x, right)


def _one_entry(right: Array) -> Array:
    wrong = right.copy()
    wrong[np.argmax(np.abs(right))] *= 1 + 1e-5
    return wrong


def test_kinks_are_left_out_and_the_rest_is_not() -> None:
    x = np.array([0.0, 1.0, -2.0])
    function, _ = FUNCTIONS["absolute"]
    for anything in (0.0, 1.0, 5.0):
        check_gradient(function, x, np.array([anything, 1.0, -1.0]))
    with pytest.raises(CheckFailed, match="right in some places"):
        check_gradient(function, x, np.array([0.0, -1.0, -1.0]))


@pytest.mark.parametrize("name", [*KINKED, "Huber"])
def test_a_kink_nearby_accuses_nobody(name: str) -> None:
    function, gradient = FUNCTIONS[name]
    for distance in np.geomspace(1e-9, 1e-2, 800):
        x = np.array([distance, -distance, 1 + distance, 1 - distance, 2.0])
        check_gradient(function, x, gradient(x))


def test_where_a_function_is_zero_throughout_its_gradient_is_compared() -> None:
    function, gradient = FUNCTIONS["rectified"]
    x = np.full((2, 3), -3.0)
    check_gradient(function, x, gradient(x))
    with pytest.raises(CheckFailed, match="should be zero here and is not"):
        check_gradient(function, x, np.ones_like(x))


def test_a_check_that_can_compare_nothing_does_not_pass() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(CheckFailed, match="Does it give the same value each time"):
        check_gradient(lambda _: float(rng.normal()), np.ones(6), np.ones(6))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda g: -g, "The gradient has the wrong sign."),
        (lambda g: 2 * g, "The gradient is twice as large"),
        (lambda g: 6 * g, "The gradient is 6 times too large"),
        (lambda g: g * 0, "The gradient is zero everywhere"),
        (lambda g: g.T, "The gradient has the wrong shape. Rows and columns are exchanged."),
        (lambda g: g.tolist(), "The gradient is a list; it should be a NumPy array"),
        (lambda _: None, "The gradient is None"),
        (lambda g: g * np.nan, "The gradient contains NaN"),
        (lambda g: float(g.sum()), "The gradient has the wrong shape."),
    ],
)
def test_mistakes_are_named(wrong: Callable[[Array], Any], words: str) -> None:
    x = np.random.default_rng(1).normal(size=(2, 3))
    with pytest.raises(CheckFailed) as caught:
        check_gradient(lambda v: float((v**2).sum()), x, wrong(2 * x))
    assert caught.value.message.startswith(words)


def test_the_point_is_left_alone_and_may_be_whole_numbers() -> None:
    x = np.array([1, 2, 3])

    def overwrites(v: Array) -> float:
        value = float((v**2).sum())
        v[:] = 0
        return value

    check_gradient(overwrites, x, 2.0 * x)
    assert x.tolist() == [1, 2, 3]


def test_whole_number_gradients_count() -> None:
    check_gradient(lambda v: float(v.sum()), np.ones(3), np.ones(3, dtype=int))


def test_the_name_is_used() -> None:
    with pytest.raises(CheckFailed, match="gradient for W is zero everywhere"):
        check_gradient(lambda v: float(v.sum()), np.ones(3), np.zeros(3), name="the gradient for W")


def rectified_sum(x: Array) -> float:
    return float((np.maximum(x, 0) * np.linspace(1, 2, x.size).reshape(x.shape)).sum())


def rectified_gradient(x: Array) -> Array:
    return np.where(x > 0, np.linspace(1, 2, x.size).reshape(x.shape), 0.0)


@pytest.mark.parametrize("kinks", [0, 20])
def test_large_arrays_are_compared_in_groups(kinks: int) -> None:
    x = np.random.default_rng(5).normal(size=(40, 100))
    x.flat[: 200 * kinks : 200] = 0
    right = rectified_gradient(x)
    calls = []

    def counted(v: Array) -> float:
        calls.append(v)
        return rectified_sum(v)

    check_gradient(counted, x, right)
    assert len(calls) < x.size
    with pytest.raises(CheckFailed, match="wrong sign"):
        check_gradient(rectified_sum, x, -right)
    wrong = right.copy()
    wrong.flat[np.argmax(right)] *= 1 + 1e-3
    with pytest.raises(CheckFailed):
        check_gradient(rectified_sum, x, wrong)


def test_steps_suit_the_function() -> None:
    for stretch in (1e-6, 1.0, 300.0):
        x = np.array([0.3, -0.2]) / stretch
        right = stretch * np.cos(stretch * x)

        def wave(v: Array, stretch: float = stretch) -> float:
            return float(np.sin(stretch * v).sum())

        check_gradient(wave, x, right, rtol=1e-9)
        with pytest.raises(CheckFailed):
            check_gradient(wave, x, right * (1 + 1e-7), rtol=1e-9)
