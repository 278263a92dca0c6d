"""Task 2.4: gradient of cross entropy straight from logits."""

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
name = "task_2_4"


@test_case(
    name="Worked example",
    points=2,
    failure_message="Start from the probabilities, subtract 1 at the right class of each row, and "
    "divide by the number of rows.",
)
def worked_example(softmax):
    logits = np.log([[1.0, 2.0, 4.0, 1.0], [1.0, 1.0, 1.0, 1.0], [5.0, 1.0, 2.0, 2.0]])
    labels = np.array([2, 3, 0])
    rows = [[0.125, 0.25, -0.5, 0.125], [0.25, 0.25, 0.25, -0.75], [-0.5, 0.1, 0.2, 0.2]]
    gradient = softmax.softmax_cross_entropy_grad(logits, labels)
    probs = np.array([[0.125, 0.25, 0.5, 0.125], [0.25, 0.25, 0.25, 0.25], [0.5, 0.1, 0.2, 0.2]])
    wrong = {
        "You subtracted 1 at the classes of all labels in each row, as [:, labels] does. Subtract "
        "it at one in each, its own: [np.arange(n), labels].": (probs - [1, 0, 1, 1]) / 3,
    }
    check_close(gradient, np.array(rows) / 3, name="the gradient", wrong=wrong)
    if np.asarray(gradient).dtype != np.float64:
        raise CheckFailed("The gradient should be of dtype float64, and not of fewer digits.")


@test_case(
    name="A class that does not occur",
    points=1,
    failure_message="The number of classes is the number of columns, logits.shape[1], not the "
    "largest label plus 1. Leave the logits as they are.",
)
def absent_class(softmax):
    logits = np.log([[1.0, 2.0, 5.0], [4.0, 2.0, 2.0], [2.0, 4.0, 2.0], [1.0, 1.0, 2.0]])
    labels = np.array([1, 0, 1, 0])
    rows = [[0.125, -0.75, 0.625], [-0.5, 0.25, 0.25], [0.25, -0.5, 0.25], [-0.75, 0.25, 0.5]]
    with check_unchanged(logits=logits, labels=labels):
        gradient = softmax.softmax_cross_entropy_grad(logits, labels)
    check_close(gradient, np.array(rows) / 4, name="the gradient")


@test_case(
    name="Labels that do not fit",
    points=1,
    failure_message="NumPy silently takes label −1 for the last class. First call "
    "_checked(logits, labels), given at the top of softmax.py, and use what it returns.",
)
def wrong_labels(softmax):
    logits, gradient = np.zeros((3, 4)), softmax.softmax_cross_entropy_grad
    none, no_labels = np.zeros((0, 4)), np.zeros(0, dtype=int)
    labels = [np.array(each) for each in ([0, 1, 3], [0, -1, 2], [0, 4, 2], [0.0, 1.5, 2.0])]
    column = np.array([[0], [1], [2]])
    right, *wrong, stretched = attempts(gradient, 5 * [logits], [*labels, column])
    check_shape(right(), logits.shape)
    for each in wrong:
        check_raises(ValueError, each)
    check_raises(ValueError, gradient, none, no_labels)
    check_raises(ValueError, stretched, mentions=("(3, 4)", "(3, 1)"))


@test_case(
    name="Logits of 1000",
    points=1,
    failure_message="e^1000 is too large for the computer. Use the probabilities of your softmax, "
    "which subtracts each row's maximum first.",
)
def large_logits(softmax):
    logits, labels = np.array([[1000.0, 1000.0, 0.0]]), np.array([2])
    gradient = softmax.softmax_cross_entropy_grad(logits, labels)
    check_close(gradient, [[0.5, 0.5, -1.0]], name="the gradient")


@test_case(
    name="Rows of very different size",
    points=2,
    hidden=True,
    failure_message="Subtract from each row its own maximum before np.exp, not the maximum of the "
    "whole table.",
)
def rows_apart(softmax, reference):
    """The gradient is finite and right for logits from −10000 to 10000, row by row."""
    logits = np.array([[1e4, 9999.0, -1e4], [-1e4, -9999.0, -1e4], [0.0, 1.0, 2.0]])
    for labels in (np.array([0, 1, 2]), np.array([2, 0, 1])):
        expected = reference.softmax.softmax_cross_entropy_grad(logits, labels)
        with check_unchanged(logits=logits, labels=labels):
            gradient = softmax.softmax_cross_entropy_grad(logits, labels)
        check_close(gradient, expected, name="the gradient")


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Compare with numerical_gradient of your softmax_cross_entropy, with more rows "
    "than columns and with whole numbers. n is the number of rows.",
)
def random_batches(softmax, reference, rng):
    """Each gradient is that of the mean over the n samples, in the shape of the logits."""
    for n, k in ((5, 3), (2, 4), (1, 3)):
        # Not all classes occur: of a single sample, the one in the middle.
        labels = rng.integers(0, k - 1, n).astype(np.uint8) if n > 1 else np.array([1])
        for logits in (rng.normal(0, 2, (n, k)), rng.integers(-3, 4, (n, k))):
            check_gradient(
                lambda z, labels=labels: reference.softmax.softmax_cross_entropy(z, labels),
                logits,
                softmax.softmax_cross_entropy_grad(logits.copy(), labels.copy()),
            )
    for low in (-128, 0):
        small, labels = rng.integers(low, 128, (4, 3)), rng.integers(0, 3, 4)
        check_kinds(
            lambda z, labels=labels: softmax.softmax_cross_entropy_grad(z, labels),
            lambda z, labels=labels: reference.softmax.softmax_cross_entropy_grad(z, labels),
            small,
            name="the gradient",
        )
