"""Task 4.5: backward pass of a linear layer."""

from functools import partial
from itertools import cycle

import numpy as np

from gradus_checks import (
    CheckFailed,
    StudentException,
    check_close,
    check_kinds,
    check_layer_orders,
    check_shape,
    check_unchanged,
    in_turn,
    test_case,
    write,
)

OK_FORMAT = False
name = "task_4_5"

CHORDS = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
WEIGHTS = np.array([[2.0, -1.0], [-1.0, 2.0], [0.5, 0.5]])
BIAS = np.array([3.0, -2.0])
UPSTREAM = np.array([[-0.2, 0.1], [0.3, -0.4]])
RETURNED = "the gradient for x"


def write_bias(backprop, layer, bias):
    """As an optimizer changes it, where b is an array at all: if not, that costs in Task 4.3."""
    if isinstance(b := layer.b, np.ndarray) and b.shape == bias.shape:
        write(backprop, b, bias)


def example_layer(backprop):
    """The layer of the example, after a forward pass of its two chords."""
    layer = backprop.Linear(3, 2, np.random.default_rng(1))
    check_shape(layer.W, WEIGHTS.shape, name="W")
    # In place, as an optimizer changes it.
    write(backprop, layer.W, WEIGHTS)
    write_bias(backprop, layer, BIAS)
    layer.forward(CHORDS.copy())
    return layer


def go_back(layer, grad, result):
    """A backward pass whose `result`, "dW" or "db", is asked for.

    What it returns is asked for in other cases: where only that goes wrong, the result is there,
    and is not what it was before.
    """
    before = result_of(layer, result)
    try:
        layer.backward(grad)
    except StudentException:
        after = result_of(layer, result)
        if after is None or (before is not None and np.array_equal(after, before)):
            raise


def result_of(layer, result):
    """A copy of dW or db; nothing where there is none."""
    try:
        return np.array(getattr(layer, result))
    except (AttributeError, StudentException):
        return None


def beside(reference, weights):
    """The reference's layer with these weights."""
    same = reference.backprop.Linear(1, 1, np.random.default_rng(1))
    same.W = weights.copy()
    same.b = np.zeros(same.W.shape[1])
    return same


def check_random_pass(layer, reference, rng, n, size, result):
    """One of the three results of a forward and a backward pass, with numbers of this size."""
    weights = layer.W
    n_in, n_out = weights.shape
    x, grad = rng.normal(0, size, (n, n_in)), rng.normal(0, size, (n, n_out))
    same = beside(reference, weights)
    same.forward(x)
    expected = same.backward(grad) if result == RETURNED else None
    if result == RETURNED:
        with check_unchanged(x=x, grad=grad):
            _, given = in_turn([partial(layer.forward, x), partial(layer.backward, grad)])
    else:
        same.backward(grad)
        expected = getattr(same, result)
        layer.forward(x.copy())
        go_back(layer, grad.copy(), result)
        given = getattr(layer, result)
    check_close(given, expected, rtol=1e-9, atol=0.0, name=result)


def check_random_layers(backprop, reference, rng, result):
    """One of the three results, of one sample and of several, of tiny numbers and of large ones."""
    for n, n_in, n_out, size in ((5, 3, 4, 50.0), (1, 4, 2, 1e-9), (3, 1, 3, 1e6)):
        layer = backprop.Linear(n_in, n_out, np.random.default_rng(n))
        write_bias(backprop, layer, rng.integers(1, 9, n_out) * 1.0)
        check_random_pass(layer, reference, rng, n, size, result)
    # Once more, after a step of the optimizer.
    write(backprop, layer.W, rng.normal(0, 1, layer.W.shape))
    check_random_pass(layer, reference, rng, n, size, result)


def after_a_batch(backprop, result):
    """A layer after both passes of one batch and the forward pass of another: x and grad of it."""
    layer = backprop.Linear(2, 3, np.random.default_rng(2))
    layer.forward(np.ones((4, 2)))
    go_back(layer, np.ones((4, 3)), result)
    x = np.array([[1.0, 2.0], [3.0, -4.0], [0.5, 0.0], [0.0, 1.0], [2.0, 2.0]])
    grad = np.array([[1.0, 0, 2], [0.5, -1, 0], [0, 3, 1], [-2, 0.5, 0.25], [1, 1, -1]])
    layer.forward(x.copy(), training=True)
    return layer, x, grad


def side_by_side(backprop, rng, result):
    """Two layers whose passes are made in turn, x and grad of each."""
    layers = [backprop.Linear(3, 2, np.random.default_rng(seed)) for seed in (1, 2)]
    inputs, grads = rng.normal(0, 1, (2, 4, 3)), rng.normal(0, 1, (2, 4, 2))
    for layer, x in zip(layers, inputs, strict=True):
        layer.forward(x.copy())
    for layer, grad in zip(layers, grads, strict=True):
        go_back(layer, grad.copy(), result)
    return zip(layers, inputs, grads, strict=True)


@test_case(
    name="Worked example: weights",
    points=2,
    failure_message="Weight (i, j) leads from input i to neuron j. Add up, over the samples, "
    "input i times the upstream gradient of neuron j. Keep the result as self.dW.",
)
def example_weights(backprop):
    layer = example_layer(backprop)
    go_back(layer, UPSTREAM.copy(), "dW")
    wrong = {
        "You reshaped x: that keeps the numbers in their order. x.T turns rows into columns.": (
            CHORDS.reshape(3, 2) @ UPSTREAM
        ),
    }
    check_close(layer.dW, [[-0.2, 0.1], [0.3, -0.4], [0.1, -0.3]], name="dW", wrong=wrong)


@test_case(
    name="Worked example: bias",
    points=1,
    failure_message="The bias of a neuron acts on every sample: add up the upstream gradient over "
    "the samples (axis=0). Keep the result as self.db.",
)
def example_bias(backprop):
    layer = example_layer(backprop)
    go_back(layer, UPSTREAM.copy(), "db")
    wrong = {"You added b itself: db depends on the upstream gradient only.": [3.1, -2.3]}
    check_close(layer.db, [0.1, -0.3], name="db", wrong=wrong)


@test_case(
    name="Worked example: inputs",
    points=3,
    failure_message="Input i reaches every neuron: add up, over the neurons, weight (i, j) times "
    "the upstream gradient of neuron j, and return it. grad itself stays as it is.",
)
def example_inputs(backprop):
    layer = example_layer(backprop)
    grad = UPSTREAM.copy()
    weights = layer.W.copy()
    with check_unchanged(grad=grad):
        grad_x = layer.backward(grad)
    if not np.array_equal(layer.W, weights):
        raise CheckFailed(
            "Your backward changes W. It only works out the gradients: an optimizer takes the step."
        )
    wrong = {
        "You added b to grad: a bias moves y, but not by how much y changes with x.": (
            (UPSTREAM + BIAS) @ WEIGHTS.T
        ),
        "You added b to W: a bias moves y, but not by how much y changes with x.": (
            UPSTREAM @ (WEIGHTS + BIAS).T
        ),
    }
    expected = [[-0.5, 0.4, -0.05], [1.0, -1.1, -0.05]]
    check_close(grad_x, expected, name="the gradient for x", wrong=wrong)


@test_case(
    name="Two batches: weights",
    points=1,
    failure_message="Each backward pass writes dW anew, from the x of the latest forward pass: "
    "self.dW = …, not self.dW += …. It leaves self.x as it was, for another backward.",
)
def two_batches_weights(backprop):
    layer, x, first = after_a_batch(backprop, "dW")
    for grad in (first, 3 * first):
        go_back(layer, grad.copy(), "dW")
        check_close(layer.dW, x.T @ grad, name="dW")


@test_case(
    name="Two batches: bias",
    points=0.5,
    failure_message="Each backward pass writes db anew: self.db = …, not self.db += ….",
)
def two_batches_bias(backprop):
    layer, _, first = after_a_batch(backprop, "db")
    for grad in (first, 3 * first):
        go_back(layer, grad.copy(), "db")
        check_close(layer.db, np.sum(grad, axis=0), name="db")


@test_case(
    name="Random layers: weights",
    points=1,
    hidden=True,
    failure_message="Check dW with numerical_gradient, for one sample and for several, with tiny "
    "numbers and with large ones: nothing is clipped or left out. The upstream gradient already "
    "has its 1/n: do not divide again.",
)
def random_weights(backprop, reference, rng):
    """dW and db are sums over the batch, of any size, and have the shapes of W and b."""
    check_random_layers(backprop, reference, rng, "dW")


@test_case(
    name="Random layers: bias",
    points=0.5,
    hidden=True,
    failure_message="Check db with numerical_gradient, for one sample and for several. The "
    "upstream gradient already has its 1/n: do not divide again.",
)
def random_bias(backprop, reference, rng):
    """dW and db are sums over the batch, of any size, and have the shapes of W and b."""
    check_random_layers(backprop, reference, rng, "db")


@test_case(
    name="Random layers: inputs",
    points=1,
    hidden=True,
    failure_message="Check the gradient for x with numerical_gradient, for one sample and for "
    "several, with tiny numbers and with large ones: nothing is clipped or left out, and nothing "
    "is divided. Use W as it is at that moment.",
)
def random_inputs(backprop, reference, rng):
    """dW and db are sums over the batch, of any size, and have the shapes of W and b."""
    check_random_layers(backprop, reference, rng, RETURNED)


@test_case(
    name="In any order, side by side: weights",
    points=1,
    hidden=True,
    failure_message="Keep in each forward pass what the way back needs, in self: a variable of the "
    "module or of the class is shared by all layers. backward only reads it.",
)
def weights_in_any_order(backprop, reference, rng):
    """It belongs to the latest `forward` of the same layer, with `training=True` or without, and
    overwrites what an earlier `backward` has left."""
    shapes = cycle(((2, 3), (2, 3), (1, 3)))
    check_layer_orders(
        lambda: backprop.Linear(3, 2, np.random.default_rng(1)),
        lambda layer: beside(reference, layer.W),
        lambda: rng.normal(0, 1, next(shapes)),
        rng,
        result="dW",
    )


@test_case(
    name="Two layers side by side: bias",
    points=0.5,
    hidden=True,
    failure_message="Keep db in self, so that each layer has its own.",
)
def bias_side_by_side(backprop, rng):
    """Each layer has its own memory: two layers of one kind do not disturb each other."""
    for layer, _, grad in side_by_side(backprop, rng, "db"):
        check_close(layer.db, grad.sum(axis=0), rtol=1e-10, name="db")


@test_case(
    name="Small whole numbers",
    points=0.5,
    hidden=True,
    failure_message="Make decimals of what you are given first, with np.asarray(x, dtype=float): "
    "small whole numbers, of int8 for example, wrap around.",
)
def small_whole_numbers(backprop, reference, rng):
    """Arrays of whole numbers are welcome as inputs, and results hold decimals."""

    def gradients_of(module):
        def gradients(x, grad):
            layer = module.Linear(3, 2, np.random.default_rng(1))
            layer.forward(x)
            go_back(layer, grad, "dW")
            # Of a gradient in whole numbers, db may be whole numbers too.
            return [np.asarray(each, dtype=float) for each in (layer.dW, layer.db)]

        return gradients

    mine, right = gradients_of(backprop), gradients_of(reference.backprop)
    for low in (-128, 0):
        x, grad = rng.integers(low, 128, (4, 3)), rng.integers(low, 128, (4, 2))
        check_kinds(mine, right, x, grad, name=("dW", "db"))
