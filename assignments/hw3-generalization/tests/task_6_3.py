"""Task 6.3: augment the training part."""

import numpy as np

from gradus_checks import CheckFailed, check_finite, check_unchanged, test_case

OK_FORMAT = False
name = "task_6_3"


def augmented(splits, x, labels, seed):
    """What augment gives, in arrays that fit each other."""
    known = labels.copy()
    result = splits.augment(x, labels, np.random.default_rng(seed))
    try:
        more, names = (np.array(part) for part in result)
    except (TypeError, ValueError):
        raise CheckFailed("Return two things: return x, labels.") from None
    if more.ndim != 2 or more.shape[1] != x.shape[1] or len(more) == 0:
        raise CheckFailed("The new x should be a table with as many columns (bands) as x has.")
    if names.shape != (len(more),) or names.dtype.kind not in "iu":
        raise CheckFailed("There should be one whole number, its label, for each row of x.")
    check_finite(more, name="the new x")
    if not np.all(np.isin(names, known)):
        raise CheckFailed("There is a label that none of the samples had.")
    return more, names


def two_kinds(rng, n):
    """Rows labelled 2 are flat noise, those labelled 5 have one band that stands out by 50 dB."""
    x, labels = rng.normal(-90, 1, (n, 72)), np.array([2, 5] * (n // 2))
    x[np.arange(1, n, 2), rng.integers(20, 52, n // 2)] += 50
    order = rng.permutation(n)
    return x[order], labels[order]


@test_case(
    name="Something new",
    points=1,
    failure_message="Give back rows that were not there before: transposed (moved by some "
    "semitones), a little louder, with a little noise. Make them from copies.",
)
def something_new(splits):
    x, labels = two_kinds(np.random.default_rng(1), 20)
    with check_unchanged(x=x, labels=labels):
        more, _ = augmented(splits, x, labels, 2)
    # Of 20 rows, each of which is changed with probability 2/3, none is with 3^-20 < 1e-9.
    known = {row.tobytes() for row in x}
    if all(row.astype(float).tobytes() in known for row in more):
        raise CheckFailed("Every row that you give back was there before.")


@test_case(
    name="Chance comes from rng",
    points=0.5,
    failure_message="Draw from the rng that is passed in, rng.normal(…) or rng.integers(…), not "
    "from np.random, and not from a generator of your own.",
)
def chance_from_rng(splits):
    # Rows that are all alike, and say the same in all places: what else there is, augment has put
    # there.
    x, labels = np.tile([-60.0, -61.0], (40, 36)), np.full(40, 3)
    one, same, other = (augmented(splits, x.copy(), labels, seed)[0] for seed in (4, 4, 5))
    if not np.array_equal(one, same):
        raise CheckFailed("The same seed gives other rows each time.")
    # Who draws nothing may give the same for every seed. But noise, of which no entry is like
    # another and no row a mixture of others, must have been drawn.
    noise = len(np.unique(one)) > one.size / 2 and np.linalg.matrix_rank(one) > 30
    if noise and np.array_equal(one, other):
        raise CheckFailed("Two different seeds give the same noise.")


@test_case(
    name="The right label for each row",
    points=1.5,
    failure_message="Whatever you do with the rows (shuffle, repeat, leave out), do the same with "
    "their labels: labels[order] beside x[order]. A transposition moves bands, not rows: axis=1.",
)
def right_labels(splits, rng):
    x, labels = two_kinds(rng, 1200)
    more, names = augmented(splits, x.copy(), labels.copy(), 3)
    # Arrays of whole numbers are welcome: nothing is cut off again. Of 200 rows, each of which is
    # changed with probability 2/3, none is with 3^-200.
    whole = np.round(x[:200]).astype(int)
    from_whole, _ = augmented(splits, whole.copy(), labels[:200].copy(), 3)
    known = {row.tobytes() for row in whole.astype(float)}
    if all(row.tobytes() in known for row in from_whole.astype(float)):
        raise CheckFailed(
            "Every row that you make of whole numbers was there before. Were decimals cut off?"
        )
    # Transposing, gain and noise leave a peak a peak; heavier changes may hide one in ten. Then of
    # 1200 rows a fifth is hidden with probability exp(−2 · 1200 · 0.1²) < 1e-10 (Hoeffding). Labels
    # that are shuffled fit half of the rows, and three quarters if the old rows are given back too.
    peaks = np.max(more, axis=1) - np.median(more, axis=1) > 20
    if np.mean(peaks == (names == 5)) >= 0.8:
        return
    # In another order there are still as many peaks as labels for them.
    if abs(np.mean(peaks) - np.mean(names == 5)) < 0.1:
        raise CheckFailed("Rows and labels do not belong together any more.")
    raise CheckFailed(
        "In too many rows what tells the labels apart is gone. Does silence move in, where you "
        "shift? 0 dB is loud. And does each row come from one sample alone?"
    )
