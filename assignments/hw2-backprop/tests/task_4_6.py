"""Task 4.6: ReLU."""

from itertools import cycle

import numpy as np

from gradus_checks import (
    check_close,
    check_kinds,
    check_layer_orders,
    check_unchanged,
    drawn,
    test_case,
)

OK_FORMAT = False
name = "task_4_6"

X = np.array([[-1.5, 0.0, 2.0], [0.5, -3.0, 1.0]])
UPSTREAM = np.array([[10.0, 20.0, 30.0], [-4.0, 5.0, -6.0]])


@test_case(
    name="Worked example: forward",
    points=1.5,
    failure_message="Numbers above 0 stay as they are, all others become 0, in a new array.",
)
def example_forward(backprop):
    x = X.copy()
    with check_unchanged(x=x):
        y = backprop.ReLU().forward(x)
    check_close(y, [[0, 0, 2.0], [0.5, 0, 1.0]], name="y")


@test_case(
    name="Worked example: backward",
    points=2,
    failure_message="The upstream gradient passes where x was above 0, and becomes 0 elsewhere, "
    "also at 0 itself. x decides, not the sign of the gradient, and grad stays as it is.",
)
def example_backward(backprop):
    relu = backprop.ReLU()
    relu.forward(X.copy())
    grad = UPSTREAM.copy()
    with check_unchanged(grad=grad):
        grad_x = relu.backward(grad)
    wrong = {
        "You looked at the sign of the upstream gradient: x decides.": np.maximum(UPSTREAM, 0),
        "You let the whole gradient pass: where x was not above 0, it becomes 0.": UPSTREAM,
        "You left out the upstream gradient: multiply the slope by it.": (X > 0) * 1.0,
        "The gradient passes on the wrong side: where x was above 0, it passes.": UPSTREAM
        * (X <= 0),
        "At x = 0, the kink, the gradient should be 0.": UPSTREAM * (X >= 0),
        "You took x itself for the slope: that is 1 where x was above 0, and 0 elsewhere.": (
            UPSTREAM * np.maximum(X, 0)
        ),
    }
    check_close(grad_x, [[0, 0, 30.0], [-4.0, 0, -6.0]], name="the gradient", wrong=wrong)


@test_case(
    name="Whole numbers",
    points=1,
    failure_message="What comes back holds decimals: np.maximum(x, 0) keeps whole numbers whole, "
    "np.maximum(x, 0.0) does not. However large a number above 0 is, it stays as it is.",
)
def whole_numbers(backprop):
    relu = backprop.ReLU()
    wrong = {
        f"You cut off what is above {limit}: ReLU has no upper limit.": [limit, 0, 0, min(limit, 2)]
        for limit in (1, 6, 10)
    }
    y = relu.forward(np.array([3000, -2, 0, 2]))
    check_close(y, [3000.0, 0.0, 0.0, 2.0], name="y", wrong=wrong)


@test_case(
    name="Two batches",
    points=1,
    failure_message="Keep in each forward pass what the backward pass will need: it belongs to "
    "the latest x, with training=True or without. "
    "The backward pass only reads it: asked again, it gives the same.",
)
def two_batches(backprop):
    relu = backprop.ReLU()
    relu.forward(X.copy(), training=True)
    relu.forward(X[:1] + 1.0)
    grad_x = relu.backward(UPSTREAM[:1].copy())
    check_close(grad_x, [[0, 20.0, 30.0]], name="the gradient of the second batch")
    relu.forward(X[1:].copy(), training=True)
    grad_x = relu.backward(UPSTREAM[:1].copy())
    check_close(grad_x, [[10.0, 0, 30.0]], name="the gradient of the third batch")
    grad_x = relu.backward(UPSTREAM[:1].copy())
    check_close(grad_x, [[10.0, 0, 30.0]], name="the gradient of a second backward")
    relu.forward(np.array([3000, -2, 0, 2]))
    grad_x = relu.backward(np.array([0.5, 0.5, 0.5, -0.75]))
    check_close(grad_x, [0.5, 0.0, 0.0, -0.75], name="the gradient after whole numbers")


@test_case(
    name="Random inputs: backward",
    points=0.5,
    hidden=True,
    failure_message="The input may have any number of axes, and be tiny or large: leave the loops"
    " to NumPy, and compare with 0 itself. The upstream gradient is a factor of every entry.",
)
def random_backward(backprop, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    for shape, size in (((5, 4), 1.0), ((7,), 1e-9), ((2, 1, 2), 1e6)):
        relu = backprop.ReLU()
        x, grad = rng.normal(0, size, shape), rng.normal(0, size, shape)
        relu.forward(x.copy())
        with check_unchanged(grad=grad):
            grad_x = relu.backward(grad)
        check_close(grad_x, np.where(x > 0, grad, 0.0), atol=0.0, name="the gradient")


@test_case(
    name="Random inputs: forward",
    points=0.5,
    hidden=True,
    failure_message="Any number of axes is fine if you leave the loops to NumPy. However tiny or "
    "large what is above 0 is, it stays as it is.",
)
def random_forward(backprop, reference, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    for shape, size in (((5, 4), 1.0), ((7,), 1e-9), ((2, 1, 2), 1e6)):
        x = drawn(
            lambda shape=shape, size=size: rng.normal(0, size, shape),
            lambda x, size=size: np.max(x) > size / 10,
        )
        with check_unchanged(x=x):
            y = backprop.ReLU().forward(x)
        check_close(y, np.where(x > 0, x, 0.0), atol=0.0, name="y")
    small, right = rng.integers(-128, 128, (4, 3)), reference.backprop.ReLU()
    check_kinds(backprop.ReLU().forward, right.forward, small, name="y")


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
        backprop.ReLU,
        lambda _: reference.backprop.ReLU(),
        lambda: rng.normal(0, 1, next(shapes)),
        rng,
    )
