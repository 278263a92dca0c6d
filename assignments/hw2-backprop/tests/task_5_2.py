"""Task 5.2: minibatches."""

import numpy as np

from gradus_checks import CheckFailed, take, test_case

OK_FORMAT = False
name = "task_5_2"


def batches_of(gradient_descent, n, batch_size, rng):
    """One round of minibatches, each as an array of its own."""
    given = gradient_descent.minibatches(n, batch_size, rng)
    if given is None:
        raise CheckFailed("minibatches gave None. Does it yield the batches?")
    batches = []
    for batch in take(given, n + 2):
        if isinstance(batch, list | tuple) and any(np.ndim(each) for each in batch):
            raise CheckFailed("You gave all batches at once, in a list: yield one at a time.")
        # Copies: the next batch may be written into the same array.
        indices = np.array(batch)
        if indices.shape == () and indices.dtype.kind in "iu":
            raise CheckFailed("You gave single numbers: yield each batch, do not return it.")
        if indices.ndim != 1 or (indices.size and indices.dtype.kind not in "iu"):
            raise CheckFailed("A batch should be an array of whole numbers, of shape (size,).")
        batches.append(indices)
        if len(batches) > n + 1:
            raise CheckFailed("There are more batches than samples. When does your loop end?")
    return batches


def check_sizes(batches, sizes):
    """The batches have these sizes, in this order."""
    found = [batch.size for batch in batches]
    if found == sizes:
        return
    detail = f"Their sizes are {found}; they should be {sizes}."
    if 0 in found:
        raise CheckFailed("One of the batches is empty.", detail)
    if sum(found) < sum(sizes):
        raise CheckFailed("Some samples are in no batch.", detail)
    raise CheckFailed("The batches do not have the right sizes.", detail)


def check_once(batches, n):
    """Each of the numbers 0 to n − 1 is in the batches exactly once."""
    indices = np.concatenate([np.zeros(0, int), *batches])
    if indices.size and (indices.min() < 0 or indices.max() >= n):
        raise CheckFailed("A batch holds a number that is no sample's: they are 0 to n − 1.")
    counts = np.bincount(indices.astype(int), minlength=n)
    if counts.max(initial=0) > 1:
        raise CheckFailed("One sample comes twice in the same round.")
    if counts.min(initial=1) < 1:
        raise CheckFailed("One sample does not come at all.")


def as_sets(batches):
    """What is in which batch; the order within a batch does not matter."""
    return [frozenset(batch.tolist()) for batch in batches]


@test_case(
    name="Ten songs, four at a time",
    points=2,
    failure_message="Start a batch at 0, batch_size, 2 · batch_size, … as range(0, n, batch_size) "
    "does, up to the end: a slice order[8:12] of ten numbers simply has two.",
)
def ten_songs(gradient_descent):
    batches = batches_of(gradient_descent, 10, 4, np.random.default_rng(1))
    check_sizes(batches, [4, 4, 2])


@test_case(
    name="Every sample once",
    points=2,
    failure_message="Shuffle all numbers first, rng.permutation(n), and cut the result into "
    "pieces. Drawing each batch anew (rng.integers, rng.choice) takes some twice.",
)
def every_sample_once(gradient_descent):
    for n, batch_size in ((24, 6), (23, 5), (9, 1)):
        check_once(batches_of(gradient_descent, n, batch_size, np.random.default_rng(2)), n)


@test_case(
    name="A new order in every round",
    points=1.5,
    failure_message="Draw a new order with rng.permutation(n) each time that minibatches is "
    "called. The same order again would be one chance in 50!.",
)
def new_order(gradient_descent):
    # One order of 50 by chance: 1/50! < 1e-64.
    rng = np.random.default_rng(3)
    first = np.concatenate(batches_of(gradient_descent, 50, 5, rng))
    second = np.concatenate(batches_of(gradient_descent, 50, 5, rng))
    if len(first) < 50:
        raise CheckFailed("Some samples are in no batch. Does a return end the loop too early?")
    if np.array_equal(first, np.sort(first)):
        raise CheckFailed("The samples come in the order 0, 1, 2, …: they are not shuffled.")
    if np.array_equal(first, second):
        raise CheckFailed("The second round has the same order as the first.")


@test_case(
    name="Batches of any size",
    points=1,
    hidden=True,
    failure_message="Where batch_size divides n, the last batch is a full one, and nothing comes "
    "after it. Where it is larger than n, there is one batch.",
)
def any_size(gradient_descent):
    """All batches have batch_size samples; the last one has the rest, and is never empty."""
    for n, batch_size, sizes in (
        (12, 4, [4, 4, 4]),
        (7, 7, [7]),
        (5, 8, [5]),
        (13, 6, [6, 6, 1]),
        (3, 1, [1, 1, 1]),
        (1, 1, [1]),
        (300, 128, [128, 128, 44]),
    ):
        batches = batches_of(gradient_descent, n, batch_size, np.random.default_rng(n))
        check_sizes(batches, sizes)
        check_once(batches, n)


@test_case(
    name="Well shuffled, by rng",
    points=1.5,
    hidden=True,
    failure_message="Shuffle the single samples, not the finished batches and not only within "
    "them, and draw from the rng that is passed in. One order of all the samples, drawn anew each"
    " time.",
)
def well_shuffled(gradient_descent):
    """Any samples can meet in a batch, in every round others, and the seed decides which."""

    # There are 60! / (6!)^10 > 2e53 ways to fill ten batches, and 3280 batches whose samples are
    # neighbours (or lie evenly apart, with as few differences): 3280^10 / 2e53 < 1e-17.
    def round_of(rng):
        return as_sets(batches_of(gradient_descent, 60, 6, rng))

    rng = np.random.default_rng(4)
    first, second, third = round_of(rng), round_of(rng), round_of(rng)
    for batches in (first, second):
        if all(len({(i - j) % 60 for i in batch for j in batch}) <= 11 for batch in batches):
            raise CheckFailed("In each batch the samples are neighbours, as they were before.")
        # A batch is of one half (or third, …) with probability C(30, 6) / C(60, 6) · 2 < 0.024.
        for group in (lambda i: i // 30, lambda i: i // 20, lambda i: i % 2, lambda i: i % 3):
            if all(len(set(map(group, batch))) == 1 for batch in batches):
                raise CheckFailed("Some samples never meet: the order is not drawn from all.")
    if set(first) in (set(second), set(third)) or set(second) == set(third):
        raise CheckFailed("In two rounds the same samples were together.")
    if round_of(np.random.default_rng(4)) != first:
        raise CheckFailed("A second run from the same seed has other batches.")
    if round_of(np.random.default_rng(5)) == first:
        raise CheckFailed("Two different seeds give the same batches.")
