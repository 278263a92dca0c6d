"""Task 1.2: gradient of the mean absolute error."""

import numpy as np

from gradus_checks import (
    CheckFailed,
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
name = "task_1_2"


@test_case(
    name="Worked example",
    points=1,
    failure_message="Each note counts 1/5, with a plus where ŷ is too high, a minus where it is "
    "too low, and 0 where it is right (np.sign does all three).",
)
def worked_example(losses):
    y_pred = np.array([15.0, 180.0, 400.0, 530.0, 710.0])
    y_true = np.array([0.0, 200.0, 400.0, 500.0, 700.0])
    check_close(
        losses.mae_grad(y_pred, y_true),
        [0.2, -0.2, 0.0, 0.2, 0.2],
        name="the gradient",
        wrong={
            "Where ŷ is right, the gradient should be 0: np.sign gives it.": [
                0.2,
                -0.2,
                0.2,
                0.2,
                0.2,
            ],
            "You kept the size of the errors: only their signs count.": [3.0, -4.0, 0.0, 6.0, 2.0],
        },
    )


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
            [[-1.0, 1.0, 1.0, -1.0, 1.0], [1.0, -1.0, 0.0, 1.0, -1.0], [1.0, 1.0, -1.0, -1.0, 1.0]]
        )
        / 15
    )
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        gradient = losses.mae_grad(y_pred, y_true)
    check_close(gradient, expected, name="the gradient")
    if np.asarray(gradient).dtype != np.float64:
        raise CheckFailed("The gradient should be of dtype float64, and not of fewer digits.")


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="NumPy silently stretches a column and a row to a whole table. First "
    "call _checked(y_pred, y_true), given at the top of losses.py, and use what it returns.",
)
def different_shapes(losses):
    column, row, none = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0]), np.zeros(0)
    right, stretched = attempts(losses.mae_grad, (row, column), (row, row))
    check_shape(right(), row.shape)
    check_raises(ValueError, stretched, mentions=("(3, 1)", "(3,)"))
    check_raises(ValueError, losses.mae_grad, none, none)


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Compare with numerical_gradient of your mae: only the direction of each "
    "error counts, not its size, and each entry weighs one over their number. However small or "
    "large the errors are, nothing is rounded or cut off.",
)
def random_batches(losses, reference, rng):
    """Each gradient is that of the mean, and has the shape of ŷ."""
    y_true, y_pred = rng.normal(0, 5, (2, 4, 3))
    check_gradient(
        lambda z: reference.losses.mae(z, y_true),
        y_pred,
        losses.mae_grad(y_pred.copy(), y_true.copy()),
    )
    # Errors that are small, by themselves or beside the numbers, and large ones.
    for shape, around, size in (((2, 1, 5), 1e6, 1.0), ((6,), 0.0, 1e-9), ((1, 1), 0.0, 1e6)):
        y_true, y_pred = rng.normal(around, size, (2, *shape))
        gradient = losses.mae_grad(y_pred.copy(), y_true.copy())
        expected = reference.losses.mae_grad(y_pred, y_true)
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
    # Even and odd numbers are never the same: the kink has cases of its own.
    y_true, y_pred = 2 * rng.integers(-9, 9, (5, 3)), 2 * rng.integers(-9, 9, (5, 3)) + 1
    expected = reference.losses.mae_grad(y_pred, y_true)
    check_close(losses.mae_grad(y_pred, y_true), expected, name="the gradient")
    small = (2 * rng.integers(0, 60, (4, 3)), 2 * rng.integers(0, 60, (4, 3)) + 1)
    check_kinds(losses.mae_grad, reference.losses.mae_grad, *small, name="the gradient")
