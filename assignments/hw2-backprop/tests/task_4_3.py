"""Task 4.3: initialization of a linear layer."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_finite, check_shape, test_case

OK_FORMAT = False
name = "task_4_3"

# Where the true deviation is within the 20 % that the hand-out allows, the measured one has a
# standard error of √(kurtosis − 1) / (2 √n) of it: of n = 200,000 normal weights 0.16 %, of 50,000
# 0.32 %. From 1.20 to 1.215 are 1.25 % of it, to 1.23 are 2.5 %: 7.9 standard errors in both, and
# 6.1 of them (1e-9) up to a kurtosis of 4.3. The mean of 50,000 has a standard error of at most
# 1.2 / 223; the bound is 9 of them.
MANY, FEW = 200_000, 50_000
TOLERANCES, OF_THE_MEAN = {MANY: 0.215, FEW: 0.23}, 0.05
LONG = 100


def different(lines):
    return len({line.tobytes() for line in lines})


def check_he(weights, n_in, n_out):
    """`weights` look like those of He's initialization."""
    check_shape(weights, (n_in, n_out), name="W")
    check_finite(weights, name="W")
    wanted = np.sqrt(2 / n_in)
    for lines in (weights, weights.T):
        # Random signs alone make two lines of LONG the same with probability 2^-LONG.
        if lines.shape[1] >= LONG and np.any(lines) and different(lines) < len(lines):
            which = "all the same" if different(lines) == 1 else "not all different"
            raise CheckFailed(f"Your rows or columns are {which}: draw each weight on its own.")
    if abs(np.mean(weights)) > OF_THE_MEAN * wanted:
        raise CheckFailed("The mean of your weights is not 0: there should be as many below 0.")
    ratio = float(np.std(weights)) / wanted
    if abs(ratio - 1) > TOLERANCES[n_in * n_out]:
        raise CheckFailed(
            f"The standard deviation of your weights is too {'large' if ratio > 1 else 'small'}: "
            "it should be √(2/n_in).",
            f"It is {np.std(weights):.4f}; it should be {wanted:.4f}.",
        )


@test_case(
    name="Worked example",
    points=2,
    failure_message="rng.normal(0, s, shape) draws numbers with standard deviation s; a variance "
    "of 2/n_in is a standard deviation of np.sqrt(2 / n_in). n_in is the number of rows.",
)
def worked_example(backprop):
    layer = backprop.Linear(200, MANY // 200, np.random.default_rng(1))
    check_he(layer.W, 200, MANY // 200)


@test_case(
    name="Zero bias",
    points=1,
    failure_message="b is an array with one decimal 0 for each of the n_out neurons, such as "
    "np.zeros(n_out).",
)
def zero_bias(backprop):
    layer = backprop.Linear(3, 5, np.random.default_rng(2))
    check_close(layer.b, np.zeros(5), name="b")
    check_shape(layer.W, (3, 5), name="W")


@test_case(
    name="Randomness from rng",
    points=1,
    failure_message="Draw from the rng that is passed in (rng.normal(…)), not from np.random and "
    "not from a generator of your own.",
)
def from_rng(backprop):
    # Any distribution may be used. Even 40 random signs are the same twice only with probability
    # 2^-40 < 1e-12.
    rng = np.random.default_rng(3)
    first, second = backprop.Linear(8, 5, rng).W.copy(), backprop.Linear(8, 5, rng).W.copy()
    if np.array_equal(first, second):
        raise CheckFailed("Two layers from one rng have the same weights.")
    again = backprop.Linear(8, 5, np.random.default_rng(3)).W.copy()
    # Not check_close, whose message would quote numbers that are others each time.
    if not np.array_equal(again, first):
        raise CheckFailed("A second layer from the same seed has other weights than the first.")
    other = backprop.Linear(8, 5, np.random.default_rng(4)).W.copy()
    if np.array_equal(first, other):
        raise CheckFailed("Layers from two different seeds have the same weights.")


@test_case(
    name="Wide and narrow layers",
    points=2,
    hidden=True,
    failure_message="The number of inputs, n_in, sets the size of the weights, and n_out does "
    "not. Print W.std() for Linear(100, 400, rng) and Linear(400, 100, rng). And Linear(1, 3, "
    "rng): no weight is clipped, however few inputs there are.",
)
def wide_and_narrow(backprop):
    """For any n_in and n_out, the mean is 0 and the standard deviation within 20 % of √(2/n_in)."""
    for seed, (n_in, n_out) in enumerate(((100, FEW // 100), (FEW // 100, 100), (1, FEW))):
        check_he(backprop.Linear(n_in, n_out, np.random.default_rng(seed)).W, n_in, n_out)
    single = backprop.Linear(1, 1, np.random.default_rng(3)).W
    check_shape(single, (1, 1), name="W")
    check_finite(single, name="W")
