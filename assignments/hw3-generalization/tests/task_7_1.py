"""Task 7.1: L1 penalty."""

import numpy as np

from gradus_checks import check_close, check_kinds, check_same_list, check_unchanged, test_case

OK_FORMAT = False
name = "task_7_1"

WEIGHTS = [
    np.array([[1.0, -2.0, 0.0], [0.5, 3.0, -0.5]]),
    np.array([[-1.0], [2.0]]),
    np.array([4.0, -2.0]),
]


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="Add up the absolute values, np.abs(w), of all entries of all arrays in "
    "the list, and multiply the sum by lam.",
)
def worked_example(regularization):
    penalty = regularization.l1_penalty([w.copy() for w in WEIGHTS], 0.3)
    check_close(
        penalty,
        4.8,
        name="the penalty",
        wrong={
            "You did not multiply by lam: multiply the sum by it, once.": 16.0,
            "You multiplied by lam twice: once is enough.": 1.44,
            "You averaged over the entries of each array: add them up, with np.sum.": 1.7,
            "You took the first array only: the sum goes over all of them.": 2.1,
            "Only the last array counts: add each one to the sum, with +=.": 1.8,
            "Is the sum over all entries missing? np.sum(…, axis=0) gives one for each column.": [
                3.15,
                4.2,
                2.85,
            ],
            "You averaged over the arrays: add them up.": 1.6,
            "Weights of opposite sign cancel: take the absolute values, np.abs(w).": 1.5,
            "You added up squares: that is L2. L1 takes the absolute values, np.abs(w).": 11.85,
        },
    )


@test_case(
    name="Other strengths, no arrays",
    points=1,
    failure_message="Multiply the sum by lam, once. An empty list has no weights, so its penalty "
    "is 0: start the sum at 0.",
)
def other_strengths(regularization):
    for lam in (0.0, 0.3, 2.3):
        penalty = regularization.l1_penalty([w.copy() for w in WEIGHTS], lam)
        check_close(penalty, lam * 16.0, name="the penalty")
    check_close(float(regularization.l1_penalty([], 0.5)), 0.0, name="the penalty of no arrays")


@test_case(
    name="Arrays of any shape",
    points=0.5,
    hidden=True,
    failure_message="Add up all entries of all arrays in the list, of one axis, two or three, and"
    " of whole numbers. Change none of them, nor the list: no w *= w, no pop, no weights[i] = …. "
    "A small weight counts like a large one.",
)
def any_shape(regularization, reference, rng):
    """The sum goes over all entries of all arrays, of any shapes, and leaves them as they are."""
    for shapes, size, lam in (
        (((3, 5), (5, 2), (2,)), 3.0, 0.03),
        (((2, 3, 2), (1, 1)), 1e6, 250),
        (((4,), (2, 3)), 1e-9, 0.03),
    ):
        weights = [rng.normal(0, size, shape) for shape in shapes]
        weights.append(np.round(rng.normal(0, size, (2, 2))).astype(int))
        expected = reference.regularization.l1_penalty(weights, lam)
        with check_unchanged(first=weights[0], last=weights[-1]):
            given = list(weights)
            penalty = regularization.l1_penalty(given, lam)
        check_close(penalty, expected, atol=1e-9 * size, name="the penalty")
        check_same_list(given, weights)
    for small in ([[-128, 3], [127, -1]], [[100, 3], [127, 120]]):
        check_kinds(
            lambda *weights: regularization.l1_penalty(list(weights), 0.03),
            lambda *weights: reference.regularization.l1_penalty(list(weights), 0.03),
            *np.array([small, small]),
            name="the penalty",
        )
