"""Task 2.3: cross entropy straight from logits."""

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
name = "task_2_3"


@test_case(
    name="Worked example",
    points=1,
    failure_message="From each row's probabilities pick the one of the right class, take −ln of "
    "it, and average over the rows.",
)
def worked_example(softmax):
    logits = np.log([[1.0, 2.0, 4.0, 1.0], [1.0, 1.0, 1.0, 1.0], [5.0, 1.0, 2.0, 2.0]])
    labels = np.array([2, 3, 0])
    all_labels = logits[:, labels] - np.log([[8.0], [4.0], [10.0]])
    wrong = {
        "You took the classes of all labels from each row, as [:, labels] does. Take one from "
        "each, its own: [np.arange(n), labels].": -np.mean(all_labels),
    }
    check_close(softmax.softmax_cross_entropy(logits, labels), 4 * np.log(2) / 3, wrong=wrong)


@test_case(
    name="A class that does not occur",
    points=1,
    failure_message="The number of classes is the number of columns, logits.shape[1], not the "
    "largest label plus 1. Leave the logits as they are.",
)
def absent_class(softmax):
    logits = np.log([[1.0, 2.0, 5.0], [4.0, 2.0, 2.0], [2.0, 4.0, 2.0], [1.0, 1.0, 2.0]])
    labels = np.array([1, 0, 1, 0])
    with check_unchanged(logits=logits, labels=labels):
        check_close(softmax.softmax_cross_entropy(logits, labels), 3 * np.log(2) / 2)


@test_case(
    name="Labels that do not fit",
    points=1,
    failure_message="NumPy silently takes label −1 for the last class. First call "
    "_checked(logits, labels), given at the top of softmax.py, and use what it returns.",
)
def wrong_labels(softmax):
    logits, loss = np.zeros((3, 4)), softmax.softmax_cross_entropy
    none, no_labels = np.zeros((0, 4)), np.zeros(0, dtype=int)
    labels = [np.array(each) for each in ([0, 1, 3], [0, -1, 2], [0, 4, 2], [0.0, 1.5, 2.0])]
    column = np.array([[0], [1], [2]])
    right, *wrong, stretched = attempts(loss, 5 * [logits], [*labels, column])
    check_shape(right(), ())
    for each in wrong:
        check_raises(ValueError, each)
    check_raises(ValueError, loss, none, no_labels)
    check_raises(ValueError, stretched, mentions=("(3, 4)", "(3, 1)"))


@test_case(
    name="Logits of 1000",
    points=2,
    failure_message="e^1000 is too large, and log(0) is minus infinity. Work out the logarithm on "
    "paper: ln softmax(z) = z − max − ln Σ e^(z − max).",
)
def large_logits(softmax):
    logits, labels = np.array([[1000.0, 1000.0, 0.0]]), np.array([2])
    check_close(softmax.softmax_cross_entropy(logits, labels), 1000 + np.log(2))


@test_case(
    name="Rows of very different size",
    points=2,
    hidden=True,
    failure_message="Subtract each row's own maximum, and never take the logarithm of a "
    "probability that has become 0: ln softmax(z) = z − max − ln Σ e^(z − max).",
)
def rows_apart(softmax, reference):
    """The loss is finite and right for logits from −10000 to 10000, row by row."""
    logits = np.array([[1e4, 9999.0, -1e4], [-1e4, -9999.0, -1e4], [0.0, 1.0, 2.0]])
    for labels in (np.array([0, 1, 2]), np.array([2, 0, 1])):
        expected = reference.softmax.softmax_cross_entropy(logits, labels)
        with check_unchanged(logits=logits, labels=labels):
            check_close(softmax.softmax_cross_entropy(logits, labels), expected)


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Try batches with more rows than columns, with a single row, and with logits "
    "that are whole numbers. n is the number of rows.",
)
def random_batches(softmax, reference, rng):
    """The loss of a batch is the mean over its n samples."""
    for n, k in ((6, 3), (2, 5), (1, 4)):
        labels = rng.integers(0, k - 1, n).astype(np.uint8)
        for logits in (rng.normal(0, 3, (n, k)), rng.integers(-5, 5, (n, k))):
            expected = reference.softmax.softmax_cross_entropy(logits, labels)
            check_close(softmax.softmax_cross_entropy(logits, labels), expected)
    for low in (-128, 0):
        small, labels = rng.integers(low, 128, (4, 3)), rng.integers(0, 3, 4)
        check_kinds(
            lambda z, labels=labels: softmax.softmax_cross_entropy(z, labels),
            lambda z, labels=labels: reference.softmax.softmax_cross_entropy(z, labels),
            small,
        )
