"""Task 4.9: the parameters and gradients of a network."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_finite, test_case, write

OK_FORMAT = False
name = "task_4_9"

SHAPES = [(3, 4), (4,), (4, 2), (2,)]


def network(backprop):
    """A network with two linear layers, and these two."""
    rng = np.random.default_rng(1)
    first, second = backprop.Linear(3, 4, rng), backprop.Linear(4, 2, rng)
    layers = [first, backprop.ReLU(), second, backprop.Sigmoid()]
    return backprop.Sequential(layers), first, second


def four_arrays(arrays, name):
    """What `parameters` or `gradients` gives, if it is four arrays in a row."""
    if arrays is None:
        raise CheckFailed(f"Your {name}() gives None. Does it end with `return …`?")
    arrays = list(arrays)
    for array in arrays:
        check_finite(array, name=f"an entry of {name}()")
    if len(arrays) != 4:
        raise CheckFailed(
            f"Your {name}() should give four arrays for two linear layers: two of each, one after "
            "the other, in one flat list.",
            f"It gives {len(arrays)}.",
        )
    return arrays


def places(parameters):
    """Where W and b of the first and of the second layer are among the parameters."""
    shapes = [np.shape(array) for array in parameters]
    if sorted(shapes) != sorted(SHAPES):
        raise CheckFailed(
            "Your parameters() should give W and b of each linear layer, each once.",
            f"The shapes are {shapes}.",
        )
    return [shapes.index(shape) for shape in SHAPES]


@test_case(
    name="Parameters",
    points=1,
    failure_message="Go through the layers, and collect W and b of those that have them: "
    "hasattr(layer, 'W') tells. One flat list, not a list of pairs.",
)
def parameters_of_a_network(backprop):
    model, first, second = network(backprop)
    parameters = four_arrays(model.parameters(), "parameters")
    wanted = [first.W, first.b, second.W, second.b]
    for place, array in zip(places(parameters), wanted, strict=True):
        check_close(parameters[place], array, name="an entry of parameters()")


@test_case(
    name="Gradients in the same order",
    points=1.5,
    failure_message="Go through the layers exactly as in parameters(): where there is W, here is "
    "dW, and where there is b, here is db, as the latest backward pass has left them.",
)
def gradients_of_a_network(backprop):
    model, first, second = network(backprop)
    rng = np.random.default_rng(2)
    for _ in range(2):
        for layer, n_in, n_out in ((first, 3, 4), (second, 4, 2)):
            layer.forward(rng.normal(0, 1, (5, n_in)))
            layer.backward(rng.normal(0, 1, (5, n_out)))
        gradients = four_arrays(model.gradients(), "gradients")
        order = places(four_arrays(model.parameters(), "parameters"))
        wanted = [first.dW, first.db, second.dW, second.db]
        for place, array in zip(order, wanted, strict=True):
            check_close(gradients[place], array, name="an entry of gradients()")


@test_case(
    name="Living parameters",
    points=1.5,
    hidden=True,
    failure_message="Put layer.W and layer.b themselves into the list, without .copy() and "
    "without computing with them.",
)
def living_parameters(backprop):
    """They are the layers' own arrays: change one in place, and the network changes."""
    model, first, second = network(backprop)
    parameters = four_arrays(model.parameters(), "parameters")
    order = places(parameters)
    for number, place in enumerate(order):
        write(backprop, parameters[place], number + 0.5)
    for number, array in enumerate((first.W, first.b, second.W, second.b)):
        if not np.all(array == number + 0.5):
            raise CheckFailed(
                "A change made in place to what parameters() gives does not reach the layer: the "
                "network would never learn. Are they copies?"
            )
