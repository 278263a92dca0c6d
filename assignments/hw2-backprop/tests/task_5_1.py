"""Task 5.1: gradient descent."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_kinds, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_5_1"

MOST_CALLS = 2000


def valley(rng, d, size):
    """The gradient of a valley in `d` dimensions, and where a walk through it begins."""
    slopes = rng.normal(0, size, (d, d))
    # Of one weight the slope is negative at first, so that its sign is of no account.
    start = rng.normal(0, 3, d) if d > 1 else rng.uniform(-3, -1, 1)
    return lambda w: slopes.T @ slopes @ w + np.sin(w), start


def ending(grad):
    """`grad`, which ends a walk that goes on and on; calls beyond one a step are nobody's fault."""
    calls = []

    def called(w):
        calls.append(w)
        if len(calls) > MOST_CALLS:
            raise CheckFailed("Your function does not stop: count the steps up to max_steps.")
        return grad(np.asarray(w, dtype=float))

    return called


def band(w):
    """The gradient of the example, (w₁ − 120)² / 2 + (w₂ − 440)²."""
    return np.array([w[0] - 120, 2 * (w[1] - 440)])


@test_case(
    name="Worked example",
    points=3,
    failure_message="From each row subtract learning_rate times the gradient at that row, and "
    "keep all rows, w0 too: np.array(rows). Make a new w each time: w = w - …, not w -= ….",
)
def worked_example(gradient_descent):
    start = np.array([100.0, 430.0])
    trajectory = gradient_descent.gradient_descent(ending(band), start, 0.25, 3)
    rows = [[100.0, 430.0], [105.0, 435.0], [108.75, 437.5], [111.5625, 438.75]]
    check_close(
        trajectory,
        rows,
        name="the trajectory",
        wrong={
            "You go up: subtract the gradient, do not add it.": [
                [100.0, 430.0],
                [95.0, 425.0],
                [88.75, 417.5],
                [80.9375, 406.25],
            ],
            "You left out the learning rate.": [
                [100.0, 430.0],
                [120.0, 450.0],
                [120.0, 430.0],
                [120.0, 450.0],
            ],
            "You took the gradient at the start again and again: take it at each new point.": [
                [100.0, 430.0],
                [105.0, 435.0],
                [110.0, 440.0],
                [115.0, 445.0],
            ],
            "All rows are one array, changed in place: make a new w each time, w = w - ….": (
                rows[3:] * 4
            ),
            "You return the last point only: keep all rows, w0 too.": rows[3],
            "w0 is missing: row 0 is w0.": rows[1:],
            "You took a step too many: max_steps steps make max_steps + 1 rows.": [
                *rows,
                [113.671875, 439.375],
            ],
            "A step is missing: max_steps steps make max_steps + 1 rows.": rows[:3],
        },
    )


@test_case(
    name="Small enough to stop",
    points=2,
    failure_message="Ask for the gradient, then stop if np.linalg.norm(g) <= tolerance, and only "
    "then take the step. It is the gradient's length that counts, not that of the step.",
)
def small_enough(gradient_descent):
    start = np.array([100.0, 430.0])
    rows = [[100.0, 430.0], [105.0, 435.0], [108.75, 437.5], [111.5625, 438.75]]
    for tolerance, expected in ((13.0, rows[:3]), (12.0, rows)):
        trajectory = gradient_descent.gradient_descent(ending(band), start, 0.25, 50, tolerance)
        check_close(trajectory, expected, name="the trajectory")


@test_case(
    name="Just at the limit",
    points=1.5,
    failure_message="A length equal to the tolerance is small enough: <=, not <. So a walk that "
    "starts where the gradient is 0 has no steps at all. Without a tolerance nothing else ends it.",
)
def just_at_the_limit(gradient_descent):
    def slope(_):
        return np.array([3.0, 4.0])

    start = np.array([1.0, 2.0])
    trajectory = gradient_descent.gradient_descent(ending(slope), start, 0.5, 3, 5.0)
    check_close(trajectory, [[1.0, 2.0]], name="the trajectory")
    there = np.array([120.0, 440.0])
    trajectory = gradient_descent.gradient_descent(ending(band), there, 0.25, 3)
    check_close(trajectory, [[120.0, 440.0]], name="the trajectory")
    trajectory = gradient_descent.gradient_descent(
        ending(lambda _: np.array([3e-9, 4e-9])), start, 1e9, 2
    )
    check_close(
        trajectory,
        [[1.0, 2.0], [-2.0, -2.0], [-5.0, -6.0]],
        name="the trajectory",
        wrong={"You stopped, and nobody gave a tolerance: the default is 0.0.": [[1.0, 2.0]]},
    )


@test_case(
    name="No steps, whole numbers",
    points=1.5,
    failure_message="Begin with a copy of w0 that holds decimals, np.array(w0, dtype=float). With "
    "max_steps=0 the trajectory is that one row, of shape (1, d).",
)
def no_steps(gradient_descent):
    rows = [[100.0, 430.0], [105.0, 435.0], [108.75, 437.5], [111.5625, 438.75]]
    for start in (np.array([100, 430]), np.array([100.0, 430.0])):
        for steps in (0, 3):
            with check_unchanged(w0=start):
                trajectory = gradient_descent.gradient_descent(ending(band), start, 0.25, steps)
            check_close(trajectory, rows[: steps + 1], name="the trajectory")


@test_case(
    name="Random valleys",
    points=2,
    hidden=True,
    failure_message="The gradient is asked for at every new point, and the learning rate is the "
    "one that is passed in. Try one weight and five, and w0 as it was before. The walk may lead "
    "away: only the tolerance and max_steps end it, and no gradient is too large or too small.",
)
def random_valleys(gradient_descent, reference, rng):
    """Row 0 is w0, and row t is where we are after t steps: max_steps of them at most."""
    descent = reference.gradient_descent.gradient_descent
    # In the second valley the steps are too long, and the walk leads away, far beyond 1e6.
    for d, rate, steps, size in ((1, 0.5, 4, 1.0), (5, 0.25, 9, 3.0), (3, 0.0625, 20, 1.0)):
        # No walk comes so near to a bottom that a tolerance of somebody's own would end it.
        grad, start = drawn(
            lambda d=d, size=size: valley(rng, d, size),
            lambda found, way=(rate, steps): all(
                np.linalg.norm(found[0](w)) > 0.01 for w in descent(*found, *way)[:-1]
            ),
        )
        expected = descent(grad, start, rate, steps)
        with check_unchanged(w0=start):
            trajectory = gradient_descent.gradient_descent(ending(grad), start, rate, steps)
        check_close(trajectory, expected, rtol=1e-9, name="the trajectory")

    def walk(walked, f):
        return lambda w0: walked(f(grad), w0, rate, steps)

    check_kinds(
        walk(gradient_descent.gradient_descent, ending),
        walk(descent, lambda f: f),
        rng.integers(-128, 128, 3),
        name="the trajectory",
    )


@test_case(
    name="Down to a tolerance",
    points=2,
    hidden=True,
    failure_message="The length of a gradient is √Σg², np.linalg.norm(g): not the sum of its "
    "entries, not the largest one, not the mean. max_steps holds beside it. A single entry that "
    "is small ends nothing.",
)
def down_to_a_tolerance(gradient_descent, rng):
    """The walk ends before the first step whose gradient has length ≤ tolerance."""
    # Every step makes g shorter by a quarter. Twice the length (the sum of four equal entries) and
    # half of it (the largest of them, or the square root of the mean square) are steps apart.
    goal = rng.normal(0, 5, 4)
    start = goal + 8.0
    rows = goal + 8.0 * 0.75 ** np.arange(12.0)[:, None]
    lengths = 16.0 * 0.75 ** np.arange(12.0)
    for steps, last in ((50, 3), (50, 7), (5, 11)):
        tolerance = 1.1 * lengths[last]
        trajectory = gradient_descent.gradient_descent(
            ending(lambda w: w - goal), start, 0.25, steps, tolerance
        )
        check_close(trajectory, rows[: min(steps, last) + 1], name="the trajectory")
    # One entry of the gradient is 0 from the start, and the others are not small.
    goal[1] = start[1]
    trajectory = gradient_descent.gradient_descent(
        ending(lambda w: w - goal), start, 0.25, 50, 1.1 * np.sqrt(3 / 4) * lengths[2]
    )
    rows[:, 1] = start[1]
    check_close(trajectory, rows[:3], name="the trajectory")
