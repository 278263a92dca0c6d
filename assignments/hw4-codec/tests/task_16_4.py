"""Task 16.4: genetic allocation."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_16_4"

# Measured over 100 goals: hw2's genetic search ends at 5 to 14, nine in ten at 13 or less; as many
# random trials end at 27 or more. Six searches that all miss NEAR are chance with probability
# below 1e-9.
NEAR, SEEDS = 15.0, 6


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
        self.heard.append((float(self.value_of(bits)), bits.tolist()))
        return self.heard[-1][0]


def search(allocation, listener, population, generations, seed):
    return allocation.genetic_allocation(
        listener.distortion,
        listener.cost,
        listener.budget,
        listener.count,
        population,
        generations,
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
    points=0.5,
    failure_message="As in Task 16.3, with genetic_search: it minimizes "
    "distortion(within_budget(wishes, cost, budget)) between 0 and MAX_BITS in each band.",
)
def worked_example(allocation):
    listener = Listener(lambda bits: np.sum((bits - 4.0) ** 2), 3, budget=9)
    check_best(search(allocation, listener, 6, 4, 1), listener)


@test_case(
    name="No question too many",
    points=0.5,
    failure_message="The distortion is asked for population · (generations + 1) times at most. "
    "For the best bits it is known.",
)
def no_question_too_many(allocation):
    for population, generations in ((4, 0), (4, 3), (7, 2)):
        listener = Listener(lambda bits: 5.0 - np.sum(bits), 4, budget=11)
        check_best(search(allocation, listener, population, generations, 2), listener)
        if len(listener.heard) > population * (generations + 1):
            raise CheckFailed(
                "Your search asks for the distortion too often.",
                f"It may be asked {population * (generations + 1)} times, and was asked "
                f"{len(listener.heard)} times.",
            )


@test_case(
    name="Randomness from rng",
    points=0.25,
    failure_message="Give your rng to genetic_search: no generator of your own, and no np.random.",
)
def from_rng(allocation):
    def tried(seed):
        listener = Listener(lambda bits: np.sum(bits), 12)
        search(allocation, listener, 6, 1, seed)
        return [bits for _, bits in listener.heard]

    first = tried(3)
    if tried(3) != first:
        raise CheckFailed("A second search from the same seed tries other bits.")
    if tried(4) == first:
        raise CheckFailed("Searches from two different seeds try the same bits.")


@test_case(
    name="All numbers of bits",
    points=0.25,
    hidden=True,
    failure_message="Let genetic_search look between 0 and MAX_BITS, in each band.",
)
def all_numbers(allocation):
    """Wishes may be anything from 0 to `MAX_BITS`, in every band."""
    # Of the first 400 wishes none is rounded to 0 (or to 10) with probability 0.95^400 = 1e-9, and
    # the goal leads there.
    ends = Listener(lambda bits: np.sum((bits - np.array([0, 0, 10, 10])) ** 2), 4)
    search(allocation, ends, 100, 5, 0)
    tried = {number for _, bits in ends.heard for number in bits}
    if 0 not in tried or 10 not in tried:
        raise CheckFailed("Your search never tries 0 bits, or never MAX_BITS, in any band.")


@test_case(
    name="Better than by chance",
    points=1.5,
    hidden=True,
    failure_message="Give population and generations to genetic_search in this order. Are the "
    "wishes those that it breeds, or drawn anew?",
)
def better_than_by_chance(allocation, rng):
    """From generation to generation it comes closer, as no random search does."""
    goal = rng.integers(1, 10, 14)
    for seed in range(SEEDS):
        listener = Listener(lambda bits: np.sum((bits - goal) ** 2), 14)
        result = search(allocation, listener, 20, 25, seed)
        check_best(result, listener)
        if float(result[1]) <= NEAR:
            return
    raise CheckFailed("Your search hardly comes closer than chance does.")
