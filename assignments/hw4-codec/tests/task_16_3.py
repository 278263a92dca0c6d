"""Task 16.3: random allocation."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_16_3"


class Listener:
    """A distortion and a cost, and all bits about which the distortion was asked."""

    def __init__(self, value_of, count, budget=1000):
        self.value_of, self.count, self.budget = value_of, count, budget
        self.heard = []

    def checked(self, bits):
        bits = np.array(bits)
        if bits.shape != (self.count,) or bits.dtype.kind not in "iu":
            raise CheckFailed("The functions should get one whole number of bits for each band.")
        if np.any(bits < 0) or np.any(bits > 10):
            raise CheckFailed("You asked about bits below 0 or above MAX_BITS.")
        return bits

    def cost(self, bits):
        return int(np.sum(self.checked(bits)))

    def distortion(self, bits):
        bits = self.checked(bits)
        if np.sum(bits) > self.budget:
            raise CheckFailed("You asked for the distortion of bits that are over the budget.")
        self.heard.append((float(self.value_of(bits, len(self.heard))), bits.tolist()))
        return self.heard[-1][0]


def search(allocation, listener, n_trials, seed):
    return allocation.random_allocation(
        listener.distortion,
        listener.cost,
        listener.budget,
        listener.count,
        n_trials,
        np.random.default_rng(seed),
    )


def check_best(result, listener):
    """`result` is a pair: the best bits that the distortion was asked about, and its value."""
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise CheckFailed("Return two things: return bits, distortion.")
    if not listener.heard:
        raise CheckFailed("Your search never asked for the distortion.")
    bits, value = result
    check_shape(np.array(bits), (listener.count,), name="the allocation")
    check_shape(value, (), name="the distortion")
    smallest = min(heard for heard, _ in listener.heard)
    if float(value) != smallest:
        raise CheckFailed(
            "Your distortion is not the smallest of those that you were told.",
            f"The smallest was {smallest}; yours is {value}.",
        )
    if np.array(bits).tolist() not in [heard for told, heard in listener.heard if told == smallest]:
        raise CheckFailed(
            "Your bits are not those that have this distortion. The wishes have to be brought "
            "within the budget in the end, too."
        )


@test_case(
    name="Worked example",
    points=1,
    failure_message="Search among the wishes, between 0 and MAX_BITS in each band, for the "
    "smallest distortion(within_budget(wishes, cost, budget)).",
)
def worked_example(allocation):
    listener = Listener(lambda bits, _: np.sum((bits - 4.0) ** 2), 3, budget=9)
    check_best(search(allocation, listener, 30, 1), listener)


@test_case(
    name="As many as trials",
    points=0.75,
    failure_message="Ask for the distortion n_trials times. For the best bits it is known: do not "
    "ask again.",
)
def as_many(allocation):
    for trials in (1, 2, 12):
        listener = Listener(lambda bits, _: 5.0 - np.sum(bits), 4, budget=11)
        check_best(search(allocation, listener, trials, 2), listener)
        if len(listener.heard) != trials:
            raise CheckFailed(
                "Your search asks for the distortion more or less often than n_trials says.",
                f"n_trials is {trials}, and it was asked {len(listener.heard)} times.",
            )


@test_case(
    name="Randomness from rng",
    points=0.75,
    failure_message="Give your rng to random_search: no generator of your own, and no np.random.",
)
def from_rng(allocation):
    def tried(seed):
        listener = Listener(lambda bits, _: np.sum(bits), 12)
        search(allocation, listener, 8, seed)
        return [bits for _, bits in listener.heard]

    # 96 numbers, of which no value is likelier than 0.1, are all the same by chance with
    # probability below 1e-90.
    first = tried(3)
    if tried(3) != first:
        raise CheckFailed("A second search from the same seed tries other bits.")
    if tried(4) == first:
        raise CheckFailed("Searches from two different seeds try the same bits.")


@test_case(
    name="All numbers of bits",
    points=0.75,
    hidden=True,
    failure_message="Wishes go from 0 to MAX_BITS in every band, each drawn on its own.",
)
def all_numbers(allocation):
    """Wishes are drawn evenly from 0 to MAX_BITS, for each band on its own."""
    # Of 300 wishes in a band none is rounded to 0 (or to 10) with probability 0.95^300 = 2e-7; in
    # all of 1200 none is with probability 2e-27. Neighbours are the same in all of 300 draws with
    # probability below 1e-200.
    listener = Listener(lambda bits, _: np.sum(bits), 4)
    search(allocation, listener, 300, 5)
    bits = np.array([heard for _, heard in listener.heard])
    shares = np.bincount(bits.ravel(), minlength=11) / bits.size
    if np.any(shares == 0):
        raise CheckFailed("Some numbers of bits from 0 to MAX_BITS are never tried.")
    # Hoeffding: a share of 1200 numbers is off by 0.1 with probability at most 2 exp(−24) = 8e-11.
    if np.any(np.abs(shares - [0.05, *[0.1] * 9, 0.05]) > 0.1):
        raise CheckFailed("Some numbers of bits are tried far more often than others.")
    if np.all(bits == bits[:, :1]):
        raise CheckFailed("All bands get the same bits: draw the wish of each band on its own.")


@test_case(
    name="Distortions of any size",
    points=0.75,
    hidden=True,
    failure_message="Keep the smallest distortion and the bits that belong to it. It may be "
    "negative, or huge, and the first trial may be the best.",
)
def any_size(allocation, rng):
    """The distortions may be of any size, also negative; the smallest one is the best."""
    weights = rng.uniform(0.5, 2, 5)
    for value_of in (
        lambda bits, _: 1e12 + 1e3 * np.sum(weights * bits),
        lambda bits, _: -5.0 - np.sum(weights * bits),
        lambda _, i: 1e-9 * i,
        lambda _, i: -i,
    ):
        listener = Listener(value_of, 5, budget=17)
        check_best(search(allocation, listener, 12, 6), listener)
