"""Orders of calls: all short ones and a walk; what hangs on the order is said, and nothing else."""

from collections.abc import Callable
from itertools import product
from typing import Any, ClassVar

import numpy as np
import pytest

from gradus_checks import (
    BACKWARD,
    FORWARD,
    LAYER,
    TRAINING,
    CheckFailed,
    call_orders,
    check_layer_orders,
)


class ReLU:
    """A right layer."""

    def forward(self, x: Any, training: bool = False) -> Any:  # noqa: ARG002
        self.active = x > 0
        return np.where(self.active, x, 0.0)

    def backward(self, grad: Any) -> Any:
        return np.where(self.active, grad, 0.0)


class OfTheTraining(ReLU):
    def forward(self, x: Any, training: bool = False) -> Any:
        if training or not hasattr(self, "active"):
            self.active = x > 0
        return np.where(x > 0, x, 0.0)


class UsedUp(ReLU):
    def backward(self, grad: Any) -> Any:
        active, self.active = self.active, np.ones_like(self.active)
        return np.where(active, grad, 0.0)


class Shared(ReLU):
    memory: ClassVar[dict[str, Any]] = {}

    def forward(self, x: Any, training: bool = False) -> Any:  # noqa: ARG002
        self.memory["active"] = x > 0
        return np.where(x > 0, x, 0.0)

    def backward(self, grad: Any) -> Any:
        return np.where(self.memory["active"], grad, 0.0)


class TheWrongWay(ReLU):
    def backward(self, grad: Any) -> Any:
        return -super().backward(grad)


def check(new: Callable[[], Any]) -> None:
    rng = np.random.default_rng(1)
    check_layer_orders(new, lambda _: ReLU(), lambda: rng.normal(0, 1, (2, 3)), rng)


@pytest.mark.parametrize("seed", range(20))
def test_a_walk_holds_every_order_of_four(seed: int) -> None:
    first = (FORWARD, TRAINING)
    *short, walk = call_orders(LAYER, first, BACKWARD, np.random.default_rng(seed))
    fours = {walk[place : place + 4] for place in range(len(walk) - 3)}
    assert fours == set(product(LAYER, repeat=4))
    assert len(walk) == 3**4 + 3
    assert all(order[0] in first for order in (*short, walk))
    assert set(short) == {(one, other, BACKWARD) for one, other in product(first, LAYER)}


def test_a_right_layer_passes() -> None:
    check(ReLU)


@pytest.mark.parametrize("layer", [OfTheTraining, UsedUp])
def test_the_order_is_named(layer: Callable[[], Any]) -> None:
    with pytest.raises(CheckFailed, match=r"After these calls .* with the latest forward alone"):
        check(layer)


def test_a_common_memory_is_named() -> None:
    with pytest.raises(CheckFailed, match="disturb each other"):
        check(Shared)


def test_any_other_mistake_is_told_as_it_is() -> None:
    with pytest.raises(CheckFailed, match="sign"):
        check(TheWrongWay)
