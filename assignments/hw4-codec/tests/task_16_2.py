"""Task 16.2: greedy allocation."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_shape, test_case

OK_FORMAT = False
name = "task_16_2"

MOST_CALLS = 4000
# With each bit an error falls by 6 dB.
FALLING = 0.25 ** np.arange(11)


class Shop:
    """Tables of errors (bands, 11) and prices (bands, 11), and what has been asked about them."""

    def __init__(self, errors, prices=None, budget=np.inf):
        self.errors = np.array(errors, dtype=float)
        paid = np.where(np.arange(11) > 1, np.arange(11), 0)
        self.prices = np.tile(paid, (len(errors), 1)) if prices is None else prices
        self.budget, self.seen, self.calls = budget, [], 0

    def read(self, bits):
        bits = np.array(bits)
        self.calls += 1
        if self.calls > MOST_CALLS:
            raise CheckFailed("Your search goes on and on: it ends when no step is allowed.")
        if bits.shape != (len(self.errors),):
            raise CheckFailed("The functions should get one whole number for each band.")
        if bits.dtype.kind not in "iu":
            raise CheckFailed("The functions should get whole numbers of bits: dtype=int.")
        if np.any(bits < 0) or np.any(bits > 10):
            raise CheckFailed("You asked about bits below 0 or above MAX_BITS.")
        return np.arange(len(bits)), bits.astype(int)

    def cost(self, bits):
        return float(np.sum(self.prices[self.read(bits)]))

    def distortion(self, bits):
        value = float(np.sum(self.errors[self.read(bits)]))
        if self.cost(bits) > self.budget:
            raise CheckFailed("You asked for the distortion of bits that are over the budget.")
        self.seen.append((value, [int(b) for b in bits]))
        return value


def falling(*errors):
    """Tables of errors that stay as they are from the last one on."""
    return [[*each, *[each[-1]] * (11 - len(each))] for each in errors]


def searched(allocation, errors, budget, prices=None):
    """What `greedy` gives, as (bits, distortion), and the shop it was given."""
    shop = Shop(errors, prices, budget)
    result = allocation.greedy(shop.distortion, shop.cost, budget, len(errors))
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise CheckFailed("Return two things: return bits, distortion.")
    bits, value = result
    check_shape(np.array(bits), (len(errors),), name="the allocation")
    check_shape(value, (), name="the distortion")
    return np.array(bits), value, shop


TABLE = falling([16.0, 16, 4, 1, 0.25], [6.0, 6, 2.8, 1])


@test_case(
    name="Worked example",
    points=2.5,
    failure_message="Try one step in each band, and divide how far the distortion falls by how "
    "much the cost rises. Take the step with the largest quotient; then try all again.",
)
def worked_example(allocation):
    bits, value, _ = searched(allocation, TABLE, 4)
    check_close(
        bits,
        [4, 0],
        name="the allocation",
        wrong={
            "These bits lower the distortion less than others for the same cost: divide the fall "
            "by what the step costs, and take the largest.": [2, 2],
            "You stop while the budget still allows a step.": [3, 0],
            "You took one step only: go on until none is allowed.": [2, 0],
            "You never take a step. From no bits at all the first step is two of them.": [0, 0],
            "You start with the wrong band: which step helps most for its cost?": [0, 3],
        },
    )
    check_close(value, 6.25, name="the distortion")


@test_case(
    name="Never over the budget",
    points=1,
    failure_message="Ask for the cost first: cost(tried) <= budget, equal is fine. A step that is "
    "too dear is left out, but another one may still be allowed.",
)
def never_over(allocation):
    for budget, right in ((0, [0, 0]), (1, [0, 0]), (2, [2, 0]), (3, [3, 0]), (5, [3, 2])):
        for order in (slice(None), slice(None, None, -1)):
            bits, _, _ = searched(allocation, TABLE[order], budget)
            check_close(bits, right[order], name="the allocation")


@test_case(
    name="A dear band and a cheap one",
    points=0.5,
    failure_message="By its cost, not by its bits: ask cost before the step and after it, and "
    "divide by the difference.",
)
def dear_and_cheap(allocation):
    # Both bands fall alike, and a bit of the first costs three times as much.
    prices = np.outer([3.0, 1.0], np.where(np.arange(11) > 1, np.arange(11), 0))
    bits, value, _ = searched(allocation, falling(*[[16.0, 16, 4, 1, 0.25]] * 2), 6, prices)
    check_close(bits, [0, 4], name="the allocation")
    check_close(value, 16.25, name="the distortion")
    # Each bit lowers the distortion by one, and costs one: all steps are as good.
    even = [list(range(20, 9, -1))] * 2
    bits, _, _ = searched(allocation, even, 5, np.tile(np.arange(11), (2, 1)))
    wrong = {"Of several steps that are as good, take the first.": [2, 3]}
    check_close(bits, [3, 2], name="the allocation", wrong=wrong)


@test_case(
    name="The best that was seen",
    points=1,
    failure_message="A step that is not taken may have led to a smaller distortion than all that "
    "come later. Keep the best of all that you ask about: its bits, a copy, and its distortion.",
)
def best_seen(allocation):
    table = falling([16.0, 16, 4, 1, 0.25], [8.0, 8, 4, 2, 1])
    bits, value, _ = searched(allocation, table, 4)
    check_close(
        bits,
        [2, 2],
        name="the allocation",
        wrong={
            "These are the last bits. Steps that were not taken led to a smaller distortion: try "
            "all of them, and keep the best.": [4, 0]
        },
    )
    check_close(value, 8.0, name="the distortion")


@test_case(
    name="Where no step helps",
    points=1,
    failure_message="Stop when no step lowers the distortion, though two might, and when all bands "
    "have MAX_BITS.",
)
def no_step_helps(allocation):
    bits, value, _ = searched(allocation, falling([3.0], [2.0], [1.0]), 100)
    check_close(bits, [0, 0, 0], name="the allocation")
    check_close(value, 6.0, name="the distortion")
    bits, _, _ = searched(allocation, falling([10.0, 10, 12, 1]), 100)
    check_close(bits, [0], name="the allocation")
    bits, _, _ = searched(allocation, [list(range(20, 9, -1)), [5.0] * 11], 100)
    check_close(bits, [10, 0], name="the allocation")


@test_case(
    name="Random tables",
    points=1.25,
    hidden=True,
    failure_message="From the bits as they are try one step in each band: one bit more, or two "
    "where there are none. By its cost, not by its bits: one bit may cost more than another.",
)
def random_tables(allocation, reference, rng):
    """Each step is the one that helps most for its cost, whatever the errors and the prices."""
    # In few tables the order of steps shows. It does in the first one; in the second the cheap band
    # comes first, and then the dear one, which would have helped more, is too dear; in the third a
    # single band can pay for MAX_BITS.
    size = rng.uniform(0.5, 2)
    tables = [
        (13.0, size * np.array([328.0, 222, 395, 344]), [2.7, 0.9, 1.9, 1.1]),
        (18.0, size * np.array([64.0, 512]), [0.4, 8.8]),
        (9.0, 2.0 ** rng.uniform(6, 9, 1), rng.uniform(0.3, 0.8, 1)),
    ]
    tables = [(budget, np.outer(powers, FALLING), by_bit) for budget, powers, by_bit in tables]
    for count, budget in ((3, 14.0), (6, 25.0), (8, 18.0), (12, 18.0)):
        errors = np.outer(2.0 ** rng.uniform(6, 9, count), FALLING)
        errors *= rng.uniform(0.9, 1.1, errors.shape)
        tables.append((budget, errors, rng.uniform(0.3, 3, count)))
    for budget, errors, by_bit in tables:
        prices = np.outer(by_bit, np.arange(11)) + 0.3 * (np.arange(11) > 1)
        bits, value, shop = searched(allocation, errors, budget, prices)
        count = len(errors)
        right, expected = reference.allocation.greedy(shop.distortion, shop.cost, budget, count)
        check_close(bits, right, name="the allocation")
        check_close(value, expected, name="the distortion")


@test_case(
    name="Bands that depend on each other",
    points=0.75,
    hidden=True,
    failure_message="Ask distortion again in each round: how much a step helps may depend on the "
    "bits of the other bands. And distortions may be negative.",
)
def dependent(allocation, reference, rng):
    """The distortion may be any function of the bits."""
    # Found among thousands: in these the order of steps, the budget and the prices all show.
    count, budget = 4, 10
    mixing = np.array([[3, -1, -3, 0], [-2, 2, -3, 1], [-3, 0, 2, 3], [-3, -2, -2, -3]])
    goal, size = np.array([1, 4, 4, 2]), rng.uniform(0.5, 2)

    def distortion(bits):
        return size * (float(np.sum((mixing @ (np.array(bits) - goal)) ** 2)) - 1000.0)

    shop = Shop(np.zeros((count, 11)))
    right, expected = reference.allocation.greedy(distortion, shop.cost, budget, count)
    bits, value = allocation.greedy(distortion, shop.cost, budget, count)
    check_close(np.array(bits), right, name="the allocation")
    check_close(value, expected, name="the distortion")
