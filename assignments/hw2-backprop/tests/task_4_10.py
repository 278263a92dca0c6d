"""Task 4.10: the tanh layer."""

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
name = "task_4_10"

X = np.log([[1.0, 2.0], [3.0, 0.5]])
UPSTREAM = np.array([[2.0, 25.0], [-25.0, 50.0]])


@test_case(
    name="Worked example: forward",
    points=0.75,
    failure_message="y = tanh(x), entry by entry. x itself stays as it is.",
)
def example_forward(backprop):
    x = X.copy()
    with check_unchanged(x=x):
        y = backprop.Tanh().forward(x)
    check_close(y, [[0.0, 0.6], [0.8, -0.6]], name="y")


@test_case(
    name="Worked example: backward",
    points=1,
    failure_message="The slope is 1 − y², with the y that forward returned. Multiply it by the "
    "upstream gradient. grad stays as it is, and y too: a second backward gives the same as the "
    "first.",
)
def example_backward(backprop):
    layer = backprop.Tanh()
    grad = UPSTREAM.copy()
    y = layer.forward(X.copy())
    given = np.array(y)
    with check_unchanged(grad=grad):
        grad_x = layer.backward(grad)
    check_close(
        grad_x,
        [[2.0, 16.0], [-9.0, 32.0]],
        name="the gradient",
        wrong={
            "You left out the upstream gradient: multiply the slope by it.": [
                [1.0, 0.64],
                [0.36, 0.64],
            ],
            "You took the slope of the sigmoid, y (1 − y): that of tanh is 1 − y².": [
                [0.0, 6.0],
                [-4.0, -48.0],
            ],
            "You left out the square: the slope is 1 − y².": [[2.0, 10.0], [-5.0, 80.0]],
        },
    )
    if not np.array_equal(y, given):
        raise CheckFailed(
            "Your backward changed the y that forward gave: compute with a new array."
        )
    again = layer.backward(UPSTREAM.copy())
    check_close(again, [[2.0, 16.0], [-9.0, 32.0]], name="the gradient of a second backward")


@test_case(
    name="Numbers of 1000, latest batch",
    points=0.25,
    failure_message="e^1000 is too large for the computer: np.tanh knows a way around it. The "
    "gradient belongs to the latest forward pass.",
)
def large_inputs(backprop):
    layer = backprop.Tanh()
    layer.forward(X.copy(), training=True)
    y = layer.forward(np.array([-1000, 0, 1000]))
    check_close(y, [-1.0, 0.0, 1.0], name="y")
    grad_x = layer.backward(np.array([1.0, 2.8, 3.0]))
    check_close(grad_x, [0.0, 2.8, 0.0], name="the gradient")


@test_case(
    name="Random inputs: backward",
    points=0.5,
    hidden=True,
    failure_message="Compare with numerical_gradient, also for two tanh layers that are used in "
    "turn: keep what backward needs in self.",
)
def random_backward(backprop, reference, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    for shape, size in (((5, 4), 1.0), ((7,), 300.0), ((2, 1, 2), 1e-9)):
        layer, right = backprop.Tanh(), reference.backprop.Tanh()
        x, grad = rng.normal(0, size, shape), rng.normal(0, 1, shape)
        layer.forward(x.copy())
        right.forward(x)
        backprop.Tanh().forward(-x + 1)
        with check_unchanged(grad=grad):
            grad_x = layer.backward(grad)
        check_close(grad_x, right.backward(grad), name="the gradient")

    def there_and_back(layer):
        layer.forward(np.linspace(-2, 2, 12).reshape(4, 3))
        return layer.backward

    mine, right = (there_and_back(module.Tanh()) for module in (backprop, reference.backprop))
    check_kinds(mine, right, rng.integers(-128, 128, (4, 3)), name="the gradient for x")
    shapes = cycle(((2, 3), (2, 3), (1, 3)))
    check_layer_orders(
        backprop.Tanh,
        lambda _: reference.backprop.Tanh(),
        lambda: rng.normal(0, 1, next(shapes)),
        rng,
    )


@test_case(
    name="Random inputs: forward",
    points=0.5,
    hidden=True,
    failure_message="Any number of axes is fine if you leave the loops to NumPy.",
)
def random_forward(backprop, reference, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    right = reference.backprop.Tanh()
    for shape, size in (((5, 4), 1.0), ((7,), 300.0), ((2, 1, 2), 1e-9)):
        x = rng.normal(0, size, shape)
        with check_unchanged(x=x):
            y = backprop.Tanh().forward(x)
        check_close(y, right.forward(x), name="y")
    # Beyond 4 the tanh is nearly 1, in whatever precision.
    small = drawn(
        lambda: rng.integers(-128, 128, (4, 3)), lambda x: np.any((x != 0) & (np.abs(x) < 4))
    )
    check_kinds(backprop.Tanh().forward, right.forward, small, name="y")
