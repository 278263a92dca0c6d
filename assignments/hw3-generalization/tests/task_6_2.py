"""Task 6.2: standardize without looking at the test part."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    check_close,
    check_kinds,
    check_unchanged,
    drawn,
    test_case,
)

OK_FORMAT = False
name = "task_6_2"

TRAIN = np.array([[-10.0, 3.0], [-10.0, 3.0], [-60.0, 3.0], [-10.0, 8.0], [-10.0, 3.0]])
OTHER = np.array([[-40.0, 4.0], [0.0, 6.0]])
EXPECTED = np.array([[0.5, -0.5], [0.5, -0.5], [-2.0, -0.5], [0.5, 2.0], [0.5, -0.5]])


def result_of(splits, *arrays):
    """What standardize gives, as many arrays as it got."""
    result = splits.standardize(*arrays)
    if isinstance(result, np.ndarray) or result is None:
        raise CheckFailed("Return a tuple, also for one array: return (train,).")
    result = tuple(result)
    if len(result) != len(arrays):
        raise CheckFailed(
            "There should be one result for each array.",
            f"You got {len(arrays)} arrays and gave {len(result)}.",
        )
    return result


@test_case(
    name="Worked example",
    points=2,
    failure_message="Subtract each column's mean, np.mean(train, axis=0), and divide by its "
    "standard deviation, np.std(train, axis=0).",
)
def worked_example(splits):
    (train,) = result_of(splits, TRAIN.copy())
    check_close(
        train,
        EXPECTED,
        name="the training part",
        wrong={
            "You divided by the variance: divide by its root, np.std.": EXPECTED / [20.0, 2.0],
            "You did not divide by the standard deviation.": TRAIN - [-20.0, 4.0],
            "You did not subtract the mean.": TRAIN / [20.0, 2.0],
            "You took the median: the mean is np.mean.": (TRAIN - [-10.0, 3.0]) / [20.0, 2.0],
            "You divided by n − 1 inside the standard deviation: here it is n, NumPy's default.": (
                EXPECTED * np.sqrt(4 / 5)
            ),
            "You took one mean for the whole table: each column has its own (axis=0).": (
                (TRAIN + 8) / np.sqrt(346)
            ),
            "You took one standard deviation for the whole table: each column has its own "
            "(axis=0).": (TRAIN - [-20.0, 4.0]) / np.sqrt(346),
            "You went along the rows: the mean of a column is np.mean(train, axis=0).": (
                (TRAIN + 3.5) / 6.5
            ),
        },
    )


@test_case(
    name="Nothing is learned from the others",
    points=1.5,
    failure_message="Mean and standard deviation come from the training part alone, and the same "
    "two are used for all arrays: the test part is music that nobody has heard yet.",
)
def nothing_from_others(splits):
    train, other = result_of(splits, TRAIN.copy(), OTHER.copy())
    check_close(train, EXPECTED, name="the training part")
    check_close(
        other,
        np.array([[-1.0, 0.0], [1.0, 1.0]]),
        name="the other part",
        wrong={
            "You left the other arrays as they are: they are standardized too.": OTHER,
            "You took the other part's own mean: all arrays get that of the training part.": [
                [-1.0, -1.0],
                [1.0, 1.0],
            ],
        },
    )


@test_case(
    name="A band that is always silent",
    points=1,
    failure_message="Where all training values of a column are equal, divide by 1: there is "
    "nothing to scale. Compare np.max and np.min: rounding may make the deviation 1e-17.",
)
def silent_band(splits):
    train = np.array([[0.1, 1.0], [0.1, 3.0], [0.1, 5.0]])
    other = np.array([[0.6, 3.0]])
    first, second = result_of(splits, train, other)
    step = 2 / np.std([1.0, 3.0, 5.0])
    # A deviation of 1e-17, which rounding makes, gives far more.
    if isinstance(second, np.ndarray) and second.shape == (1, 2) and 5 < second[0, 0] < 1e13:
        raise CheckFailed(
            "Do not add a small number to the standard deviation: where it is 0, divide by 1."
        )
    check_close(first, [[0.0, -step], [0.0, 0.0], [0.0, step]], name="the training part")
    check_close(second, [[0.5, 0.0]], name="the other part")


def tables(rng, n, d):
    """A training part of n samples and two other parts."""
    return [rng.normal(rng.normal(0, 50, d), rng.uniform(1, 20, d), (m, d)) for m in (n, 4, 1)]


def has_spread(parts):
    """By chance two samples may be so close that a rounding shows."""
    return np.std(parts[0], axis=0).min() > 0.5


@test_case(
    name="Random tables",
    points=1,
    hidden=True,
    failure_message="Divide by n inside the standard deviation (NumPy's default), not by n − 1, "
    "and take the mean of each column, not of the whole table. A small deviation is not 0: only a"
    " feature whose largest value is its smallest is constant. Take the mean of (x − mean)².",
)
def random_tables(splits, reference, rng):
    """The standard deviation is that of the n training samples (ddof 0), each feature by itself."""
    # Also all of it large, or small, or as different as one part in a million.
    for n, d, size, around in ((5, 3, 1e5, 0), (2, 4, 1, 0), (30, 1, 1e-10, 0), (9, 2, 1e-4, 1e3)):
        parts = drawn(lambda n=n, d=d: tables(rng, n, d), has_spread)
        parts = [around + size * part for part in parts]
        parts[2] = around + 100 * (parts[2] - around)
        expected = reference.splits.standardize(*parts)
        for given, right in zip(result_of(splits, *parts), expected, strict=True):
            check_close(given, right, rtol=1e-7, atol=1e-7, name="a part")


@test_case(
    name="Inputs stay as they are",
    points=0.5,
    hidden=True,
    failure_message="Write x = (x − mean) / std, which makes a new array, and not x -= mean. "
    "Arrays of whole numbers give decimals.",
)
def inputs_stay(splits, reference, rng):
    """Any number of arrays may come, of whole numbers too, and none is changed."""
    whole = np.array([[-80, 3], [-60, 3], [-40, 3]])
    step = 20 / np.std([-80, -60, -40])
    expected = np.array([[-step, 0.0], [0.0, 0.0], [step, 0.0]])
    for train in (whole.copy(), whole.astype(float)):
        others = [whole.copy(), whole.copy(), whole.astype(float)]
        with check_unchanged(train=train, validation=others[0], test=others[2]):
            results = result_of(splits, train, *others)
        for given in reversed(results):
            check_close(given, expected, name="a part")
    # The sum of any four of these wraps around.
    small = drawn(lambda: rng.integers(64, 128, (2, 4, 3)), lambda s: np.ptp(s[0], axis=0).min())
    names = ("train", "another part")
    check_kinds(
        lambda *parts: result_of(splits, *parts),
        lambda *parts: reference.splits.standardize(*parts),
        *small,
        name=names,
    )
