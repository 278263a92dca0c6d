"""Every public function takes numbers of every kind, and calculates in float64."""

from collections.abc import Callable, Iterator
from typing import Any

import backprop
import dropout
import early_stopping
import generalization
import gradient_descent
import losses
import numpy as np
import pytest
import regularization
import softmax
import splits

DTYPES = tuple(
    np.dtype(name)
    for name in (
        *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64"),
    )
)
Array = np.ndarray[Any, Any]
Call = Callable[..., Any]

WIDE = np.array([[-128.0, 3, 127], [100, -100, 0]])
"""What wraps around in int8: differences, sums, squares, and the size of −128."""
HIGH = np.array([[255.0, 3, 1], [200, 0, 130]])
"""And in uint8."""
LARGE = np.array([[60_000.0, -60_000, 3], [1, -2, 50_000]])
"""What is infinite in float16 once it is added up or squared."""
FINE = np.array([[1.0, 1, 2047], [2046, 2048, 1]]) / 2048
"""What loses digits in float16 and in float32 at the first step."""
BATCHES = (WIDE, HIGH, LARGE, FINE)


def backward(make: Callable[[], Any]) -> Call:
    def both(x: Array, grad: Array) -> tuple[Array, ...]:
        layer = make()
        return layer.forward(x), layer.backward(grad)

    return both


def linear(x: Array, grad: Array) -> tuple[Array, ...]:
    layer = backprop.Linear(3, 3, np.random.default_rng(1))
    return layer.forward(x), layer.backward(grad), layer.dW, layer.db


def training_dropout(x: Array, grad: Array) -> tuple[Array, ...]:
    layer = dropout.Dropout(0.4, np.random.default_rng(1))
    return layer.forward(x, training=True), layer.backward(grad)


def sgd(w: Array, g: Array) -> Array:
    """The parameters are float64, says the page; the gradients may be anything."""
    optimizer, weights = gradient_descent.SGD(0.3, momentum=0.9), np.ones(w.shape)
    for _ in range(2):
        optimizer.step([weights], [g])
    return weights


def descent(w0: Array, g: Array) -> Any:
    return gradient_descent.gradient_descent(lambda _: g[0], w0[0], 0.3, 2, tolerance=1.0)


def genetic(low: Array, _: Array) -> tuple[Array, Any]:
    rng = np.random.default_rng(1)
    edge = np.minimum(low[0], low[1]), np.maximum(low[0], low[1])
    best, value = gradient_descent.genetic_search(np.sum, *edge, 4, 2, rng)
    return best, np.asarray(value)


def searched(low: Array, _: Array) -> Any:
    rng = np.random.default_rng(1)
    edge = np.minimum(low[0], low[1]), np.maximum(low[0], low[1])
    return gradient_descent.random_search(np.sum, *edge, 4, rng)[0]


def stopped(loss: Array, parameters: Array) -> Array:
    monitor = early_stopping.EarlyStopping(3, min_delta=1e-5)
    for number in loss.ravel():
        monitor.update(number, [parameters])
    return np.array([monitor.best_loss, monitor.best_epoch, monitor.wait], dtype=float)


CALLS: dict[str, Call] = {
    "mae": losses.mae,
    "mae_grad": losses.mae_grad,
    "mse": losses.mse,
    "mse_grad": losses.mse_grad,
    "binary_cross_entropy": losses.binary_cross_entropy,
    "binary_cross_entropy_grad": losses.binary_cross_entropy_grad,
    "cross_entropy": losses.cross_entropy,
    "cross_entropy_grad": losses.cross_entropy_grad,
    "sigmoid": lambda z, _: softmax.sigmoid(z),
    "softmax": lambda z, _: softmax.softmax(z),
    "log_softmax": lambda z, _: softmax.log_softmax(z),
    "softmax_cross_entropy": lambda z, _: softmax.softmax_cross_entropy(z, np.array([0, 2])),
    "softmax_cross_entropy_grad": lambda z, _: softmax.softmax_cross_entropy_grad(
        z, np.array([0, 2], np.uint8)
    ),
    "numerical_gradient": lambda x, _: backprop.numerical_gradient(np.sum, x),
    "softmax_backward": backprop.softmax_backward,
    "Linear": linear,
    "ReLU": backward(backprop.ReLU),
    "Sigmoid": backward(backprop.Sigmoid),
    "Tanh": backward(backprop.Tanh),
    "gradient_descent": descent,
    "SGD": sgd,
    "random_search": searched,
    "genetic_search": genetic,
    "l1_penalty": lambda *w: regularization.l1_penalty(list(w), 0.3),
    "l1_penalty_grad": lambda *w: tuple(regularization.l1_penalty_grad(list(w), 0.3)),
    "l2_penalty": lambda *w: regularization.l2_penalty(list(w), 0.3),
    "l2_penalty_grad": lambda *w: tuple(regularization.l2_penalty_grad(list(w), 0.3)),
    "standardize": splits.standardize,
    "Dropout": backward(lambda: dropout.Dropout(0.4, np.random.default_rng(1))),
    "Dropout, training": training_dropout,
    "EarlyStopping": stopped,
    "standard_error": lambda a, n: generalization.standard_error(
        np.max(a) / np.max(a), abs(np.max(n))
    ),
}


def arrays(given: Any) -> Iterator[Array]:
    for one in given if isinstance(given, tuple) else (given,):
        yield np.asarray(one)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_every_kind_of_number_gives_what_decimals_give(name: str, dtype: np.dtype[Any]) -> None:
    call = CALLS[name]
    with np.errstate(all="ignore"):
        fitting = [x for x in BATCHES if np.array_equal(x.astype(dtype).astype(float), x)]
    assert fitting
    for x in fitting:
        other = x[::-1].copy()
        expected = tuple(arrays(call(x.copy(), other.copy())))
        found = tuple(arrays(call(x.astype(dtype), other.astype(dtype))))
        assert len(found) == len(expected)
        for one, right in zip(found, expected, strict=True):
            assert one.dtype == np.float64, (x, one.dtype)
            assert np.allclose(one, right, rtol=1e-12, atol=0, equal_nan=True), (x, one, right)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_ratios_of_any_kind_share_out_alike(dtype: np.dtype[Any]) -> None:
    groups = np.arange(2000) % 100
    for split in (splits.train_val_test_split, splits.grouped_split):
        first = groups if split is splits.grouped_split else 10_000
        parts = split(first, (7, 1, 2), np.random.default_rng(1))
        again = split(first, np.array([7, 1, 2], dtype), np.random.default_rng(1))
        assert [part.tolist() for part in parts] == [part.tolist() for part in again]


@pytest.mark.parametrize("dtype", [each for each in DTYPES if each.kind in "iu"], ids=str)
def test_samples_of_any_kind_are_counted_alike(dtype: np.dtype[Any]) -> None:
    for n in (7, 50, 100, 127):
        assert generalization.best_ratios(dtype.type(n), 0.5, 0.1) == (
            generalization.best_ratios(n, 0.5, 0.1)
        )
