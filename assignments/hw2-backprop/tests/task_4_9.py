"""Task 4.9: the parameters and gradients of a network."""

from functools import partial
from itertools import pairwise

import numpy as np

from gradus_checks import CheckFailed, check_close, check_finite, in_turn, test_case, write

OK_FORMAT = False
name = "task_4_9"

SHAPES = [(3, 4), (4,), (4, 2), (2,)]


def linear(backprop, n_in, n_out, rng):
    """A linear layer, whose b is an array at least."""
    layer = backprop.Linear(n_in, n_out, rng)
    if not isinstance(b := layer.b, np.ndarray) or b.shape != (n_out,):
        raise CheckFailed("b should be an array of n_out decimals: see Task 4.3.")
    return layer


def network(backprop):
    """A network with two linear layers, and these two."""
    rng = np.random.default_rng(1)
    first, second = linear(backprop, 3, 4, rng), linear(backprop, 4, 2, rng)
    layers = [first, backprop.ReLU(), second, backprop.Sigmoid()]
    return backprop.Sequential(layers), first, second


def held(names, *layers):
    """What each of the layers holds by these names, one layer after the other."""
    return in_turn(partial(getattr, layer, name) for layer in layers for name in names)


def arrays_of(arrays, name, count=2):
    """What `parameters` or `gradients` gives, if it is two arrays for each of `count` layers."""
    if arrays is None:
        raise CheckFailed(f"Your {name}() gives None. Does it end with `return …`?")
    arrays = list(arrays)
    for array in arrays:
        check_finite(array, name=f"an entry of {name}()")
    if len(arrays) != 2 * count:
        raise CheckFailed(
            f"Your {name}() should give two arrays of each linear layer, one after the other, in "
            "one flat list.",
            f"It gives {len(arrays)} for {count} linear layers.",
        )
    return arrays


def places(parameters, wanted=SHAPES):
    """Where W and b of the first layer, of the second, … are among the parameters."""
    shapes = [np.shape(array) for array in parameters]
    if sorted(shapes) != sorted(wanted):
        raise CheckFailed(
            "Your parameters() should give W and b of each linear layer, each once.",
            f"The shapes are {shapes}.",
        )
    return [shapes.index(shape) for shape in wanted]


@test_case(
    name="Living parameters",
    points=2,
    failure_message="Go through the layers, and collect W and b of those that have them: "
    "hasattr(layer, 'W') tells. One flat list, not a list of pairs, of layer.W and layer.b "
    "themselves, without .copy() and without computing with them.",
)
def living_parameters(backprop):
    model, first, second = network(backprop)
    parameters = arrays_of(model.parameters(), "parameters")
    order = places(parameters)
    for place, array in zip(order, held("Wb", first, second), strict=True):
        check_close(parameters[place], array, name="an entry of parameters()")
    # Whole numbers, which any array can hold: a b that holds no others costs in Task 4.3.
    for number, place in enumerate(order):
        write(backprop, parameters[place], number + 3)
    for number, array in enumerate(held("Wb", first, second)):
        if not np.all(array == number + 3):
            raise CheckFailed(
                "A change made in place to what parameters() gives does not reach the layer: the "
                "network would never learn. Are they copies?"
            )


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
        gradients = arrays_of(model.gradients(), "gradients")
        order = places(arrays_of(model.parameters(), "parameters"))
        for place, array in zip(order, held(("dW", "db"), first, second), strict=True):
            check_close(gradients[place], array, name="an entry of gradients()")


@test_case(
    name="Other networks",
    points=0.5,
    hidden=True,
    failure_message="Linear layers may be anywhere: loop over self.layers and ask each one, do not "
    "name self.layers[0] and self.layers[2]. Without any of them both lists are empty.",
)
def other_networks(backprop, rng):
    """A network may have none of these layers, or many, at any place."""
    draw = np.random.default_rng(3)
    for sizes, at in (((), ()), ((3, 4), (1,)), ((3, 3, 3, 3), (0, 1, 3))):
        linears = [linear(backprop, *pair, draw) for pair in pairwise(sizes)]
        layers = [backprop.ReLU(), backprop.Sigmoid()]
        for number, (place, layer) in enumerate(zip(at, linears, strict=True)):
            layers.insert(place, layer)
            # Unlike each other, also where the shapes are the same.
            weights, bias = held("Wb", layer)
            write(backprop, weights, rng.normal(0, 1, weights.shape))
            write(backprop, bias, number + 1)
            n_in, n_out = weights.shape
            x, grad = rng.normal(0, 1, (5, n_in)), rng.normal(0, number, (5, n_out))
            # Gradients may be 0, and have their places all the same.
            list(in_turn([partial(layer.forward, x), partial(layer.backward, grad)]))
        model = backprop.Sequential(layers)
        parameters = arrays_of(model.parameters(), "parameters", len(linears))
        gradients = arrays_of(model.gradients(), "gradients", len(linears))
        own = held(("W", "dW", "b", "db"), *linears)
        for array, gradient in zip(own, own, strict=True):
            there = [np.array_equal(array, each) for each in parameters]
            if not any(there):
                raise CheckFailed("W or b of one of the layers is not among the parameters.")
            check_close(gradients[there.index(True)], gradient, name="an entry of gradients()")
