"""Task 1.3: mean squared error (L2)."""

import numpy as np

from gradus_checks import (
    attempts,
    check_close,
    check_kinds,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_1_3"


@test_case(
    name="Worked example",
    points=1,
    failure_message="Take the five errors, square each one, and average the squares.",
)
def worked_example(losses):
    y_pred = np.array([15, 180, 400, 530, 710])
    y_true = np.array([0, 200, 400, 500, 700])
    check_close(
        losses.mse(y_pred, y_true),
        325.0,
        wrong={
            "You took absolute errors: square them.": 15.0,
            "You took the root: average the squares, and leave it at that.": 18.0277564,
            "You squared the mean: first square each error, then average.": 49.0,
            "A power is written **, not ^.": 6.6,
        },
    )


@test_case(
    name="Three voices, five notes",
    points=1,
    failure_message="A table counts like one long list: average over all 15 entries at once, and "
    "leave both tables as they are.",
)
def table(losses):
    y_pred = np.array(
        [[3.0, -3.0, 5.0, 18.0, 8.0], [3.0, -20.0, 10.0, 8.0, -10.0], [0.0, 13.0, 0.0, 0.0, 4.0]]
    )
    y_true = np.array(
        [[10.0, -5.0, 0.0, 20.0, 7.0], [0.0, -10.0, 10.0, 4.0, -8.0], [-6.0, 12.0, 3.0, 9.0, -1.0]]
    )
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        check_close(losses.mse(y_pred, y_true), 364 / 15)


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="NumPy silently stretches a column and a row to a whole table. First "
    "call _checked(y_pred, y_true), given at the top of losses.py, and use what it returns.",
)
def different_shapes(losses):
    column, row, none = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0]), np.zeros(0)
    right, stretched = attempts(losses.mse, (row, column), (row, row))
    check_shape(right(), ())
    check_raises(ValueError, stretched, mentions=("(3, 1)", "(3,)"))
    check_raises(ValueError, losses.mse, none, none)


@test_case(
    name="Random batches",
    points=2,
    hidden=True,
    failure_message="Every entry counts the same, however many rows and columns there are: add "
    "all squared errors and divide by how many they are. Errors may be tiny or huge: round "
    "nothing.",
)
def random_batches(losses, reference, rng):
    """The loss of a batch is the mean over all entries."""
    for shape, size in (((7, 3), 50.0), ((2, 1, 4), 1e6), ((6,), 1e-9)):
        y_true, y_pred = rng.normal(0, size, (2, *shape))
        y_pred = np.round(y_pred).astype(int) if size > 1 else y_pred
        expected = reference.losses.mse(y_pred, y_true)
        check_close(losses.mse(y_pred, y_true), expected, atol=1e-9 * size**2)
    check_kinds(losses.mse, reference.losses.mse, *rng.integers(0, 128, (2, 4, 3)))
