"""Task 2.1: sigmoid."""

import numpy as np

from gradus_checks import check_close, check_kinds, check_unchanged, test_case

OK_FORMAT = False
name = "task_2_1"


@test_case(
    name="Worked example",
    points=2,
    failure_message="The formula is 1 / (1 + e^(−z)), with a minus in front of z: a large logit "
    "means yes, so its probability is close to 1.",
)
def worked_example(softmax):
    logits = np.array([0.0, np.log(3), -np.log(3)])
    check_close(softmax.sigmoid(logits), [0.5, 0.75, 0.25])


@test_case(
    name="A table of whole numbers",
    points=2,
    failure_message="Work entry by entry on a table of any shape, give decimals back even for "
    "whole numbers, and leave the input as it is.",
)
def table(softmax):
    logits = np.array([[0, 1, 5], [-1, -5, 20]])
    expected = [[0.5, 0.7310585786, 0.9933071491], [0.2689414214, 0.0066928509, 0.9999999979]]
    check_close(softmax.sigmoid(logits), expected)
    decimals = logits * 1.0
    with check_unchanged(logits=decimals):
        check_close(softmax.sigmoid(decimals), expected)


@test_case(
    name="A logit of 1000",
    points=1,
    failure_message="e^1000 is too large for the computer. Rewrite the formula so that np.exp only "
    "ever gets numbers below 0.",
)
def large_logit(softmax):
    check_close(softmax.sigmoid(np.array([1000.0])), [1.0], rtol=0, atol=1e-12)


@test_case(
    name="Very large and very small logits",
    points=1.5,
    hidden=True,
    failure_message="Very large positive logits must give 1, very large negative ones 0. If one "
    "side is fine and the other is not, use another form of the formula on each side of 0.",
)
def very_large_logits(softmax, reference, rng):
    """The result is right to 12 decimal places for all logits from −10000 to 10000."""
    logits = np.array([[-1e4, -1000.0, -710.0, -40.0, -0.5], [0.5, 40.0, 710.0, 1000.0, 1e4]])
    for z in (logits, rng.normal(0, 10, (4, 1, 3))):
        expected = reference.softmax.sigmoid(z)
        with check_unchanged(logits=z):
            check_close(softmax.sigmoid(z), expected, rtol=0, atol=1e-12)


@test_case(
    name="Small whole numbers",
    points=0.5,
    hidden=True,
    failure_message="Make decimals of what you are given first, with np.asarray(x, dtype=float): "
    "small whole numbers, of int8 for example, wrap around.",
)
def small_whole_numbers(softmax, reference, rng):
    """Arrays of whole numbers are welcome too, and the result still has its decimals."""
    for low in (-128, 0):
        small = rng.integers(low, 128, (4, 3))
        check_kinds(softmax.sigmoid, reference.softmax.sigmoid, small, rtol=0, atol=1e-12)
