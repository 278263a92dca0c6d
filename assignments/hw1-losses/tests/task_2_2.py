"""Task 2.2: softmax."""

import numpy as np

from gradus_checks import check_close, check_kinds, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_2_2"

TWO_SUMS = (
    "You take one exponential above the line and another below it: both need the same z − max."
)
LARGEST = "You divide each row by its largest exponential, not by the sum of all of them."


@test_case(
    name="Worked example",
    points=2,
    failure_message="Take e^z of every entry, and divide each row by its own sum (axis=-1, "
    "keepdims=True), so that every row sums to 1.",
)
def worked_example(softmax):
    logits = np.log([[1.0, 2.0, 4.0, 1.0], [1.0, 1.0, 1.0, 1.0], [5.0, 1.0, 2.0, 2.0]])
    expected = [[0.125, 0.25, 0.5, 0.125], [0.25, 0.25, 0.25, 0.25], [0.5, 0.1, 0.2, 0.2]]
    e = np.exp(logits)
    shifted = e / np.max(e, axis=1, keepdims=True)
    wrong = {
        "Each column sums to 1, and each row has to.": e / np.sum(e, axis=0),
        "You divide by the sum of each column, not of each row.": shifted / np.sum(shifted, axis=0),
        "All of the table sums to 1, and each row has to.": e / np.sum(e),
        "You divide by the sum of the table, not of each row.": shifted / np.sum(shifted),
        TWO_SUMS: shifted / np.sum(e, axis=1, keepdims=True),
        LARGEST: shifted,
    }
    check_close(softmax.softmax(logits), expected, name="the output", wrong=wrong)


@test_case(
    name="One chord, or a book of songs",
    points=1,
    failure_message="The classes are along the last axis, axis=-1, whether there are one, two or "
    "three axes.",
)
def any_number_of_axes(softmax):
    row = np.log([1.0, 2.0, 5.0])
    expected = np.array([0.125, 0.25, 0.625])
    wrong = {TWO_SUMS: [0.025, 0.05, 0.125], LARGEST: [0.2, 0.4, 1.0]}
    check_close(softmax.softmax(row), expected, name="the output", wrong=wrong)
    first_page = [[0.125, 0.25, 0.5, 0.125], [0.25, 0.25, 0.25, 0.25], [0.5, 0.1, 0.2, 0.2]]
    book = np.array(
        [first_page, [[0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1], [0.2, 0.2, 0.5, 0.1]]]
    )
    logits = np.log(book) + np.array([[[0.0], [1.0], [-2.0]], [[3.0], [0.0], [2.0]]])
    check_close(softmax.softmax(logits), book, name="the output")


@test_case(
    name="Whole numbers, left unchanged",
    points=1,
    failure_message="Give decimals back even for whole numbers, and write z = z - … instead of "
    "z -= …, which would change the caller's logits.",
)
def whole_numbers(softmax):
    logits = np.array([[0, 0, 0, 0], [7, 7, 7, 7], [-3, -3, -3, -3]])
    wrong = {LARGEST: np.ones((3, 4))}
    for z in (logits, logits * 1.0):
        with check_unchanged(logits=z):
            check_close(softmax.softmax(z), np.full((3, 4), 0.25), name="the output", wrong=wrong)


@test_case(
    name="Logits of 1000",
    points=2,
    failure_message="e^1000 is too large for the computer. Subtract the row's maximum from the "
    "logits first: the probabilities stay the same.",
)
def large_logits(softmax):
    logits = np.array([[1000.0, 1000.0 - np.log(3), -1000.0, -1000.0]])
    expected, wrong = [[0.75, 0.25, 0.0, 0.0]], {LARGEST: [[1.0, 1 / 3, 0.0, 0.0]]}
    with check_unchanged(logits=logits):
        check_close(softmax.softmax(logits), expected, name="the output", wrong=wrong)


@test_case(
    name="Rows of very different size",
    points=2,
    hidden=True,
    failure_message="Subtract from each row its own maximum (axis=-1, keepdims=True), not the "
    "maximum of the whole table.",
)
def rows_apart(softmax, reference):
    """Each row is stable on its own, however much larger the other rows are."""
    logits = np.array([[1e4, 9999.0, -1e4], [-1e4, -9999.0, -1e4], [0.0, 1.0, 2.0]])
    expected = reference.softmax.softmax(logits)
    with check_unchanged(logits=logits):
        check_close(softmax.softmax(logits), expected, name="the output")


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Add up along the last axis, the classes, also when there are as many rows as"
    " columns, or a single row. Nothing is added below the line.",
)
def random_batches(softmax, reference, rng):
    """The classes are along the last axis, and each row of probabilities sums to 1."""
    for shape, size in (((2, 3, 5), 3.0), ((4, 4), 1e-9), ((1, 6), 3e3)):
        # Of the large ones e to the largest is infinite, and the smallest is farther from 0 still.
        logits = drawn(
            lambda shape=shape, size=size: rng.normal(0, size, shape),
            lambda z, size=size: size < 1e3 or 800 < np.max(z) < -np.min(z) - 800,
        )
        expected = reference.softmax.softmax(logits)
        check_close(softmax.softmax(logits), expected, rtol=1e-10, atol=1e-12, name="the output")
    for low in (-128, 0):
        small = rng.integers(low, 128, (4, 3))
        check_kinds(softmax.softmax, reference.softmax.softmax, small, name="the output")
