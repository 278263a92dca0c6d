"""Dataclasses, protocols, type hints, keyword-only and positional-only parameters."""

# === backprop.py alone
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import numpy as np
from softmax import sigmoid

Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]


class Layer(Protocol):
    def forward(self, x: Array, training: bool = False) -> Array: ...

    def backward(self, grad: Array) -> Array: ...


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    gradient = np.empty(np.shape(x), dtype=np.float64)
    for index in np.ndindex(gradient.shape):
        up, down = (np.array(x, dtype=np.float64) for _ in range(2))
        up[index], down[index] = up[index] + h, down[index] - h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


def softmax_backward(grad_probs: Array, probs: Array, /) -> Array:
    return (
        centred := grad_probs - np.vecdot(grad_probs, probs)[:, None]
        if hasattr(np, "vecdot")
        else grad_probs - (grad_probs * probs).sum(1)[:, None]
    ) * probs


@dataclass
class Linear:
    n_in: int
    n_out: int
    rng: np.random.Generator = field(repr=False)

    def __post_init__(self) -> None:
        self.W: Array = self.rng.normal(0.0, (2.0 / self.n_in) ** 0.5, (self.n_in, self.n_out))
        self.b: Array = np.zeros(self.n_out)

    def forward(self, x: Array, training: bool = False) -> Array:
        self.x: Array = np.asarray(x, dtype=np.float64).copy()
        return self.x @ self.W + self.b

    def backward(self, grad: Array) -> Array:
        self.dW, self.db = self.x.T @ grad, np.add.reduce(grad, axis=0, dtype=np.float64)
        return grad @ self.W.T


@dataclass
class _Smooth:
    y: Array | None = field(default=None, init=False)

    def backward(self, grad: Array) -> Array:
        assert self.y is not None
        return grad * self.slope(self.y)


class Sigmoid(_Smooth):
    def forward(self, x: Array, training: bool = False) -> Array:
        self.y = sigmoid(x)
        return self.y.copy()

    def slope(self, y: Array) -> Array:
        return y * (1.0 - y)


class Tanh(_Smooth):
    def forward(self, x: Array, training: bool = False) -> Array:
        self.y = np.tanh(np.float64(x))
        return self.y.copy()

    def slope(self, y: Array) -> Array:
        return 1.0 - y**2


@dataclass
class ReLU:
    def forward(self, x: Array, training: bool = False) -> Array:
        self.mask = (x > 0).astype(np.float64)
        return x * self.mask

    def backward(self, grad: Array) -> Array:
        return grad * self.mask


@dataclass
class Sequential:
    layers: Sequence[Layer]

    def forward(self, x: Array, training: bool = False) -> Array:
        for layer in self.layers:
            x = layer.forward(x, training=training)
        return x

    def backward(self, grad: Array) -> Array:
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def _each(self, *names: str) -> Iterator[Array]:
        for layer in self.layers:
            yield from (getattr(layer, name) for name in names if hasattr(layer, name))

    def parameters(self) -> list[Array]:
        return [*self._each("W", "b")]

    def gradients(self) -> list[Array]:
        return [*self._each("dW", "db")]
