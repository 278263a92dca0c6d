"""Task 4.10: the tanh layer."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    check_close,
    check_gradient,
    check_kinds,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_4_10"

X = np.log([[1.0, 2.0], [3.0, 0.5]])
UPSTREAM = np.array([[2.0, 25.0], [-25.0, 50.0]])


@test_case(
    name="Worked example",
    points=1,
    failure_message="y = tanh(x), and the slope is 1 − y², with the y that forward returned. "
    "Multiply it by the upstream gradient. x and grad stay as they are, and y too: a second "
    "backward gives the same as the first.",
)
def worked_example(backprop):
    layer = backprop.Tanh()
    x, grad = X.copy(), UPSTREAM.copy()
    with check_unchanged(x=x, grad=grad):
        y = layer.forward(x)
        check_close(y, [[0.0, 0.6], [0.8, -0.6]], name="y")
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
    if not np.allclose(y, [[0.0, 0.6], [0.8, -0.6]]):
        raise CheckFailed(
            "Your backward changed the y that forward gave: compute with a new array."
        )
    again = layer.backward(UPSTREAM.copy())
    check_close(again, [[2.0, 16.0], [-9.0, 32.0]], name="the gradient of a second backward")


@test_case(
    name="Numbers of 1000, latest batch",
    points=1,
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
    name="Random inputs",
    points=1,
    hidden=True,
    failure_message="Compare with numerical_gradient, also for two tanh layers that are used in "
    "turn: keep what backward needs in self.",
)
def random_inputs(backprop, reference, rng):
    """The input may have any shape, and y and the gradient have that shape too."""
    for shape in ((5, 4), (7,), (2, 3, 2)):
        layer = backprop.Tanh()
        x, grad = rng.normal(0, 1, shape), rng.normal(0, 1, shape)
        with check_unchanged(x=x, grad=grad):
            check_close(layer.forward(x), reference.backprop.Tanh().forward(x), name="y")
            backprop.Tanh().forward(-x + 1)
            grad_x = layer.backward(grad)
        check_gradient(
            lambda z, grad=grad: np.sum(grad * reference.backprop.Tanh().forward(z)), x, grad_x
        )

    def both_ways(layer):
        return lambda x, grad: [layer.forward(x), layer.backward(grad)]

    small, names = rng.integers(-128, 128, (2, 4, 3)), ("y", "the gradient for x")
    check_kinds(
        both_ways(backprop.Tanh()), both_ways(reference.backprop.Tanh()), *small, name=names
    )
