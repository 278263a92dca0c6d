"""Task 8.1: forward pass of dropout."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    attempts,
    check_close,
    check_finite,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_8_1"

SHAPE = (200, 100)


def loudness(shape=SHAPE):
    """Values from 1 to 2, none of which is 0."""
    return np.linspace(1.0, 2.0, int(np.prod(shape))).reshape(shape)


def train_forward(layer, x):
    """What the layer makes of x while training."""
    y = layer.forward(x, training=True)
    check_shape(y, x.shape, name="what forward returns")
    check_finite(y, name="what forward returns")
    return np.array(y)


def removed_by(layer, x):
    """Which entries of x the layer removes while training."""
    return train_forward(layer, x) == 0


def check_not_in_rows(removed):
    """By chance rows or columns of 10 and more are removed as a whole with probability < 1e-40."""
    if not removed.any() or removed.all():
        return
    if removed.shape[1] > 1 and np.all(removed == removed[:, :1]):
        raise CheckFailed(
            "Your forward removes whole samples. Each neuron of each sample has its own chance: "
            "draw rng.random(x.shape)."
        )
    if len(removed) > 1 and np.all(removed == removed[:1]):
        raise CheckFailed(
            "Your forward removes the same neurons in every sample. Each has its own chance in "
            "each: draw rng.random(x.shape)."
        )


def check_rate(removed, p):
    """About p of all neurons are removed.

    Of 20000, the rate is more than 0.03 off with probability 2 exp(−2 · 20000 · 0.03²) < 1e-15
    (Hoeffding).
    """
    rate = float(np.mean(removed))
    if abs(rate - p) <= 0.03:
        return
    check_not_in_rows(removed)
    shown = f"With p = {p}, it removed {rate:.0%} of {removed.size} neurons."
    if rate == 0:
        raise CheckFailed("Your forward removes no neuron while training.", shown)
    if abs(rate - (1 - p)) <= 0.03:
        raise CheckFailed(
            "Your forward keeps a neuron with probability p. Remove it with probability p.", shown
        )
    raise CheckFailed("Your forward does not remove a neuron with probability p.", shown)


def check_independent(one, other, what):
    """Two sets of removed neurons agree as often as independent ones do.

    With removal rate r they agree with probability r² + (1 − r)². This allows 0.1, for at least
    10000 pairs: 0.05 for the agreement (Hoeffding: 2 exp(−2 · 10000 · 0.05²) < 1e-21) and 0.05 for
    r, which is 0.025 off with probability 2 exp(−2 · 20000 · 0.025²) < 1e-10.
    """
    check_not_in_rows(one)
    rate = np.mean([one, other])
    if abs(np.mean(one == other) - rate**2 - (1 - rate) ** 2) > 0.1:
        raise CheckFailed(f"Which neurons your forward removes is not independent {what}.")


def check_counts_vary(counts, where):
    if not any(counts):
        raise CheckFailed("Your forward removes no neuron while training.")
    if len(set(counts)) == 1:
        raise CheckFailed(
            f"Your forward removes exactly the same number of neurons {where}. Decide for each "
            "neuron on its own, as if you threw a coin for it."
        )


@test_case(
    name="Worked example",
    points=1,
    failure_message="Draw a random number from 0 to 1 for every entry: where it is below p, y is "
    "0, elsewhere y is x / (1 − p).",
)
def worked_example(dropout):
    x = np.tile([7.0, 14.0, 21.0], (100, 1))
    y = train_forward(dropout.Dropout(0.3, np.random.default_rng(1)), x.copy())
    # Right code keeps or removes all 300 entries with probability 0.7^300 < 1e-46 at most.
    if y.all():
        raise CheckFailed("Your forward removes no neuron while training.")
    if not y.any():
        raise CheckFailed("Your forward removes all neurons. With p = 0.3, most should stay.")
    stays = np.where(y == 0, 0.0, x)
    wrong = {
        "You did not scale what stays: divide it by 1 − p.": stays,
        "You divided by p: what stays is divided by 1 − p.": stays / 0.3,
        "You multiplied by 1 − p while training: divide by it.": stays * 0.7,
    }
    check_close(np.where(y == 0, 0.0, y), stays / 0.7, name="what stays", wrong=wrong)


@test_case(
    name="Without training",
    points=2,
    failure_message="Only remove neurons when training is true. Otherwise return x, and do not "
    "scale it: the 1/(1 − p) was already there while training.",
)
def without_training(dropout):
    layer, x = dropout.Dropout(0.4, np.random.default_rng(2)), loudness((20, 10))
    layer.forward(x, True)
    check_close(layer.forward(x), x, name="the output without training")
    check_close(layer.forward(x, training=False), x, name="the output without training")


@test_case(
    name="One neuron in five",
    points=1,
    failure_message="p is the probability that a neuron is removed, 1 − p that it stays. "
    "Write the result into a new array.",
)
def rate(dropout):
    layer, x = dropout.Dropout(0.2, np.random.default_rng(3)), loudness()
    with check_unchanged(x=x):
        removed = removed_by(layer, x)
    check_rate(removed, 0.2)


@test_case(
    name="Every sample draws anew",
    points=1,
    failure_message="Draw as many random numbers as x has entries, rng.random(x.shape), not one "
    "for each neuron or one for each sample.",
)
def samples_are_independent(dropout):
    removed = removed_by(dropout.Dropout(0.25, np.random.default_rng(4)), loudness())
    check_independent(removed[::2], removed[1::2], "for two samples of one batch")


@test_case(
    name="Values of p",
    points=1,
    failure_message="p = 0 is fine and removes nothing. Anything below 0, and 1 or more, should "
    "raise a ValueError as soon as the layer is made.",
)
def values_of_p(dropout):
    rng, x = np.random.default_rng(5), loudness((20, 10))
    check_close(dropout.Dropout(0, rng).forward(x, training=True), x, name="the output for p = 0")
    for attempt in attempts(dropout.Dropout, (-0.1, 1, 1.5), 3 * [rng]):
        check_raises(ValueError, attempt)


@test_case(
    name="Other probabilities",
    points=1,
    hidden=True,
    failure_message="The neurons that stay are divided by 1 − p. Try p = 0.7, and an x of whole "
    "numbers: the result needs decimals. A layer may have a single neuron, or a batch a single "
    "sample.",
)
def other_probabilities(dropout, rng):
    """What stays is multiplied by exactly 1/(1 − p), for every p and also for whole numbers."""
    for p, dtype, shape in (
        (0.15, np.int8, SHAPE),
        (0.7, np.int64, (SHAPE[0] * SHAPE[1], 1)),
        (0.96, np.uint8, (1, SHAPE[0] * SHAPE[1])),
    ):
        x = rng.integers(1, 100, shape).astype(dtype)
        with check_unchanged(x=x):
            y = train_forward(dropout.Dropout(p, np.random.default_rng(6)), x)
        kept = y != 0
        check_close(np.where(kept, y, 0.0), np.where(kept, x / (1 - p), 0.0), name="what stays")
        check_rate(~kept, p)


@test_case(
    name="Independent neurons and calls",
    points=0.5,
    hidden=True,
    failure_message="Draw rng.random(x.shape) anew in each forward: neither once in __init__, nor "
    "one number for a whole sample, nor a fixed number of neurons.",
)
def neurons_and_calls_are_independent(dropout):
    """Each call draws anew from rng, independently for every sample and every neuron."""
    layer, x = dropout.Dropout(0.25, np.random.default_rng(7)), loudness()
    removed, again = removed_by(layer, x), removed_by(layer, x)
    check_independent(removed, again, "in two calls")
    check_independent(removed[:, ::2], removed[:, 1::2], "for two neurons of one sample")
    # Equal counts in 200 rows of 100, or in 12 calls of 20 · 10: one count has a probability of at
    # most 0.1, so that all agree with probability 1e-11 at most.
    check_counts_vary(removed.sum(axis=1).tolist(), "from every sample")
    few = loudness((20, 10))
    counts = [int(removed_by(layer, few).sum()) for _ in range(12)]
    check_counts_vary(counts, "in every call")
    if not all(counts):
        raise CheckFailed("In some calls your forward removes no neuron, though it is training.")


@test_case(
    name="Chance comes from rng",
    points=0.5,
    hidden=True,
    failure_message="Use the rng that is passed in, self.rng.random(…), not np.random and not a "
    "generator of your own.",
)
def chance_comes_from_rng(dropout):
    """Two layers whose generators begin with one seed remove the same neurons."""
    # Other seeds remove the same 1000 by chance with probability 2^-1000.
    x = loudness((50, 20))
    seeds = (8, 8, 9)
    layers = [dropout.Dropout(0.5, np.random.default_rng(seed)) for seed in seeds]
    one, same, other = (train_forward(layer, x) for layer in layers)
    if np.array_equal(one, x):
        raise CheckFailed("Your forward removes no neuron while training.")
    if not np.array_equal(one, same):
        raise CheckFailed("What your forward removes does not depend on rng alone.")
    if np.array_equal(one, other):
        raise CheckFailed(
            "What your forward removes does not depend on rng: it is always the same."
        )
