"""Task 5.4: random search."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, check_unchanged, test_case

OK_FORMAT = False
name = "task_5_4"

MOST_TRIALS = 300


def listener(d, value_of):
    """A function to be minimized, and the list of (w, value) that it keeps of its calls.

    The call number i, from 0, gives `value_of(w, i)`, and the same w always gives the same.
    """
    heard, known = [], {}

    def f(w):
        w = np.array(w, dtype=float)
        if w.shape != (d,):
            raise CheckFailed("f should get one point, an array with as many numbers as low.")
        if len(heard) >= 20 + 2 * MOST_TRIALS:
            raise CheckFailed("Your search goes on and on: count the calls of f.")
        heard.append((w, known.setdefault(w.tobytes(), float(value_of(w, len(heard))))))
        return heard[-1][1]

    return f, heard


def check_best(result, heard):
    """`result` is a pair: the best point of `heard` and its value."""
    try:
        best_w, best_value = result
    except (TypeError, ValueError):
        raise CheckFailed("Return two things: return best_w, best_value.") from None
    if not heard:
        raise CheckFailed("Your search never called f.")
    check_shape(best_value, (), name="best_value")
    check_shape(best_w, heard[0][0].shape, name="best_w")
    smallest = min(value for _, value in heard)
    if float(best_value) != smallest:
        raise CheckFailed(
            "best_value is not the smallest of the values that f gave.",
            f"The smallest was {smallest}; yours is {best_value}.",
        )
    if not any(value == smallest and np.array_equal(w, best_w) for w, value in heard):
        raise CheckFailed(
            "best_w is not the point where f gave best_value. Is it a later one, because one "
            "array is written over and over? Then keep a copy of the best."
        )


@test_case(
    name="Worked example",
    points=2,
    failure_message="Go through the trials, keep the smallest value so far and the point that "
    "belongs to it, and return both: return best_w, best_value.",
)
def worked_example(gradient_descent):
    marks = (7.0, 3.0, 5.0, 6.0)
    f, heard = listener(2, lambda _, i: marks[i] if i < 4 else 9.0)
    low, high = np.array([100.0, 0.0]), np.array([1000.0, 1.0])
    result = gradient_descent.random_search(f, low, high, 4, np.random.default_rng(1))
    check_best(result, heard)


@test_case(
    name="Inside the box",
    points=0.5,
    failure_message="Each number lies between its own low and its own high: rng.uniform(low, high) "
    "with both arrays does that, and gives decimals also where low and high are whole numbers.",
)
def inside_the_box(gradient_descent):
    low, high = np.array([-3, 5, 100]), np.array([-1, 6, 200])
    f, heard = listener(3, lambda w, _: np.sum(w**2))
    with check_unchanged(low=low, high=high):
        gradient_descent.random_search(f, low, high, 20, np.random.default_rng(2))
    points = np.array([w for w, _ in heard])
    if not points.size:
        raise CheckFailed("Your search never called f.")
    if np.any(points < low) or np.any(points > high):
        raise CheckFailed("Some of the points that you try are outside of the box.")
    if np.all(points == np.round(points)):
        raise CheckFailed("All points that you try are whole numbers. What lies between, too?")


@test_case(
    name="As many calls as trials",
    points=0.5,
    failure_message="Each call of f costs, so there are n_trials of them. Keep the value of the "
    "best point; do not call f for it again. No value is good enough to stop: another may be less.",
)
def as_many_calls(gradient_descent):
    low, high = np.zeros(2), np.ones(2)
    for trials in (1, 2, 12):
        f, heard = listener(2, lambda w, _: np.sum(w) - 5)
        gradient_descent.random_search(f, low, high, trials, np.random.default_rng(3))
        if len(heard) > trials:
            raise CheckFailed(
                "Your search called f more often than n_trials allows.",
                f"n_trials is {trials}, and f was called {len(heard)} times.",
            )
        if len(heard) < trials:
            raise CheckFailed(
                "Your search tries fewer points than n_trials.",
                f"n_trials is {trials}, and f was called {len(heard)} times.",
            )


@test_case(
    name="Randomness from rng",
    points=1,
    failure_message="Draw from the rng that is passed in (rng.uniform(…)), not from np.random and "
    "not from a generator of your own.",
)
def from_rng(gradient_descent):
    def tried(seed):
        f, heard = listener(2, lambda w, _: np.sum(w))
        low, high = np.zeros(2), np.ones(2)
        gradient_descent.random_search(f, low, high, 5, np.random.default_rng(seed))
        return [w.tolist() for w, _ in heard]

    # Ten numbers of even only 2^23 values each are the same by chance with probability 2^-230.
    first = tried(4)
    # Not both in the message: they are others each time.
    if tried(4) != first:
        raise CheckFailed("A second search from the same seed tries other points.")
    if tried(5) == first:
        if np.all(np.array(first) == np.round(first)):
            raise CheckFailed("All points that you try are whole numbers. What lies between, too?")
        raise CheckFailed("Searches from two different seeds try the same points.")


@test_case(
    name="Everywhere in the box",
    points=1,
    hidden=True,
    failure_message="Draw each number of each point on its own: one rng.random() for all of them "
    "stays on the diagonal. Is every place in the box as likely as any other?",
)
def everywhere(gradient_descent):
    """Every trial is drawn evenly from the whole box, each number on its own."""
    # Eight regions, each a quarter of the box: 100 trials miss one of them with probability at most
    # 8 · (3/4)^100 = 3e-12. The share of 600 numbers that lies in one half of its range is off by
    # more than 0.13 with probability 1e-10 (binomial, from 379 of them on); two halves are looked
    # at, the lower one and the middle one.
    low, high = np.array([20.0, -1.0]), np.array([20_000.0, 3.0])
    f, heard = listener(2, lambda w, _: np.sum(w))
    gradient_descent.random_search(f, low, high, MOST_TRIALS, np.random.default_rng(6))
    if not heard:
        raise CheckFailed("Your search never called f.")
    x, y = ((np.array([w for w, _ in heard]) - low) / (high - low)).T
    if len(np.unique(x)) < len(x) / 2:
        raise CheckFailed("Your search tries only some settings of a knob, and none between.")
    corners = ((a, b) for a in (x < 0.5, x > 0.5) for b in (y < 0.5, y > 0.5))
    regions = [*(a & b for a, b in corners), x < 0.25, x > 0.75, y < 0.25, y > 0.75]
    if not all(region.any() for region in regions):
        raise CheckFailed("There are large parts of the box where your search never looks.")
    numbers = np.concatenate([x, y])
    for share in (np.mean(numbers < 0.5), np.mean(np.abs(numbers - 0.5) < 0.25)):
        if abs(share - 0.5) > 0.13:
            raise CheckFailed(
                "Your search looks in some parts of the box more often than in others."
            )
    # Small whole numbers, whose difference wraps around.
    low, high = np.array([-100, -1], np.int8), np.array([100, 3], np.int8)
    f, heard = listener(2, lambda w, _: np.sum(w))
    gradient_descent.random_search(f, low, high, 12, np.random.default_rng(7))
    if any(np.any(w < low) or np.any(w > high) for w, _ in heard):
        raise CheckFailed(
            "Some of the points that you try are outside of the box, where low and high are small "
            "whole numbers: high − low wraps around. Make decimals of them first."
        )


@test_case(
    name="Values of any size",
    points=1,
    hidden=True,
    failure_message="Start from the first trial, or from float('inf'), not from 0 or from some "
    "large number: values may be negative, or huge. Keep the point that belongs to the best "
    "value. 0 is a value like any other: not every one that is false is missing.",
)
def any_size(gradient_descent):
    """The values of f may be of any size, also negative; the smallest one is the best."""
    low, high = np.array([-1.0, 0.0, 2.0]), np.array([1.0, 5.0, 2.5])
    for value_of in (
        lambda w, _: 1e12 + 1e3 * np.sum(w**2),
        lambda w, _: -5.0 - 1e3 * np.sum(w**2),
        lambda _, i: 1e-9 * (i - 7) ** 2,  # 0 is the best
        lambda _, i: i,  # the first is
    ):
        for d in (1, 3):
            f, heard = listener(d, value_of)
            rng = np.random.default_rng(7)
            result = gradient_descent.random_search(f, low[:d], high[:d], 10, rng)
            check_best(result, heard)
