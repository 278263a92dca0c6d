"""Task 6.1: training, validation and test part."""

import numpy as np

from gradus_checks import CheckFailed, test_case

OK_FORMAT = False
name = "task_6_1"


def parts_of(splits, n, ratios, rng):
    """The three parts, as arrays of their own."""
    given = splits.train_val_test_split(n, ratios, rng)
    if given is None:
        raise CheckFailed("Your function gives None. Does it end with `return …`?")
    parts = [np.array(part) for part in given]
    if len(parts) != 3:
        raise CheckFailed("There should be three parts: training, validation, test.")
    for part in parts:
        if part.ndim != 1 or (part.size and part.dtype.kind not in "iu"):
            raise CheckFailed("A part should be an array of whole numbers, of shape (size,).")
    return parts


def check_complete(parts, n):
    """Each of the numbers 0 to n − 1 is in exactly one part."""
    indices = np.concatenate(parts).astype(int)
    if indices.size and (indices.min() < 0 or indices.max() >= n):
        raise CheckFailed("A part holds a number that is no sample's: they are 0 to n − 1.")
    counts = np.bincount(indices, minlength=n)
    if counts.max(initial=0) > 1:
        raise CheckFailed("A sample is in two places: what is tested was trained on.")
    if counts.min(initial=1) < 1:
        raise CheckFailed("A sample is in no part. Does the last part reach to the end?")


def check_sizes(parts, n, ratios):
    """Each part has its share of n, to within one sample."""
    for part, ratio in zip(parts, ratios, strict=True):
        share = n * ratio / sum(ratios)
        if abs(part.size - share) > 1 + 1e-9:
            raise CheckFailed(
                "A part has the wrong size.",
                f"Of {n} samples at {ratios}, it has {part.size}; its share is {share:.2f}.",
                "borders",
            )


@test_case(
    name="Ten songs, eight to one to one",
    points=1,
    failure_message="The shares are ratios[i] / sum(ratios), whatever they add up to. With "
    "np.cumsum you get the borders, and np.split cuts there.",
)
def ten_songs(splits):
    for ratios in ((8, 1, 1), (0.8, 0.1, 0.1), (80.0, 10.0, 10.0)):
        parts = parts_of(splits, 10, ratios, np.random.default_rng(1))
        check_sizes(parts, 10, ratios)


@test_case(
    name="Every sample once",
    points=3,
    failure_message="Shuffle the numbers 0 to n − 1 once, rng.permutation(n), and cut the result "
    "in three. Drawing each part on its own takes some samples twice.",
)
def every_sample_once(splits):
    for n, ratios in ((10, (8, 1, 1)), (23, (6, 2, 2)), (40, (9, 0.5, 0.5))):
        check_complete(parts_of(splits, n, ratios, np.random.default_rng(2)), n)


@test_case(
    name="Shuffled by rng",
    points=2,
    failure_message="Recordings often lie in order: all pianos first. So shuffle, with the rng "
    "that is passed in: the same seed gives the same parts, another seed others.",
)
def shuffled(splits):
    def split(seed):
        parts = parts_of(splits, 60, (6, 2, 2), np.random.default_rng(seed))
        check_sizes(parts, 60, (6, 2, 2))
        return [part.tolist() for part in parts]

    # By chance the first 36 of 60 are the training part with probability 1/C(60, 36) < 1e-16, and
    # two splits are the same with less.
    first = split(3)
    if sorted(first[0]) == list(range(len(first[0]))):
        raise CheckFailed("The training part is simply the first samples: nothing is shuffled.")
    if split(3) != first:
        raise CheckFailed("The same seed gives another split each time.")
    if split(4) == first:
        raise CheckFailed("Two different seeds give the same split.")


@test_case(
    name="Any ratios",
    points=1,
    hidden=True,
    failure_message="Round the borders, not each size: three rounded sizes may add up to more or "
    "less than n. Try ratios such as 1:1:1 and 5 samples. Ratios are shares of their sum, however"
    " small or large they are, and a part may be empty.",
)
def any_ratios(splits):
    """Each part has its share of the samples, to within one, for any n and any ratios."""
    for n, ratios in (
        (5, (1, 1, 1)),
        (7, (6, 2, 2)),
        (101, (9, 0.5, 0.5)),
        (37, (1, 2, 5)),
        (3, (8, 1, 1)),
        (2, (8, 1, 1)),
        (1, (6, 2, 2)),
        (50, (4e-9, 5e-10, 5e-10)),
        (1000, (7e6, 1.5e6, 1.5e6)),
    ):
        parts = parts_of(splits, n, ratios, np.random.default_rng(n))
        check_sizes(parts, n, ratios)
        check_complete(parts, n)


@test_case(
    name="A random order in each part",
    points=1,
    hidden=True,
    failure_message="Each sample is as likely in one part as in another. Leave the parts in their "
    "random order, and do not shuffle in blocks.",
)
def random_order(splits):
    """All three parts are in random order, and any two samples can be parted."""
    # By chance, a part of 40 is in rising or falling order with probability 2/40! < 1e-47; one lies
    # within 45 neighbours with 76 · C(45, 40) / C(120, 40) < 1e-23; and all 60 pairs stay together
    # with C(60, 20) C(40, 20) / (C(120, 40) C(80, 40)) < 1e-27. Three parts of 39 to 41: the same.
    first, second, third = parts_of(splits, 120, (1, 1, 1), np.random.default_rng(5))
    check_sizes((first, second, third), 120, (1, 1, 1))
    for part in (first, second, third):
        if np.all(np.diff(part) > 0) or np.all(np.diff(part) < 0):
            raise CheckFailed("A part is in order. Was it sorted?")
        if part.size and np.ptp(part) < part.size + 5:
            raise CheckFailed("A part holds neighbours only: they were not shuffled one by one.")
    places = np.empty(120, int)
    for number, part in enumerate((first, second, third)):
        places[part] = number
    if np.all(places[::2] == places[1::2]):
        raise CheckFailed("Samples 0 and 1, 2 and 3, … always stay together.")
    splits_of_60 = [parts_of(splits, 60, (1, 1, 1), np.random.default_rng(n)) for n in (6, 7, 8)]
    if len({part.tobytes() for part, _, _ in splits_of_60}) < 3:
        raise CheckFailed("Two of three seeds give the same split: draw the order itself by rng.")
