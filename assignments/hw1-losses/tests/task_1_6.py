"""Task 1.6: gradient of binary cross entropy."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    attempts,
    check_close,
    check_finite,
    check_gradient,
    check_kinds,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_1_6"


@test_case(
    name="Worked example",
    points=2,
    failure_message="For each clip: (ŷ − y), divided by ŷ (1 − ŷ), divided by the number of clips. "
    "The prediction comes first.",
)
def worked_example(losses):
    y_pred, y_true = np.array([0.8, 0.5, 0.5, 0.25]), np.array([1, 0, 1, 0])
    gradient = losses.binary_cross_entropy_grad(y_pred, y_true)
    check_close(
        gradient,
        [-0.3125, 0.5, -0.5, 1 / 3],
        name="the gradient",
        wrong={
            "This is the gradient for the logit: divide by ŷ (1 − ŷ).": [
                -0.05,
                0.125,
                -0.125,
                0.0625,
            ],
        },
    )


@test_case(
    name="Two listeners, three clips",
    points=2,
    failure_message="Divide by the number of all entries, rows times columns (y_pred.size). "
    "Targets between 0 and 1 are fine, and both tables stay as they are.",
)
def table(losses):
    y_pred = np.array([[0.9, 0.2, 0.5], [0.4, 0.75, 0.1]])
    y_true = np.array([[0.75, 0.0, 1.0], [0.5, 1.0, 0.25]])
    quotients = np.array([[0.15 / 0.09, 1.25, -2.0], [-0.1 / 0.24, -4 / 3, -0.15 / 0.09]])
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        gradient = losses.binary_cross_entropy_grad(y_pred, y_true)
    check_close(gradient, quotients / 6, name="the gradient")


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="NumPy silently stretches a column and a row to a whole table. First "
    "call _checked(y_pred, y_true), given at the top of losses.py, and use what it returns.",
)
def different_shapes(losses):
    column, row, none = np.array([[0.5], [0.2], [0.3]]), np.array([1.0, 0.0, 1.0]), np.zeros(0)
    gradient = losses.binary_cross_entropy_grad
    right, stretched = attempts(gradient, (row, column), (row, row))
    check_shape(right(), row.shape)
    check_raises(ValueError, stretched, mentions=("(3, 1)", "(3,)"))
    check_raises(ValueError, gradient, none, none)


@test_case(
    name="Certain answers",
    points=2,
    hidden=True,
    failure_message="Use the clipped q in the whole formula, also below the line, and you never "
    "divide by 0. Clip into a new array, and do not zero the gradient where you clipped. What is "
    "not 0, but smaller than EPS, is clipped too.",
)
def certain_answers(losses, reference):
    """The gradient stays finite for ŷ = 0 and ŷ = 1, points the right way, and leaves ŷ alone."""
    y_pred = np.array([0.0, 1.0, 0.0, 1.0, 0.5, 0.001, 0.999, 1e-13, 1e-11])
    y_true = np.array([1, 0, 0, 1, 1, 1, 0, 1, 1])
    expected = reference.losses.binary_cross_entropy_grad(y_pred, y_true)
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        gradient = losses.binary_cross_entropy_grad(y_pred, y_true)
    check_shape(gradient, (9,), name="the gradient")
    check_finite(gradient, name="the gradient")
    check_close(np.sign(gradient) * 1.0, np.sign(expected), name="the direction of the gradient")
    # How 1 − q is worked out changes it a little at ŷ = 1, where q is so close to 1.
    if not np.allclose(gradient * expected[0], expected * gradient[0], rtol=1e-3):
        raise CheckFailed(
            "Near ŷ = 0 and ŷ = 1 the gradient has not the size that the formula gives with EPS as "
            "it stands in losses.py. Only ŷ is clipped, not the result."
        )
    check_close(gradient, expected, rtol=1e-3, name="the gradient")
    right, small = reference.losses.binary_cross_entropy_grad, (y_pred[:4], y_true[:4])
    check_kinds(losses.binary_cross_entropy_grad, right, *small, name="the gradient", rtol=1e-3)


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Compare with numerical_gradient of your binary_cross_entropy, in a table of "
    "several rows. Is there exactly one division by the number of entries?",
)
def random_batches(losses, reference, rng):
    """Each gradient is that of the mean, and has the shape of ŷ."""
    for shape, decided in (((4, 3), True), ((2, 1, 3), False)):
        y_pred, y_true = rng.uniform(0.05, 0.95, shape), rng.uniform(0.1, 0.9, shape)
        y_true = np.round(y_true) if decided else y_true
        check_gradient(
            lambda z, y_true=y_true: reference.losses.binary_cross_entropy(z, y_true),
            y_pred,
            losses.binary_cross_entropy_grad(y_pred.copy(), y_true.copy()),
        )
