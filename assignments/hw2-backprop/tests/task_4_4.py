"""Task 4.4: forward pass of a linear layer."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    check_close,
    check_kinds,
    check_shape,
    check_unchanged,
    test_case,
    write,
)

OK_FORMAT = False
name = "task_4_4"

CHORDS = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
WEIGHTS = np.array([[2.0, -1.0], [-1.0, 2.0], [0.5, 0.5]])
BIAS = np.array([0.25, -0.5])


def write_bias(backprop, layer, bias):
    """Write into b, if it can hold `bias`: as an optimizer does."""
    if not isinstance(layer.b, np.ndarray) or layer.b.shape[-1:] != bias.shape:
        raise CheckFailed("b should be an array of n_out decimals: see Task 4.3.")
    if layer.b.dtype.kind != "f" and np.any(bias % 1):
        raise CheckFailed("b is an array of whole numbers, where decimals should be: see Task 4.3.")
    write(backprop, layer.b, bias)


def example_layer(backprop):
    layer = backprop.Linear(3, 2, np.random.default_rng(1))
    check_shape(layer.W, WEIGHTS.shape, name="W")
    write(backprop, layer.W, WEIGHTS)
    write_bias(backprop, layer, BIAS)
    return layer


@test_case(
    name="Worked example",
    points=2,
    failure_message="Every sample is a row of x: multiply x by W (x @ self.W) and add b to each "
    "row. Both come in as they are, and nothing is changed in place.",
)
def worked_example(backprop):
    layer = example_layer(backprop)
    x = CHORDS.copy()
    with check_unchanged(x=x):
        y = layer.forward(x)
    check_close(
        y,
        [[2.75, -1.0], [-0.25, 2.0]],
        name="y",
        wrong={
            "You left out the bias: add b to each row.": [[2.5, -0.5], [-0.5, 2.5]],
            "You subtracted the bias: add it.": [[2.25, 0.0], [-0.75, 3.0]],
            "You divided x W by the number of inputs: add up only.": [
                [1.0833333, -0.6666667],
                [0.0833333, 0.3333333],
            ],
            "You set what is negative to 0: that is ReLU, a layer of its own.": [
                [2.75, 0.0],
                [0.0, 2.0],
            ],
            "You added the sum of all biases: each neuron has its own.": [
                [2.25, -0.75],
                [-0.75, 2.25],
            ],
            "You halved x W: `training` makes no difference to this layer.": [
                [1.5, -0.75],
                [0.0, 0.75],
            ],
        },
    )


@test_case(
    name="Five samples of whole numbers",
    points=1,
    failure_message="There are more samples than neurons here. b has one entry for each neuron, "
    "so it is added to each row as it is, without a reshape.",
)
def more_samples(backprop):
    layer = backprop.Linear(4, 3, np.random.default_rng(2))
    x = np.arange(20).reshape(5, 4) - 7
    check_close(layer.forward(x.copy()), x @ layer.W + layer.b, name="y")


@test_case(
    name="After a step of the optimizer",
    points=1,
    failure_message="The optimizer has changed W and b in place: use self.W and self.b, not "
    "something that was computed earlier. `training` makes no difference to this layer.",
)
def after_a_step(backprop):
    layer = backprop.Linear(3, 4, np.random.default_rng(3))
    x = np.array([[0.5, -1.0, 2.0], [3.0, 0.0, 1.0]])
    layer.forward(x.copy(), training=True)
    write(backprop, layer.W, np.arange(12.0).reshape(3, 4))
    write_bias(backprop, layer, np.array([1.0, -2.0, 3.0, -4.0]))
    expected = x @ np.arange(12.0).reshape(3, 4) + [1, -2, 3, -4]
    for training in (True, False):
        check_close(layer.forward(x.copy(), training=training), expected, name="y")


@test_case(
    name="Any number of samples",
    points=2,
    hidden=True,
    failure_message="Try x with one row, and with as many rows as neurons: row i of y comes from "
    "row i of x, and b is added to each row.",
)
def any_number(backprop, reference, rng):
    """Any number of samples may come, one too, and each row of y belongs to its row of x."""
    for n, n_in, n_out, size in ((1, 3, 2, 1.0), (4, 1, 4, 1e6), (7, 5, 1, 1.0)):
        layer = backprop.Linear(n_in, n_out, np.random.default_rng(n))
        check_shape(layer.W, (n_in, n_out), name="W")
        same = reference.backprop.Linear(n_in, n_out, np.random.default_rng(n))
        write_bias(backprop, layer, rng.integers(1, 9, n_out) * 1.0)
        same.W, same.b = layer.W.copy(), layer.b.copy()
        x = rng.normal(0, size, (n, n_in))
        with check_unchanged(x=x):
            y = layer.forward(x).copy()
        check_close(y, same.forward(x), name="y")
        for row in range(n):
            check_close(layer.forward(x[row : row + 1]), y[row : row + 1], name="one row of y")
    check_kinds(layer.forward, same.forward, rng.integers(-128, 128, (3, 5)), name="y")
