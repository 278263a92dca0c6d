"""Task 1.7: multiclass cross entropy."""

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
name = "task_1_7"

BINARY = "That is binary cross entropy: there is no term for 1 − y here."


@test_case(
    name="Worked example",
    points=2.5,
    failure_message="In each row only the probability of the right class counts: take −ln of it, "
    "and average over the rows. The prediction comes first: take the logarithm of y_pred.",
)
def worked_example(losses):
    y_pred = np.array([[0.5, 0.25, 0.125, 0.125], [0.1, 0.8, 0.05, 0.05], [0.2, 0.4, 0.2, 0.2]])
    y_true = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
    expected = -(np.log(0.5) + np.log(0.8) + np.log(0.2)) / 3
    check_close(
        losses.cross_entropy(y_pred, y_true),
        expected,
        wrong={
            "You averaged over the classes: add over them, and average over the rows.": 0.6314322,
            "You took the target for the prediction: the logarithm is that of y_pred.": 13.8155106,
            "Only the last row counts: average over the rows.": 1.6094379,
            BINARY: 1.4151778,
        },
    )


@test_case(
    name="A chord that is ruled out",
    points=1.5,
    failure_message="A probability of 0 for a wrong class must not hurt: 0 times log(0) is not a "
    "number. Raise it with np.maximum into a new array.",
)
def ruled_out(losses):
    y_pred, y_true = np.array([[0.3, 0.5, 0.2, 0.0]]), np.array([[1.0, 0.0, 0.0, 0.0]])
    wrong = {BINARY: -np.log(0.3 * 0.5 * 0.8)}
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        check_close(losses.cross_entropy(y_pred, y_true), -np.log(0.3), wrong=wrong)


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="The targets must be one-hot, a row for each sample, not a list of class "
    "numbers. First call _checked with ndim=2, which is given at the top of losses.py.",
)
def different_shapes(losses):
    y_pred = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0.2, 0.4, 0.4]])
    labels, none = np.array([0, 1, 2]), np.zeros((0, 3))
    loss = losses.cross_entropy
    right, numbers = attempts(loss, (y_pred, y_pred), (y_pred, labels))
    check_shape(right(), ())
    check_raises(ValueError, numbers, mentions=("(3, 3)", "(3,)"))
    check_raises(ValueError, loss, none, none)


@test_case(
    name="Certain and wrong",
    points=1,
    hidden=True,
    failure_message="log(0) is minus infinity. Use q = np.maximum(y_pred, EPS) in the logarithm.",
)
def certain_and_wrong(losses):
    """A probability of 0 for the right class costs about 27.6, not infinity."""
    y_pred = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    answers = np.array([[1, 0, 0], [0, 1, 0]]), np.array([[0, 1, 0], [0, 0, 1]])
    with check_unchanged(y_pred=y_pred):
        wrong, right = (losses.cross_entropy(y_pred, y_true) for y_true in answers)
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
    failure_message="Add over the classes of each row, then average over the rows: n is the "
    "number of samples, y_pred.shape[0]. Take the rows as they are, whatever they add up to. A "
    "probability is changed only if it is below EPS, also if it is not 0: do not add EPS.",
)
def random_batches(losses, reference, rng):
    """The loss is the mean over the n samples, and the rows are used as they are."""
    for n, k, smallest in ((7, 3, 0.05), (3, 5, 1e-11), (1, 4, 1e-13), (4, 1, 0.05)):
        y_pred = rng.uniform(0.05, 0.95, (n, k))
        labels = rng.integers(0, k, n)
        y_true = np.eye(k)[labels]
        y_pred[0, labels[0]] = smallest
        expected = reference.losses.cross_entropy(y_pred, y_true)
        check_close(losses.cross_entropy(y_pred, y_true), expected)
    small = np.eye(3)[[0, 1, 2, 0]], np.eye(3)[[0, 2, 2, 1]]
    check_kinds(losses.cross_entropy, reference.losses.cross_entropy, *small)
