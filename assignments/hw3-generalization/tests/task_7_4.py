"""Task 7.4: gradient of the L2 penalty."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    check_close,
    check_gradient,
    check_kinds,
    check_same_list,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_7_4"

WEIGHTS = [np.array([[1.0, -2.0, 0.0], [0.5, 3.0, -0.5]]), np.array([[-1.0], [2.0]])]


def gradients_of(regularization, weights, lam):
    """One gradient for each array."""
    wanted = [w.shape for w in weights]
    given = regularization.l2_penalty_grad(weights, lam)
    if given is None or isinstance(given, np.ndarray):
        raise CheckFailed("Return a list with one array for each of the weights.")
    given = list(given)
    if len(given) != len(wanted):
        raise CheckFailed(
            "There should be one gradient for each array of the list.",
            f"There are {len(wanted)} arrays, and you gave {len(given)}.",
        )
    shapes = [np.shape(gradient) for gradient in given if isinstance(gradient, np.ndarray | float)]
    if shapes != wanted and set(shapes) == {()}:
        raise CheckFailed("A gradient has the shape of its array: do not add up its entries.")
    if shapes != wanted and shapes == wanted[::-1]:
        raise CheckFailed("The gradients come in another order than the arrays.")
    return given


@test_case(
    name="Worked example",
    points=2,
    failure_message="The slope of w² is 2w: twice lam times each weight.",
)
def worked_example(regularization):
    weights = [w.copy() for w in WEIGHTS]
    first, second = gradients_of(regularization, weights, 0.3)
    check_close(
        first,
        [[0.6, -1.2, 0.0], [0.3, 1.8, -0.3]],
        name="the first gradient",
        wrong={
            "You did not multiply by lam.": [[2.0, -4.0, 0.0], [1.0, 6.0, -1.0]],
            "You multiplied by lam twice: once is enough.": [
                [0.18, -0.36, 0.0],
                [0.09, 0.54, -0.09],
            ],
            "You gave the gradient of L1: that of w² grows with w.": [
                [0.3, -0.3, 0.0],
                [0.3, 0.3, -0.3],
            ],
            "You forgot the sign of the weights: for negative ones the slope is negative.": [
                [0.6, 1.2, 0.0],
                [0.3, 1.8, 0.3],
            ],
        },
    )
    check_close(second, [[-0.6], [1.2]], name="the second gradient")


@test_case(
    name="Other strengths, no arrays",
    points=1,
    failure_message="Every entry is multiplied by lam, once. With an empty list the result is an "
    "empty list.",
)
def other_strengths(regularization):
    weights = [np.array([2.0, -4.0])]
    for lam in (0.0, 0.3, 2.3):
        (gradient,) = gradients_of(regularization, [w.copy() for w in weights], lam)
        check_close(gradient, lam * np.array([4.0, -8.0]), name="the gradient")
    gradients_of(regularization, [], 0.5)


@test_case(
    name="Random weights",
    points=1,
    hidden=True,
    failure_message="Compare with the numerical gradient of your l2_penalty: the same shapes and "
    "order as the weights, decimals, new arrays, and the weights and their list unchanged. "
    "However small or large a weight is, and also where lam is 0 or a whole number: then the "
    "gradients are 0, or decimals all the same.",
)
def random_weights(regularization, reference, rng):
    """Each gradient is that of λ Σ w², factor 2 included, in the shape of its weights."""
    for shapes in (((4,),), ((3, 2), (2,)), ((5, 7), (5, 7))):
        weights = [rng.normal(0, 2, shape) for shape in shapes]
        with check_unchanged(first=weights[0], last=weights[-1]):
            mine = list(weights)
            given = gradients_of(regularization, mine, 0.07)
        check_same_list(mine, weights)
        if len(given) == 2 and np.array_equal(*given):
            raise CheckFailed("Two gradients are the same: make a new array for each.")
        for w, gradient in zip(weights, given, strict=True):
            check_gradient(
                lambda z: reference.regularization.l2_penalty([z], 0.07), w, np.array(gradient)
            )
    whole = rng.integers(-3, 4, (3, 3))
    (gradient,) = gradients_of(regularization, [whole], 0.35)
    (expected,) = reference.regularization.l2_penalty_grad([whole], 0.35)
    check_close(gradient, expected, name="the gradient of whole numbers")
    # Small and large weights, three axes; and a strength of 0 gives zeros.
    for size, lam in ((1e-9, 0.35), (1e6, 250.0), (1.0, 0.0)):
        weights = [rng.normal(0, size, (2, 1, 2)), rng.normal(0, size, (1, 3))]
        wanted = reference.regularization.l2_penalty_grad(weights, lam)
        for gradient, right in zip(gradients_of(regularization, weights, lam), wanted, strict=True):
            check_close(gradient, right, atol=0.0, name="the gradient")
    for small in ([[-128, 3], [127, -1]], [[100, 3], [127, 120]]):
        check_kinds(
            lambda *weights: gradients_of(regularization, list(weights), 2),
            lambda *weights: reference.regularization.l2_penalty_grad(list(weights), 2),
            *np.array([small, small]),
            name=("the first gradient", "the second gradient"),
        )
