"""Task 5.3: stochastic gradient descent."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_kinds, check_unchanged, test_case

OK_FORMAT = False
name = "task_5_3"


def check_moved(before, after):
    """No array is what it was."""
    stay = [np.array_equal(old, new) for old, new in zip(before, after, strict=True)]
    if all(stay):
        which = "all parameters as they were" if len(stay) > 1 else "the only parameter as it was"
        raise CheckFailed(
            f"Your step left {which}. Does the loop reach the last one, is v the new velocity when "
            "you subtract it, and do the arrays themselves change, with w -= … or w[...] = …? With "
            "w = w - … only the name w gets a new array."
        )
    if any(stay):
        ordinal = ("first", "second")[stay.index(True)]
        raise CheckFailed(
            f"Your step changed one parameter, and left the {ordinal} parameter as it was. Does "
            "the loop go over all of them and reach the last one?"
        )


@test_case(
    name="Worked example",
    points=2.5,
    failure_message="From every parameter subtract learning_rate times its gradient: "
    "for w, g in zip(parameters, gradients).",
)
def worked_example(gradient_descent):
    weights, bias = np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([0.25, -1.0])
    grads = [np.array([[0.5, 1.0], [-2.0, 0.0]]), np.array([1.0, -0.5])]
    before = weights.copy(), bias.copy()
    gradient_descent.SGD(0.125).step([weights, bias], grads)
    check_moved(before, (weights, bias))
    check_close(
        weights,
        [[0.9375, -2.125], [0.75, 3.0]],
        name="the first parameter",
        wrong={
            "You go up: subtract the gradient, do not add it.": [[1.0625, -1.875], [0.25, 3.0]],
            "You left out the learning rate.": [[0.5, -3.0], [2.5, 3.0]],
            "You multiplied by the learning rate twice.": [[0.9921875, -2.015625], [0.53125, 3.0]],
            "You divided by a number of rows or of parameters: the gradient is right as it is.": [
                [0.96875, -2.0625],
                [0.625, 3.0],
            ],
        },
    )
    check_close(bias, [0.125, -0.9375], name="the second parameter")


@test_case(
    name="Only parameters change, in place",
    points=1.5,
    failure_message="The arrays in the list change, the list keeps its arrays (no "
    "parameters[i] = …), and the gradients stay as they are: no g *= learning_rate.",
)
def in_place(gradient_descent):
    weights, bias = np.array([[2.0], [4.0]]), np.array([1.75])
    parameters, before = [weights, bias], (weights.copy(), bias.copy())
    weights_grad, bias_grad = np.array([[1.0], [-3.0]]), np.array([2.0])
    with check_unchanged(the_first_gradient=weights_grad, the_second_gradient=bias_grad):
        gradient_descent.SGD(0.25).step(parameters, [weights_grad, bias_grad])
    if len(parameters) != 2 or parameters[0] is not weights or parameters[1] is not bias:
        raise CheckFailed("Your step put other arrays into the list of parameters.")
    check_moved(before, parameters)
    check_close(weights, [[1.75], [4.75]], name="the first parameter")
    check_close(bias, [1.25], name="the second parameter")


@test_case(
    name="Without momentum nothing is remembered",
    points=1.5,
    failure_message="Without momentum each step depends on its own gradient only, and each "
    "optimizer has its own learning rate: keep it in self.",
)
def nothing_remembered(gradient_descent):
    slow, fast = gradient_descent.SGD(0.125), gradient_descent.SGD(0.5, momentum=0.0)
    for optimizer, expected in ((slow, [[0.875], [1.125], [1.125]]), (fast, [[0.5], [1.5], [1.5]])):
        w = np.array([1.0])
        for grad, after in zip((1, -2, 0), expected, strict=True):
            before = w.copy()
            optimizer.step([w], [np.array([grad])])
            if grad:
                check_moved([before], [w])
            check_close(w, after, name="the parameter")


@test_case(
    name="Parameters of all shapes",
    points=1.5,
    hidden=True,
    failure_message="Parameters may have one axis, two or three, and two of them the same shape, "
    "or there are none. Are all of them changed, the last one too, each with its own gradient? A "
    "large gradient counts in full, and so does a tiny one: nothing is clipped or left out.",
)
def all_shapes(gradient_descent, rng):
    """Any number of parameters may come, of any shapes, each with its gradient at its place."""
    shapes = ((3, 4), (4,), (4, 4), (4,), (2, 1, 3), (1,))
    for count, rate, size in ((6, 0.3, 50.0), (5, 0.01, 1e-9), (1, 2.0, 1e6), (0, 0.3, 1.0)):
        parameters = [rng.normal(0, size, shape) for shape in shapes[:count]]
        grads = [rng.normal(0, size, shape) for shape in shapes[:count]]
        expected = [w - rate * g for w, g in zip(parameters, grads, strict=True)]
        gradient_descent.SGD(rate).step(list(parameters), grads)
        for parameter, right in zip(parameters, expected, strict=True):
            check_close(parameter, right, atol=1e-9 * size, name="a parameter")

    def moved(g):
        w = np.ones((4, 3))
        gradient_descent.SGD(0.3).step([w], [g])
        return w

    for low in (-128, 0):
        small = rng.integers(low, 128, (4, 3))
        check_kinds(moved, lambda g: 1 - 0.3 * g, small, name="a parameter")


@test_case(
    name="A network learns",
    points=1,
    hidden=True,
    failure_message="Try it with your network: optimizer.step(model.parameters(), "
    "model.gradients()) after each backward pass, and print the loss.",
)
def network_learns(gradient_descent, reference, rng):
    """The arrays of a network change in place, step after step, and the network with them."""
    layers, optimizer = reference.backprop, gradient_descent.SGD(0.1)
    init = np.random.default_rng(6)
    parts = [layers.Linear(3, 4, init), layers.ReLU(), layers.Linear(4, 2, init)]
    network = layers.Sequential(parts)
    x, target = rng.uniform(-1, 1, (6, 3)), rng.uniform(-1, 1, (6, 2))
    for _ in range(3):
        network.backward(reference.losses.mse_grad(network.forward(x), target))
        expected = [
            w - 0.1 * g for w, g in zip(network.parameters(), network.gradients(), strict=True)
        ]
        optimizer.step(network.parameters(), network.gradients())
        for parameter, right in zip(network.parameters(), expected, strict=True):
            check_close(parameter, right, name="a parameter")
