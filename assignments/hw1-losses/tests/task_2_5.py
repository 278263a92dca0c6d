"""Task 2.5: logarithm of softmax."""

import numpy as np

from gradus_checks import check_close, check_kinds, check_shape, check_unchanged, test_case

OK_FORMAT = False
name = "task_2_5"


@test_case(
    name="Worked example",
    points=1,
    failure_message="The result is the natural logarithm of the probabilities, row by row: "
    "z − ln Σ e^z, with the sum along the last axis.",
)
def worked_example(softmax):
    logits = np.log([[1.0, 2.0, 4.0, 1.0], [1.0, 1.0, 1.0, 1.0], [5.0, 1.0, 2.0, 2.0]])
    expected = np.log([[0.125, 0.25, 0.5, 0.125], [0.25, 0.25, 0.25, 0.25], [0.5, 0.1, 0.2, 0.2]])
    check_close(softmax.log_softmax(logits), expected)


@test_case(
    name="One chord in whole numbers, or a book of songs",
    points=1,
    failure_message="The classes are along the last axis, axis=-1, whether there are one, two or "
    "three axes. Give decimals back even for whole numbers, and leave the logits as they are.",
)
def any_number_of_axes(softmax):
    logits = np.array([2, 2, 2, 2])
    check_close(softmax.log_softmax(logits), [-np.log(4)] * 4)
    decimals = np.array([[0.0, 1.0], [2.0, 3.0]])
    with check_unchanged(logits=decimals):
        check_shape(softmax.log_softmax(decimals), decimals.shape)
    first_page = [[0.125, 0.25, 0.5, 0.125], [0.25, 0.25, 0.25, 0.25], [0.5, 0.1, 0.2, 0.2]]
    book = np.array(
        [first_page, [[0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1], [0.2, 0.2, 0.5, 0.1]]]
    )
    logits = np.log(book) + np.array([[[0.0], [1.0], [-2.0]], [[3.0], [0.0], [2.0]]])
    check_close(softmax.log_softmax(logits), np.log(book))


@test_case(
    name="Logits 1000 apart",
    points=1,
    failure_message="Do not take the logarithm of softmax: its small probabilities have become 0. "
    "Use z − max − ln Σ e^(z − max).",
)
def apart(softmax):
    check_close(softmax.log_softmax(np.array([[1000.0, 0.0]])), [[0.0, -1000.0]])


@test_case(
    name="Rows of very different size",
    points=1.5,
    hidden=True,
    failure_message="Subtract from each row its own maximum (axis=-1, keepdims=True), not the "
    "maximum of the whole table. There may be three axes.",
)
def rows_apart(softmax, reference):
    """Every entry is finite and right for logits from −10000 to 10000, row by row."""
    logits = np.array([[1e4, 9999.0, -1e4], [-1e4, -9999.0, -1e4], [0.0, 1.0, 2.0]])
    expected = reference.softmax.log_softmax(logits)
    for shape in ((3, 3), (3, 1, 3)):
        with check_unchanged(logits=logits):
            given = softmax.log_softmax(logits.reshape(shape))
        check_close(given, expected.reshape(shape))


@test_case(
    name="Small whole numbers",
    points=0.5,
    hidden=True,
    failure_message="Make decimals of what you are given first, with np.asarray(x, dtype=float): "
    "small whole numbers, of int8 for example, wrap around.",
)
def small_whole_numbers(softmax, reference):
    """Arrays of whole numbers are welcome too, and the result still has its decimals."""
    for small in (np.array([[127, 3, 126], [0, 2, 100]]), np.array([[127, -128], [-1, 100]])):
        check_kinds(softmax.log_softmax, reference.softmax.log_softmax, small)
