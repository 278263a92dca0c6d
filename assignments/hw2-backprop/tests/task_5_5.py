"""Task 5.5: momentum."""

from functools import partial

import numpy as np

from gradus_checks import CheckFailed, check_close, check_unchanged, in_turn, test_case

OK_FORMAT = False
name = "task_5_5"


def moves(optimizers, gradients):
    """By how much each of the parameters of each optimizer moves, by the gradient at its place."""
    parameters = [[np.full(np.shape(g), 8.0) for g in each] for each in gradients]
    steps = zip(optimizers, parameters, gradients, strict=True)
    list(in_turn(partial(optimizer.step, list(w), g) for optimizer, w, g in steps))
    return [[w - 8.0 for w in each] for each in parameters]


def check_moves(gradient_descent, optimizer, gradients, velocities, momentum):
    """With `gradients` the optimizer moves as one without momentum does with `velocities`.

    So whatever is wrong with a step as such costs once, in Task 5.3.
    """
    pairs = list(zip(gradients, velocities, strict=True))
    braking = [2 * g - v for g, v in pairs]
    averaged = [v - momentum * g for g, v in pairs]
    steps = [[np.array(g) for g in each] for each in (velocities, gradients, braking, averaged)]
    optimizers = in_turn(4 * [partial(gradient_descent.SGD, 0.125, momentum=0.0)])
    given, *others = moves([optimizer, *optimizers], [gradients, *steps])
    plain = others[0]
    if not any(np.any(move) for move in plain):
        raise CheckFailed("Your step moves nothing even without momentum: see Task 5.3.")
    for move, right, without, brakes, mean in zip(given, *others, strict=True):
        wrong = {
            "This step is made as if v were 0 before it. Keep v from one step to the next, by the "
            "place in the list: the arrays may be other ones each time, so not by id(w).": without,
            "You subtracted momentum · v where it is added: v = momentum · v + g.": brakes,
        }
        if np.array_equal(right, without):
            # Before this step v was 0: later a forgotten v could look the same.
            average = "You took (1 − momentum) · g, as a running mean does: v = momentum · v + g."
            wrong[average] = mean
        check_close(move, right, name="the step", wrong=wrong)


@test_case(
    name="Worked example",
    points=1,
    failure_message="Keep v in self from one step to the next: v = momentum · v + g, and then "
    "w -= learning_rate · v. It is 0 only before the first step.",
)
def worked_example(gradient_descent):
    optimizer = gradient_descent.SGD(0.125, momentum=0.25)
    steps = ((16.0, 16.0), (16.0, 20.0), (16.0, 21.0), (0.0, 5.25), (-4.0, -2.6875))
    for grad, velocity in steps:
        gradients = [np.full((1, 1), grad), np.full(1, grad)]
        velocities = [np.full((1, 1), velocity), np.full(1, velocity)]
        check_moves(gradient_descent, optimizer, gradients, velocities, 0.25)


@test_case(
    name="To each its own velocity",
    points=1,
    failure_message="Keep a list in self with one array of zeros for each parameter, made anew "
    "for each: [np.zeros(…)] * 2 is the same array twice. Two optimizers share nothing.",
)
def own_velocities(gradient_descent):
    optimizers = [gradient_descent.SGD(0.125, momentum) for momentum in (0.6, 0.3)]
    first, second = np.array([[1.0, -2.0]]), np.array([[4.0, 0.5]])
    for optimizer, momentum in zip(optimizers, (0.6, 0.3), strict=True):
        gradients = [first.copy(), second.copy()]
        check_moves(gradient_descent, optimizer, gradients, [first, second], momentum)
    for optimizer, momentum in zip(optimizers, (0.6, 0.3), strict=True):
        gradients = [np.ones((1, 2)), np.ones((1, 2))]
        velocities = [momentum * first + 1, momentum * second + 1]
        check_moves(gradient_descent, optimizer, gradients, velocities, momentum)


def leaves_gradients_alone(gradient_descent):
    """Whether a step without momentum does: if not, that has cost points in Task 5.3."""
    grad = np.array([2.0])
    gradient_descent.SGD(0.125, momentum=0.0).step([np.array([1.0])], [grad])
    return grad.item() == 2.0


@test_case(
    name="Many steps",
    points=1,
    hidden=True,
    failure_message="Gradients are read and never written: no g += …, and v must not be the "
    "first gradient's own array but a copy. They may have any shape, and whole numbers.",
)
def many_steps(gradient_descent, rng):
    """A velocity holds decimals, has its parameter's shape, and outlives any number of steps."""
    optimizer, momentum = gradient_descent.SGD(0.125, momentum=0.97), 0.97
    alone = leaves_gradients_alone(gradient_descent)
    velocities = [np.zeros((2, 3)), np.zeros(4), np.zeros(4)]
    for _ in range(6):
        table, row = rng.integers(-9, 10, (2, 3)), rng.integers(1, 10, 4)
        # One array for two parameters: who keeps it as a velocity changes both.
        gradients = [table, row, row]
        velocities = [momentum * v + g for v, g in zip(velocities, gradients, strict=True)]
        if not alone:
            gradients = [g.astype(float) for g in gradients]
        with check_unchanged(a_gradient=table, another_gradient=row):
            check_moves(gradient_descent, optimizer, gradients, velocities, momentum)
