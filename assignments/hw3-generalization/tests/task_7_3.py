"""Task 7.3: L2 penalty."""

import numpy as np

from gradus_checks import check_close, check_kinds, check_same_list, check_unchanged, test_case

OK_FORMAT = False
name = "task_7_3"

WEIGHTS = [
    np.array([[1.0, -2.0, 0.0], [0.5, 3.0, -0.5]]),
    np.array([[-1.0], [2.0]]),
    np.array([4.0, -2.0]),
]


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="Add up the squares of all entries of all arrays in the list, and multiply "
    "the sum by lam: no half, no mean, no square root.",
)
def worked_example(regularization):
    penalty = regularization.l2_penalty([w.copy() for w in WEIGHTS], 0.3)
    check_close(
        penalty,
        11.85,
        name="the penalty",
        wrong={
            "You did not multiply by lam: multiply the sum by it, once.": 39.5,
            "You multiplied by lam twice: once is enough.": 3.555,
            "You averaged over the entries of each array: add them up, with np.sum.": 4.475,
            "You took the first array only: the sum goes over all of them.": 4.35,
            "Only the last array counts: add each one to the sum, with +=.": 6.0,
            "Is the sum over all entries missing? np.sum(…, axis=0) gives one for each column.": [
                7.875,
                11.4,
                7.575,
            ],
            "You averaged over the arrays: add them up.": 3.95,
            "You took a square root: leave it out.": 3.1548277,
            "You squared a sum: square each weight first, and add up then.": 2.7,
            "You added up absolute values: that is L1. L2 takes the squares.": 4.8,
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
        penalty = regularization.l2_penalty([w.copy() for w in WEIGHTS], lam)
        check_close(penalty, lam * 39.5, name="the penalty")
    check_close(float(regularization.l2_penalty([], 0.5)), 0.0, name="the penalty of no arrays")


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
        expected = reference.regularization.l2_penalty(weights, lam)
        with check_unchanged(first=weights[0], last=weights[-1]):
            given = list(weights)
            penalty = regularization.l2_penalty(given, lam)
        check_close(penalty, expected, rtol=1e-10, atol=0.0, name="the penalty")
        check_same_list(given, weights)
    for small in ([[-128, 3], [127, -1]], [[100, 3], [127, 120]]):
        check_kinds(
            lambda *weights: regularization.l2_penalty(list(weights), 0.03),
            lambda *weights: reference.regularization.l2_penalty(list(weights), 0.03),
            *np.array([small, small]),
            name="the penalty",
        )
