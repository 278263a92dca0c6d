"""What the students' page of definitions calls ours is what the references do."""

import re
from pathlib import Path

import backprop
import dropout
import early_stopping
import gradient_descent
import losses
import numpy as np
import pytest
import regularization
import softmax
import splits

PAGE = Path(__file__).resolve().parents[2] / "assignments" / "definitions.md"
COLUMN, ROW = np.ones((3, 1)), np.ones(3)


def gives(value):
    """Whether a function gives it, up to three digits."""
    return lambda call: np.testing.assert_allclose(call(), value, rtol=5e-3, atol=1e-12)


def refuses(call):
    """Whether a function raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        call()


def stop(losses_seen, patience=2, min_delta=0.0):
    """After which epoch the training stops; 0 if it goes on."""
    monitor = early_stopping.EarlyStopping(patience, min_delta)
    stops = [monitor.update(loss, []) for loss in losses_seen]
    return 1 + stops.index(True) if True in stops else 0


def dropped(p=0.5, **options):
    layer = dropout.Dropout(p, np.random.default_rng(0))
    return layer.forward(np.ones((4, 50)), **options)


def momentum():
    weights = [np.zeros(1)]
    optimizer = gradient_descent.SGD(1.0, 0.5)
    optimizer.step(weights, [np.ones(1)])
    optimizer.learning_rate = 0.1
    optimizer.step(weights, [np.ones(1)])
    return weights[0]


def relu_slope():
    relu = backprop.ReLU()
    relu.forward(np.zeros((1, 1)))
    return relu.backward(np.ones((1, 1)))


def standardized(column):
    return splits.standardize(np.reshape(column, (-1, 1)))[0]


NAN = float("nan")
OURS = {
    "shapes": (refuses, lambda: losses.mse(COLUMN, ROW)),
    "abs-slope": (gives(0), lambda: losses.mae_grad(ROW, ROW)),
    "certain": (gives(27.6), lambda: losses.binary_cross_entropy(np.zeros(1), np.ones(1))),
    "certain-slope": (
        gives(-1e12),
        lambda: losses.binary_cross_entropy_grad(np.zeros(1), np.ones(1)),
    ),
    "row-sums": (
        gives(1.151),
        lambda: losses.cross_entropy(
            np.array([[0.2, 0.2], [0.5, 0.5]]), np.array([[1, 0], [1, 0]])
        ),
    ),
    "no-samples": (refuses, lambda: losses.mse(np.zeros(0), np.zeros(0))),
    "no-axis": (gives(0.5), lambda: softmax.softmax(np.zeros((2, 2)))),
    "whole-numbers": (gives([0.119, 0.881]), lambda: softmax.softmax(np.array([1, 3], np.uint8))),
    "one-hot": (
        gives(0.720),
        lambda: softmax.softmax_cross_entropy(np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([0, 1])),
    ),
    "no-class": (refuses, lambda: softmax.softmax_cross_entropy(np.zeros((1, 3)), np.array([3]))),
    "no-classes": (refuses, lambda: softmax.softmax(np.zeros((3, 0)))),
    "relu-slope": (gives(0), relu_slope),
    "momentum": (gives(-1.15), momentum),
    "deviation": (gives([[-1], [1]]), lambda: standardized([1.0, 2.0])),
    "constant": (gives(0), lambda: standardized([0.1] * 1000)),
    "l2": (gives(2.5), lambda: regularization.l2_penalty([np.array([1.0, 2.0])], 0.5)),
    "p": (refuses, lambda: dropped(p=1.0)),
    "unasked": (gives(1), dropped),
    "patience": (gives(4), lambda: stop([3, 2, 2, 2, 2, 2])),
    "min-delta": (gives(2), lambda: stop([3, 2.5, 2, 1.5], 1, 0.5)),
    "nan": (gives(3), lambda: stop([2, NAN, NAN, 1])),
}


@pytest.mark.parametrize("key", OURS)
def test_ours(key):
    check, call = OURS[key]
    check(call)


def test_what_stands_here_stands_on_the_page():
    assert OURS.keys() <= {*re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)}
