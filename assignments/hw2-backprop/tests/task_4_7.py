"""Task 4.7: the sigmoid layer."""

from itertools import cycle

import numpy as np

from gradus_checks import (
    CheckFailed,
    check_close,
    check_kinds,
    check_layer_orders,
    check_unchanged,
    drawn,
    test_case,
)

OK_FORMAT = False
name = "task_4_7"

X = np.log([[1.0, 3.0, 1 / 3], [4.0, 1.0, 9.0]])
UPSTREAM = np.array([[4.0, 16.0, -16.0], [25.0, -8.0, 100.0]])


@test_case(
    name="Worked example: forward",
    points=2,
    failure_message="y = 1 / (1 + e^(−x)), entry by entry: the provided softmax.py has sigmoid. "
    "x itself stays as it is.",
)
def example_forward(backprop):
    x = X.copy()
    with check_unchanged(x=x):
        y = backprop.Sigmoid().forward(x)
    check_close(y, [[0.5, 0.75, 0.25], [0.8, 0.5, 0.9]], name="y")
    check_close(backprop.Sigmoid().forward(np.array([0, 0])), [0.5, 0.5], name="y")


@test_case(
    name="Worked example: backward",
    points=1.5,
    failure_message="The slope is y (1 − y), where y is what forward returned: not x, and not the "
    "sigmoid of y. Multiply it by the upstream gradient, which stays as it is.",
)
def example_backward(backprop):
    layer = backprop.Sigmoid()
    layer.forward(X.copy())
    grad = UPSTREAM.copy()
    with check_unchanged(grad=grad):
        grad_x = layer.backward(grad)
    check_close(
        grad_x,
        [[1.0, 3.0, -3.0], [4.0, -2.0, 9.0]],
        name="the gradient",
        wrong={
            "You left out the upstream gradient: multiply the slope by it.": [
                [0.25, 0.1875, 0.1875],
                [0.16, 0.25, 0.09],
            ],
            "You left out the factor 1 − y: the slope is y (1 − y).": [
                [2.0, 12.0, -4.0],
                [20.0, -4.0, 90.0],
            ],
            "You took the slope of tanh, 1 − y²: that of the sigmoid is y (1 − y).": [
                [3.0, 7.0, -15.0],
                [9.0, -6.0, 19.0],
            ],
            "You took x for y: the slope is y (1 − y), with what forward returned.": UPSTREAM
            * X
            * (1 - X),
        },
    )


@test_case(
    name="Numbers of 1000: forward",
    points=0.5,
    failure_message="e^1000 is too large for the computer. The provided sigmoid does without it.",
)
def large_forward(backprop):
    y = backprop.Sigmoid().forward(np.array([[-1000.0, 0.0, 1000.0, np.log(3.0)]]))
    check_close(y, [[0.0, 0.5, 1.0, 0.75]], name="y")


@test_case(
    name="Numbers of 1000: backward",
    points=0.5,
    failure_message="Take the slope from what forward returned, y (1 − y), and not from "
    "exponentials: e^1000 is too large for the computer.",
)
def large_backward(backprop):
    layer = backprop.Sigmoid()
    layer.forward(np.array([[-1000.0, 0.0, 1000.0, np.log(3.0)]]))
    grad_x = layer.backward(np.array([[1.0, 2.0, 3.0, -16.0]]))
    check_close(grad_x, [[0.0, 0.5, 0.0, -3.0]], name="the gradient")


@test_case(
    name="Two batches",
    points=1,
    failure_message="Keep in each forward pass what the backward pass will need: it belongs to "
    "the latest x, with training=True or without. "
    "The backward pass only reads it: asked again, it gives the same.",
)
def two_batches(backprop):
    layer = backprop.Sigmoid()
    grad = np.array([[25.0, 8.0, -100.0]])
    layer.forward(X.copy(), training=True)
    layer.forward(X[1:].copy())
    grad_x = layer.backward(grad.copy())
    check_close(grad_x, [[4.0, 2.0, -9.0]], name="the gradient of the second batch")
    y = layer.forward(X[:1].copy(), training=True)
    kept = np.array(y)
    grad_x = layer.backward(grad.copy())
    check_close(grad_x, [[6.25, 1.5, -18.75]], name="the gradient of the third batch")
    if not np.array_equal(y, kept):
        raise CheckFailed(
            "Your backward changed the y that forward gave: compute with a new array."
        )
    grad_x = layer.backward(grad.copy())
    check_close(grad_x, [[6.25, 1.5, -18.75]], name="the gradient of a second backward")


@test_case(
    name="Random inputs: backward",
    points=0.5,
    hidden=True,
    failure_message="Compare with numerical_gradient. Any number of axes is fine if you leave "
    "the loops to NumPy, and the upstream gradient is a factor of every entry.",
)
def random_backward(backprop, reference, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    for shape, size in (((5, 4), 2.0), ((7,), 1e3), ((2, 1, 2), 1e-9)):
        layer, right = backprop.Sigmoid(), reference.backprop.Sigmoid()
        # Of the large ones e to the largest is infinite.
        x = drawn(
            lambda shape=shape, size=size: rng.normal(0, size, shape),
            lambda x, size=size: size < 1e3 or np.max(x) > 800,
        )
        grad = rng.normal(0, 1, shape)
        layer.forward(x.copy())
        right.forward(x)
        with check_unchanged(grad=grad):
            grad_x = layer.backward(grad)
        check_close(grad_x, right.backward(grad), name="the gradient")

    def there_and_back(layer):
        layer.forward(np.linspace(-2, 2, 12).reshape(4, 3))
        return layer.backward

    mine, right = (there_and_back(module.Sigmoid()) for module in (backprop, reference.backprop))
    check_kinds(mine, right, rng.integers(-128, 128, (4, 3)), name="the gradient for x")


@test_case(
    name="Random inputs: forward",
    points=0.5,
    hidden=True,
    failure_message="Any number of axes is fine if you leave the loops to NumPy.",
)
def random_forward(backprop, reference, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    right = reference.backprop.Sigmoid()
    for shape, size in (((5, 4), 2.0), ((7,), 300.0), ((2, 1, 2), 1e-9)):
        x = rng.normal(0, size, shape)
        with check_unchanged(x=x):
            y = backprop.Sigmoid().forward(x)
        check_close(y, right.forward(x), name="y")
    small = rng.integers(-128, 128, (4, 3))
    check_kinds(backprop.Sigmoid().forward, right.forward, small, name="y")


@test_case(
    name="In any order, side by side",
    points=0.5,
    hidden=True,
    failure_message="Keep in each forward pass what the way back needs, in self: a variable of the "
    "module or of the class is shared by all layers. backward only reads it.",
)
def in_any_order(backprop, reference, rng):
    """It belongs to the latest `forward` of the same layer, with `training=True` or without, and
    overwrites what an earlier `backward` has left."""
    shapes = cycle(((2, 3), (2, 3), (1, 3)))
    check_layer_orders(
        backprop.Sigmoid,
        lambda _: reference.backprop.Sigmoid(),
        lambda: rng.normal(0, 1, next(shapes)),
        rng,
    )
