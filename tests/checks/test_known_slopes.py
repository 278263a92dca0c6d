"""Slopes of the reference are measured once: what is known is what would be measured."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gradus_checks import CheckFailed, check_gradient
from gradus_checks.known_slopes import Reference, Slopes, known_or_measured

Array = np.ndarray[Any, Any]
RNG = np.random.default_rng(3)
X, Y = RNG.normal(size=(2, 4, 3))
OFFSET = np.array([1.0, 2.0, 3.0])


class Layer:
    """An object of the reference's, which keeps what it was last called with."""

    def forward(self, x: Array) -> Array:
        self.x = x
        return x**2


MODULES = SimpleNamespace(
    losses=SimpleNamespace(mse=lambda a, b: float(np.mean((a - b) ** 2))), Layer=Layer
)


def learning() -> tuple[Reference, dict[bytes, Slopes]]:
    learned: dict[bytes, Slopes] = {}
    return Reference(MODULES, learned, learned), learned


def count_of(function: Callable[[Array], float], x: Array) -> int:
    """How often the slopes of `function` at `x` had to be measured now: once, or not at all."""
    measured = []

    def measure(_function: Any, x: Array) -> Slopes:
        measured.append(x)
        return Slopes(np.zeros(x.size), np.zeros(x.size), 0.0, None)

    known_or_measured(function, x, measure)
    return len(measured)


def mse_to(reference: Reference, target: Array) -> Callable[[Array], float]:
    return lambda z: reference.losses.mse(z, target)


def test_the_verdict_is_that_of_measuring() -> None:
    reference, learned = learning()
    right = 2 * (X - Y) / X.size
    for gradient in (right, 2 * right, right.T, -right, right + 1e-9):
        told = []
        for function in (mse_to(reference, Y), lambda z: MODULES.losses.mse(z, Y)):
            try:
                check_gradient(function, X, gradient)
                told.append("")
            except CheckFailed as error:
                told.append(str(error))
        assert told[0] == told[1]
    assert len(learned) == 1


def test_what_is_known_is_not_measured_again() -> None:
    reference, _ = learning()
    assert count_of(mse_to(reference, Y), X) == 1
    assert count_of(mse_to(reference, Y.copy()), X.copy()) == 0


def helper(z: Array) -> Array:
    shifted: Array = z * OFFSET
    return shifted


@pytest.mark.parametrize("others", [(X, -Y), (X + 1e-16 + 1e-9, Y), (X.T.copy(), Y.T.copy())])
def test_other_values_are_others(others: tuple[Array, Array]) -> None:
    reference, _ = learning()
    count_of(mse_to(reference, Y), X)
    x, y = others
    assert count_of(mse_to(reference, y), x) == 1


def test_another_function_default_or_number_is_another() -> None:
    reference, _ = learning()
    functions: list[Any] = [
        lambda z: reference.losses.mse(z, Y),
        lambda z: reference.losses.mse(z, Y) + 1,
        lambda z: reference.losses.mse(z, Y) + 1.0,
        lambda z: 2 * reference.losses.mse(z, Y),
        lambda z, factor=2: factor * reference.losses.mse(z, Y),
        lambda z, factor=3: factor * reference.losses.mse(z, Y),
        lambda z, *, factor=3: factor * reference.losses.mse(z, Y),
        lambda z: reference.losses.mse(helper(z), Y),
        lambda z: reference.losses.mse(z, Y) + sum(abs(v) for v in [0.0, -0.0]),
    ]
    assert [count_of(function, X) for function in functions] == [1] * len(functions)
    assert [count_of(function, X) for function in functions] == [0] * len(functions)


def test_a_constant_of_the_file_that_was_changed_is_another() -> None:
    reference, _ = learning()

    def function(z: Array) -> float:
        return float(reference.losses.mse(helper(z), Y))

    assert (count_of(function, X), count_of(function, X)) == (1, 0)
    OFFSET[0] += 1
    try:
        assert count_of(function, X) == 1
    finally:
        OFFSET[0] -= 1


def test_objects_and_lists_may_change_and_are_measured_each_time() -> None:
    reference, learned = learning()
    layer, heard = reference.Layer(), [0.0]

    def through_an_object(z: Array) -> float:
        return float(np.sum(layer.forward(z)) + 0 * reference.losses.mse(z, Y))

    def that_listens(z: Array) -> float:
        heard.append(0.0)
        return float(reference.losses.mse(z, Y))

    for function in (through_an_object, that_listens, lambda z: float(np.sum(z))):
        assert (count_of(function, X), count_of(function, X)) == (1, 1)
    assert not learned


def test_a_function_that_changes_what_it_was_made_with_is_not_learned() -> None:
    reference, learned = learning()
    kept = np.zeros(3)

    def function(z: Array) -> float:
        kept[0] += 1
        return float(reference.losses.mse(z, Y) + 0 * kept[0])

    check_gradient(function, X, 2 * (X - Y) / X.size)
    assert not learned


def test_where_nothing_may_be_learned_nothing_is() -> None:
    known: dict[bytes, Slopes] = {}
    reference = Reference(MODULES, known)
    assert [count_of(mse_to(reference, Y), X) for _ in range(2)] == [1, 1]
    assert not known
    assert vars(reference) == vars(MODULES)
