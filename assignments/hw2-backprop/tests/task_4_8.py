"""Task 4.8: forward and backward pass of a network."""

from functools import partial
from types import SimpleNamespace

import numpy as np

from gradus_checks import (
    CheckFailed,
    StudentException,
    check_close,
    check_finite,
    check_shape,
    in_turn,
    test_case,
    write,
)

OK_FORMAT = False
name = "task_4_8"

CHORDS = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
WEIGHTS = np.array([[2.0, -1.0], [-1.0, 2.0], [0.5, 0.5]])
BIAS = np.array([0.25, -0.5])


def kept(array, name):
    """A copy, as a later call may change what an earlier one gave."""
    check_finite(array, name=name)
    return np.array(array)


def forth(layers, x):
    """The output of your layers, called one by one."""
    for layer in layers:
        x = layer.forward(x, training=True)
    return kept(x, "what your last layer returns")


def back(layers, grad):
    """The gradient for the input of your layers, called one by one."""
    for layer in layers[::-1]:
        grad = layer.backward(grad)
    return kept(grad, "what your first layer returns")


def output_of(model, x):
    """The output of a model, in training."""
    return kept(model.forward(x.copy(), training=True), "the output")


def both_ways(model, x, grad):
    """The output of a model and the gradient for its input."""
    forward, backward = partial(model.forward, x.copy(), training=True), model.backward
    given = in_turn([forward, partial(backward, grad.copy())])
    return kept(next(given), "the output"), kept(next(given), "the gradient for x")


def check_same_after_backward(model, x, grad):
    y, _ = both_ways(model, x, grad)
    try:
        again = output_of(model, x)
    except (StudentException, CheckFailed):
        again = None
    if again is None or not np.array_equal(again, y):
        raise CheckFailed(
            "After a backward pass your forward no longer gives what it gave before: backward has "
            "changed the model. self.layers.reverse() turns the list around for good, "
            "reversed(self.layers) leaves it as it is."
        )


@test_case(
    name="Worked example",
    points=2,
    failure_message="Give x to the first layer, what it returns to the next one, and so on. "
    "Return what the last layer returns.",
)
def worked_example(backprop):
    linear = backprop.Linear(3, 2, np.random.default_rng(1))
    check_shape(linear.W, WEIGHTS.shape, name="W")
    # In place, as an optimizer changes them.
    write(backprop, linear.W, WEIGHTS)
    # Whether b can be written is asked in Task 4.3: what the layer gives is compared with itself.
    if isinstance(linear.b, np.ndarray) and linear.b.shape == BIAS.shape:
        write(backprop, linear.b, BIAS)
    layers = [linear, backprop.ReLU()]
    expected = forth(layers, CHORDS.copy())
    y = backprop.Sequential(layers).forward(CHORDS.copy(), training=True)
    check_close(y, expected, name="the output")


@test_case(
    name="Backward",
    points=2,
    failure_message="Give grad to the last layer, what it returns to the one before, and so on. "
    "Return what the first layer returns. reversed(self.layers) goes backward and changes nothing.",
)
def backward(backprop):
    rng = np.random.default_rng(2)
    layers = [backprop.Linear(4, 3, rng), backprop.Sigmoid(), backprop.Linear(3, 2, rng)]
    model = backprop.Sequential(layers)
    x = np.arange(20.0).reshape(5, 4) / 10 - 1
    grad = np.array([[1.0, 0.5], [-1.0, 2.0], [0.0, 0.25], [3.0, -1.0], [0.5, 0.5]])
    check_same_after_backward(model, x, grad)
    for _ in range(2):
        _, grad_x = both_ways(model, x, grad)
        forth(layers, x.copy())
        check_close(grad_x, back(layers, grad.copy()), name="the gradient for x")


@test_case(
    name="Training or not",
    points=1,
    failure_message="Some layers of the next assignment behave differently while training. Hand "
    "the word on: layer.forward(x, training).",
)
def training_or_not(backprop):
    heard = []

    def note(x, training=False):
        heard.append(bool(training))
        return x

    # Layers that only note what they are told.
    model = backprop.Sequential([SimpleNamespace(forward=note) for _ in range(3)])
    for said in (True, False):
        heard.clear()
        model.forward(np.ones((2, 2)), training=said)
        if heard != [said] * 3:
            raise CheckFailed(
                "Your forward does not tell each layer, once, whether we are training.",
                f"training={said} was said; the three layers heard {heard}.",
            )
    heard.clear()
    model.forward(np.ones((2, 2)))
    if any(heard):
        raise CheckFailed("Nobody said that we are training, but your forward tells it its layers.")


def networks_of(backprop):
    """Networks of one layer, of five, and of a square one between two others."""
    draw = np.random.default_rng(3)
    return (
        [backprop.Sigmoid()],
        [getattr(backprop, kind)() for kind in ("Sigmoid", "ReLU", "Sigmoid", "ReLU", "Sigmoid")],
        [backprop.ReLU(), backprop.Linear(3, 3, draw), backprop.Sigmoid()],
    )


@test_case(
    name="Deeper networks: forward",
    points=1,
    hidden=True,
    failure_message="Each layer is used once, from the first to the last. Try a network without a "
    "Linear layer, and one with a single layer or with five: all of self.layers, not the first "
    "three.",
)
def deeper_forward(backprop, rng):
    """A network may have any number of layers, of any kind, in any order."""
    for layers in networks_of(backprop):
        x = rng.normal(0, 1, (4, 3))
        y = output_of(backprop.Sequential(layers), x)
        check_close(y, forth(layers, x.copy()), name="the output")
    # Of the same x, once the optimizer has changed the weights.
    model = backprop.Sequential(layers)
    output_of(model, x)
    write(backprop, layers[1].W, rng.normal(0, 1, (3, 3)))
    y = output_of(model, x)
    check_close(y, forth(layers, x.copy()), name="the output after a step of the optimizer")


@test_case(
    name="Deeper networks: backward",
    points=0.5,
    hidden=True,
    failure_message="Each layer is used once, backward from the last to the first. Try a network "
    "without a Linear layer, and one with a single layer or with five: all of self.layers, not the "
    "first three.",
)
def deeper_backward(backprop, rng):
    """A network may have any number of layers, of any kind, in any order."""
    for layers in networks_of(backprop):
        x, grad = rng.normal(0, 1, (4, 3)), rng.normal(0, 1, (4, 3))
        _, grad_x = both_ways(backprop.Sequential(layers), x, grad)
        forth(layers, x.copy())
        check_close(grad_x, back(layers, grad.copy()), name="the gradient for x")


def interleaved(backprop, rng):
    """Two models whose passes are made in turn: layers, x, grad, output and gradient of each."""
    # No kind of layer is in both: that layers do not share their memory is asked elsewhere.
    networks = [[backprop.Sigmoid()], [backprop.ReLU()]]
    models = [backprop.Sequential(layers) for layers in networks]
    for n in (5, 2, 3):
        x, grad = rng.normal(0, 1, (n, 4)), rng.normal(0, 1, (n, 4))
        before = [rng.normal(0, 1, (n + 1, 4)) for _ in models]
        given = in_turn(
            [partial(m.forward, b, training=True) for m, b in zip(models, before, strict=True)]
            + [partial(model.forward, x.copy(), training=True) for model in models]
            + [partial(model.backward, grad.copy()) for model in models]
        )
        _ = [next(given) for _ in models]
        outputs = [kept(next(given), "the output") for _ in models]
        grads = [kept(next(given), "the gradient for x") for _ in models]
        for layers, y, grad_x in zip(networks, outputs, grads, strict=True):
            yield layers, x, grad, y, grad_x


@test_case(
    name="Latest batch, own layers: forward",
    points=0.5,
    hidden=True,
    failure_message="Keep nothing of an earlier pass, and nothing outside self: each model uses "
    "its own layers, as they are now.",
)
def latest_output(backprop, rng):
    """The gradient is that of the latest forward pass, also when batches differ in size."""
    for layers, x, _, y, _ in interleaved(backprop, rng):
        check_close(y, forth(layers, x.copy()), name="the output")


@test_case(
    name="Latest batch, own layers: backward",
    points=1,
    hidden=True,
    failure_message="Keep nothing of an earlier pass, and nothing outside self: each model uses "
    "its own layers, as they are now.",
)
def latest_gradient(backprop, rng):
    """The gradient is that of the latest forward pass, also when batches differ in size."""
    for layers, x, grad, _, grad_x in interleaved(backprop, rng):
        forth(layers, x.copy())
        check_close(grad_x, back(layers, grad.copy()), name="the gradient for x")
