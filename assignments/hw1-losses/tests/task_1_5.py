"""Task 1.5: binary cross entropy."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    attempts,
    check_close,
    check_finite,
    check_kinds,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_1_5"


@test_case(
    name="Worked example",
    points=2,
    failure_message="Where y is 1 take −ln ŷ, where y is 0 take −ln(1 − ŷ), and average. The "
    "prediction comes first: take the logarithm of y_pred, never of y_true.",
)
def worked_example(losses):
    y_pred, y_true = np.array([0.8, 0.5, 0.5, 0.25]), np.array([1, 0, 1, 0])
    expected = -(np.log(0.8) + np.log(0.5) + np.log(0.5) + np.log(0.75)) / 4
    check_close(
        losses.binary_cross_entropy(y_pred, y_true),
        expected,
        wrong={
            "The term for y = 0 is missing: there take −ln(1 − ŷ).": 0.2290727,
            "You took the target for the prediction: the logarithm is that of y_pred.": 10.016249,
            # Two of the four are 1, so that both mistakes give the same here.
            "The result is twice as large as it should be: is there a factor 2 too much, or do you "
            "average the clips of each label by themselves? All clips have one mean.": 2 * expected,
        },
    )


@test_case(
    name="Two listeners, three clips",
    points=2,
    failure_message="Average over all six entries. Targets between 0 and 1 go into the formula as "
    "they are, and ŷ = 1 is clipped first, in a new array.",
)
def table(losses):
    y_pred = np.array([[0.8, 0.3, 1.0], [0.4, 0.7, 0.15]])
    y_true = np.array([[0.75, 0.0, 1.0], [0.5, 1.0, 0.25]])
    terms = [0.75 * np.log(0.8) + 0.25 * np.log(0.2), np.log(0.7), 0.0]
    terms += [0.5 * np.log(0.4) + 0.5 * np.log(0.6), np.log(0.7)]
    terms += [0.25 * np.log(0.15) + 0.75 * np.log(0.85)]
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        check_close(losses.binary_cross_entropy(y_pred, y_true), -sum(terms) / 6)


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="NumPy silently stretches a column and a row to a whole table. First "
    "call _checked(y_pred, y_true), given at the top of losses.py, and use what it returns.",
)
def different_shapes(losses):
    column, row, none = np.array([[0.5], [0.2], [0.3]]), np.array([1.0, 0.0, 1.0]), np.zeros(0)
    loss = losses.binary_cross_entropy
    right, stretched = attempts(loss, (row, column), (row, row))
    check_shape(right(), ())
    check_raises(ValueError, stretched, mentions=("(3, 1)", "(3,)"))
    check_raises(ValueError, loss, none, none)


@test_case(
    name="Certain and wrong",
    points=1,
    hidden=True,
    failure_message="log(0) is minus infinity. Clip y_pred to [EPS, 1 − EPS], at both ends, "
    "before you take a logarithm.",
)
def certain_and_wrong(losses):
    """The loss stays finite for ŷ = 0 and ŷ = 1, and to be certain and wrong costs about 27.6."""
    y_pred, y_true = np.array([0.0, 1.0, 0.0]), np.array([1, 0, 1])
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        wrong, right = (losses.binary_cross_entropy(y_pred, y) for y in (y_true, 1 - y_true))
    for loss in (wrong, right):
        check_shape(loss, ())
        check_finite(loss)
    if not right < 0.01 < 15 < wrong:
        raise CheckFailed("To be certain should cost nothing when right, and much when wrong.")
    if not 27 < wrong < 28:
        raise CheckFailed(
            "To be certain and wrong costs −ln EPS, with EPS as it stands in losses.py."
        )


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Both halves of the formula count for every entry, y ln q and (1 − y) ln(1 − "
    "q); then comes one mean over all entries. Only what is closer to 0 or 1 than EPS is changed:"
    " clip, do not add EPS.",
)
def random_batches(losses, reference, rng):
    """The loss of a batch is the mean over all entries."""
    for shape in ((7, 3), (2, 1, 4)):
        y_pred, y_true = rng.uniform(0.05, 0.95, shape), rng.integers(0, 2, shape)
        expected = reference.losses.binary_cross_entropy(y_pred, y_true)
        check_close(losses.binary_cross_entropy(y_pred, y_true), expected)
    # Close to 0 and to 1: only what is closer than EPS is clipped, and nothing else is changed.
    y_pred = np.array([[1e-13, 1e-11, 1e-9], [1 - 1e-6, 0.3, 0.9]])
    for y_true in (np.array([[1, 1, 1], [0, 1, 0]]), rng.uniform(0, 1, (2, 3))):
        expected = reference.losses.binary_cross_entropy(y_pred, y_true)
        check_close(losses.binary_cross_entropy(y_pred, y_true), expected)
    right = reference.losses.binary_cross_entropy
    small = rng.integers(0, 2, (2, 4, 3))
    # How 1 − q is worked out changes it a little at ŷ = 1, where q is so close to 1.
    check_kinds(losses.binary_cross_entropy, right, *small, rtol=1e-3)
