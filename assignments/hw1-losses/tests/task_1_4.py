"""Task 1.4: gradient of the mean squared error."""

import numpy as np

from gradus_checks import (
    attempts,
    check_close,
    check_gradient,
    check_kinds,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_1_4"


@test_case(
    name="Worked example",
    points=1,
    failure_message="The slope of e² is 2e, and each note counts 1/5; a note that is too high has "
    "a positive slope.",
)
def worked_example(losses):
    y_pred = np.array([15.0, 180.0, 400.0, 530.0, 710.0])
    y_true = np.array([0.0, 200.0, 400.0, 500.0, 700.0])
    check_close(losses.mse_grad(y_pred, y_true), [6.0, -8.0, 0.0, 12.0, 4.0], name="the gradient")


@test_case(
    name="Three voices, five notes",
    points=2,
    failure_message="Divide by the number of all entries, rows times columns (y_pred.size), and "
    "leave both tables as they are.",
)
def table(losses):
    y_pred = np.array(
        [[3.0, -3.0, 5.0, 18.0, 8.0], [3.0, -20.0, 10.0, 8.0, -10.0], [0.0, 13.0, 0.0, 0.0, 4.0]]
    )
    y_true = np.array(
        [[10.0, -5.0, 0.0, 20.0, 7.0], [0.0, -10.0, 10.0, 4.0, -8.0], [-6.0, 12.0, 3.0, 9.0, -1.0]]
    )
    expected = (
        np.array(
            [
                [-14.0, 4.0, 10.0, -4.0, 2.0],
                [6.0, -20.0, 0.0, 8.0, -4.0],
                [12.0, 2.0, -6.0, -18.0, 10.0],
            ]
        )
        / 15
    )
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        check_close(losses.mse_grad(y_pred, y_true), expected, name="the gradient")


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="NumPy silently stretches a column and a row to a whole table. First "
    "call _checked(y_pred, y_true), given at the top of losses.py, and use what it returns.",
)
def different_shapes(losses):
    column, row, none = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0]), np.zeros(0)
    right, stretched = attempts(losses.mse_grad, (row, column), (row, row))
    check_shape(right(), row.shape)
    check_raises(ValueError, stretched, mentions=("(3, 1)", "(3,)"))
    check_raises(ValueError, losses.mse_grad, none, none)


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Compare with numerical_gradient of your mse. Do you have the 2 from the "
    "square, and exactly one division by the number of entries? However small or large the errors"
    " are, nothing is rounded or cut off.",
)
def random_batches(losses, reference, rng):
    """Each gradient is that of the mean, and has the shape of ŷ."""
    y_true, y_pred = rng.normal(0, 5, (2, 4, 3))
    check_gradient(
        lambda z: reference.losses.mse(z, y_true),
        y_pred,
        losses.mse_grad(y_pred.copy(), y_true.copy()),
    )
    # Errors that are small, by themselves or beside the numbers, and large ones.
    for shape, around, size in (((2, 1, 5), 1e6, 1.0), ((6,), 0.0, 1e-9), ((1, 1), 0.0, 1e6)):
        y_true, y_pred = rng.normal(around, size, (2, *shape))
        gradient = losses.mse_grad(y_pred.copy(), y_true.copy())
        expected = reference.losses.mse_grad(y_pred, y_true)
        check_close(gradient, expected, atol=0.0, name="the gradient")


@test_case(
    name="Whole numbers",
    points=1,
    hidden=True,
    failure_message="If you made an array with np.zeros_like(y_pred): it holds whole numbers if "
    "y_pred does, and cuts off every decimal. Turn the inputs into decimals first.",
)
def whole_numbers(losses, reference, rng):
    """Arrays of whole numbers are welcome too, and the result still has its decimals."""
    y_true, y_pred = rng.integers(-9, 9, (5, 3)), rng.integers(-9, 9, (5, 3))
    expected = reference.losses.mse_grad(y_pred, y_true)
    check_close(losses.mse_grad(y_pred, y_true), expected, name="the gradient")
    small = rng.integers(0, 128, (2, 4, 3))
    check_kinds(losses.mse_grad, reference.losses.mse_grad, *small, name="the gradient")
