"""Task 16.1: wishes within a budget."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_16_1"

MOST_CALLS = 3000


def priced(prices):
    """The cost of bits, at these prices a bit; a search that does not end is ended."""
    calls = []

    def cost(bits):
        bits = np.array(bits)
        if bits.shape != prices.shape:
            raise CheckFailed("cost should get one whole number for each band.")
        calls.append(bits)
        if len(calls) > MOST_CALLS:
            raise CheckFailed("Your function does not stop: lower the wishes until the cost fits.")
        return float(np.sum(prices * bits))

    return cost


def check_bits(bits, right, wrong=None):
    """`bits` are the whole numbers that are right."""
    check_close(bits, right, name="the allocation", wrong=wrong or {})
    if np.array(bits).dtype.kind not in "iu":
        raise CheckFailed("Bits are whole numbers, of an integer dtype: astype(int).")


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="Lower all wishes by the same shift, 0, 0.25, 0.5, …, round what is left, and "
    "take the first that the budget allows. None goes below 0.",
)
def worked_example(allocation):
    wishes = np.array([5.2, 3.1, 2.2, -2.0])
    with check_unchanged(wishes=wishes):
        bits = allocation.within_budget(wishes, priced(np.ones(4)), 7)
    check_bits(
        bits,
        [4, 2, 1, 0],
        {
            "This is over the budget: lower the wishes further.": [5, 3, 2, 0],
            "You take from one band only: lower all wishes by the same shift.": [2, 3, 2, 0],
            "No band has less than 0 bits.": [4, 2, 1, -3],
            "The shift is larger than it has to be: take the first that fits.": [3, 1, 0, 0],
            "Round to the nearest whole number: you cut the decimals off.": [4, 2, 1, -2],
            "You multiply the wishes: lower all by the same shift.": [3, 2, 2, 0],
        },
    )


@test_case(
    name="Enough for all",
    points=1,
    failure_message="Where the budget allows it there is no shift. Round to the nearest whole "
    "number, but not below 0 and not above MAX_BITS.",
)
def enough(allocation):
    wishes = np.array([0.4, 0.6, 3.7, 9.8, 14.0, -0.7])
    bits = allocation.within_budget(wishes, priced(np.ones(6)), 1000)
    check_bits(
        bits,
        [0, 1, 4, 10, 10, 0],
        {
            "Round to the nearest whole number: you cut the decimals off.": [0, 0, 3, 9, 10, 0],
            "Round to the nearest whole number, not up.": [1, 1, 4, 10, 10, 0],
            "No band has more than MAX_BITS.": [0, 1, 4, 10, 14, 0],
            "No band has less than 0 bits.": [0, 1, 4, 10, 10, -1],
        },
    )


@test_case(
    name="Just enough, and nothing",
    points=0.75,
    failure_message="A cost that is equal to the budget is fine: <=. With a budget of 0 nobody "
    "gets anything.",
)
def just_enough(allocation):
    wishes = np.array([5.2, 3.1, 2.2, -2.0])
    bits = allocation.within_budget(wishes, priced(np.ones(4)), 10)
    check_bits(bits, [5, 3, 2, 0])
    bits = allocation.within_budget(wishes, priced(np.ones(4)), 0)
    check_bits(bits, [0, 0, 0, 0])


def is_clear(wishes):
    """Whether no wish, lowered in steps of STEP, comes near to where it is rounded otherwise."""
    return (
        np.min(np.abs(4 * wishes % 1 - 0.5)) > 1e-6
        and np.min(np.abs(4 * wishes - np.round(4 * wishes))) > 1e-6
    )


def is_of_all_kinds(wishes):
    """Whether many wishes have some above MAX_BITS, some that are rounded down, and one that is
    rounded up, but after one step no more."""
    rest = wishes[(wishes > 0) & (wishes < 10)] % 1
    return len(wishes) < 16 or (
        np.max(wishes) > 10.5 and np.min(rest) < 0.5 and np.any((rest > 0.5) & (rest < 0.75))
    )


@test_case(
    name="Random wishes",
    points=1.25,
    hidden=True,
    failure_message="Ask cost what the bits cost: it need not be their sum. And lower the wishes "
    "in steps of STEP, from the wishes as they were.",
)
def random_wishes(allocation, reference, rng):
    """The shift is the first of 0, STEP, 2 STEP, … for which the cost is within the budget."""
    tried = []
    for count, budget in ((1, 3.0), (5, 12.0), (16, 40.0), (16, 3.0), (16, 1000.0)):
        wishes = drawn(lambda count=count: rng.uniform(-3, 14, count), is_clear, is_of_all_kinds)
        tried.append((wishes, rng.uniform(0.5, 1.5, count), budget))
    # A single STEP is enough, and a step of 1 takes a bit of both.
    prices, bits = rng.uniform(0.5, 1.5, 2), rng.integers(2, 8)
    tried.append((bits + np.array([0.65, 0.2]), prices, bits * np.sum(prices) + 0.1))
    for wishes, prices, budget in tried:
        right = reference.allocation.within_budget(wishes, priced(prices), budget)
        bits = allocation.within_budget(wishes, priced(prices), budget)
        check_bits(bits, right)


@test_case(
    name="Wishes in whole numbers",
    points=0.5,
    hidden=True,
    failure_message="wishes may be whole numbers, from which a quarter cannot be taken: make "
    "decimals of them.",
)
def whole_wishes(allocation, reference, rng):
    """Wishes of any dtype are welcome; above 120 in int8 too."""
    wishes = np.array([121, 117, 3, -5])[rng.permutation(4)]
    # In each order six bits and two, whose sum is within the budget, cost more, and no cost is 9.1.
    prices = np.array([2.0, 2.25, 2.5, 2.75])
    for budget in (9.1, 64.0):
        # Half-way between two whole numbers, rounding may go either way.
        rights = [
            reference.allocation.within_budget(wishes + nudge, priced(prices), budget)
            for nudge in (-1e-9, 1e-9)
        ]
        for kind in (np.int64, np.int8):
            bits = allocation.within_budget(wishes.astype(kind), priced(prices), budget)
            if not any(np.array_equal(bits, right) for right in rights):
                check_bits(bits, rights[0])
