"""Task 5.6: genetic search."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, check_unchanged, test_case

OK_FORMAT = False
name = "task_5_6"

MOST_CALLS = 1000

# A search gets to its goal in ENOUGH of RUNS runs. 64 styles of genetic search were tried (how to
# select, mix, mutate), 100 runs each: the weakest is there in 81. One that is there in four of five
# is there in fewer than 7 of 28 with probability 5e-11; without selection it is one in ten. Most
# styles get much further, and a single such run tells as much: without selection 1 of 22,400 did,
# so one of 28 with probability 1e-3.
RUNS, ENOUGH = 28, 7


def listener(d, value_of):
    """A function to be minimized, and the list of (w, value) that it keeps of its calls.

    The call number i, from 0, gives `value_of(w, i)`, and the same w always gives the same.
    """
    heard, known = [], {}

    def f(w):
        w = np.array(w, dtype=float)
        if w.shape != (d,):
            raise CheckFailed("f should get one point, an array with as many numbers as low.")
        if len(heard) >= MOST_CALLS:
            raise CheckFailed("Your search goes on and on: count the generations.")
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
            "best_value is not the smallest of all the values that f gave.",
            f"f gave {len(heard)} values: the smallest was {smallest}, and yours is {best_value}.",
        )
    if not any(value == smallest and np.array_equal(w, best_w) for w, value in heard):
        raise CheckFailed("best_w is not the point where f gave best_value.")


def bowl_search(gradient_descent, seed):
    """What 20 points do in so many generations, in six dimensions, the best place in a corner."""
    low, high = np.full(6, 49.0), np.full(6, 53.0)
    # Some knobs low and some high, so that no search gets there by drifting to one side.
    goal = np.array([49.3, 52.7, 52.7, 49.3, 52.7, 49.3])
    f, heard = listener(6, lambda w, _: np.sum((w - goal) ** 2))
    gradient_descent.genetic_search(f, low, high, 20, 10, np.random.default_rng(seed))
    return heard


@test_case(
    name="The best ever tried",
    points=1,
    failure_message="Remember the best point of all generations with its value: the last one may "
    "have lost it, and with generations=0 it is the only one. Do not trust f to be simple: here it "
    "rises from call to call.",
)
def best_ever(gradient_descent):
    low, high = np.array([100.0, 0.0]), np.array([1000.0, 1.0])
    for value_of in (lambda _, i: i + 1.0, lambda _, i: -i, lambda _, i: abs(i - 20)):
        f, heard = listener(2, value_of)
        search = gradient_descent.genetic_search
        check_best(search(f, low, high, 6, 5, np.random.default_rng(1)), heard)
    f, heard = listener(2, lambda w, _: np.sum(w))
    check_best(search(f, low, high, 6, 0, np.random.default_rng(1)), heard)
    # All the same, and large; of a single knob.
    f, heard = listener(1, lambda *_: 1e12)
    check_best(search(f, low[:1], high[:1], 4, 2, np.random.default_rng(1)), heard)


@test_case(
    name="No call too many",
    points=0.5,
    failure_message="Call f once for each new point, keep the value beside it, and do not ask "
    "again: population · (generations + 1) calls are all there are.",
)
def no_call_too_many(gradient_descent):
    low, high = np.zeros(2), np.ones(2)
    for population, generations in ((6, 0), (6, 3), (5, 4)):
        f, heard = listener(2, lambda w, _: np.sum(w))
        rng = np.random.default_rng(2)
        gradient_descent.genetic_search(f, low, high, population, generations, rng)
        if len(heard) > population * (generations + 1):
            raise CheckFailed(
                "Your search called f more often than population · (generations + 1).",
                f"{population} · {generations + 1} calls are allowed; there were {len(heard)}.",
            )


@test_case(
    name="Inside the box, from rng",
    points=1,
    failure_message="A mutation can leave the box: np.clip(children, low, high) brings it back. "
    "Draw everything from the rng that is passed in.",
)
def inside_the_box(gradient_descent):
    low, high = np.array([-3, 5, 100]), np.array([-1, 6, 200])

    def tried(seed):
        # The best place is a corner, where mutations lead out of the box.
        f, heard = listener(3, lambda w, _: np.sum((w - low) / (high - low)))
        with check_unchanged(low=low, high=high):
            gradient_descent.genetic_search(f, low, high, 8, 5, np.random.default_rng(seed))
        if not heard:
            raise CheckFailed("Your search never called f.")
        return np.array([w for w, _ in heard])

    first = tried(3)
    if np.any(first < low) or np.any(first > high):
        raise CheckFailed("Some of the points that you try are outside of the box.")
    if not np.array_equal(tried(3), first):
        raise CheckFailed("A second search from the same seed tries other points.")
    if np.array_equal(tried(4), first):
        raise CheckFailed("Searches from two different seeds try the same points.")


@test_case(
    name="From generation to generation",
    points=1,
    hidden=True,
    failure_message="Let the half with the smaller values have the children. "
    "Print the mean value of each generation: it should fall, not stay.",
)
def later_is_better(gradient_descent):
    """On a smooth bowl the last 20 points have, on average, less than half the first 20's value."""
    better = 0
    for seed in range(RUNS):
        values = [value for _, value in bowl_search(gradient_descent, seed)]
        ratio = np.mean(values[-20:]) / np.mean(values[:20]) if len(values) >= 40 else np.inf
        better += ratio < 1 / 2
        if better >= ENOUGH or ratio < 1 / 4:
            return
    raise CheckFailed("Ten generations after the first, your points are hardly any better.")


@test_case(
    name="Mutation",
    points=0.5,
    hidden=True,
    failure_message="Children who only mix their parents' numbers soon look all alike. Move them a "
    "little: add rng.normal(0, 0.1, shape) times (high − low), for example.",
)
def mutation(gradient_descent):
    """Mutation brings in numbers that no point of the first generation had."""
    # Small whole numbers, whose difference wraps around.
    low, high = np.full(3, -100, np.int8), np.full(3, 100, np.int8)
    for seed in range(RUNS):
        f, heard = listener(3, lambda w, _: np.sum(w**2))
        gradient_descent.genetic_search(f, low, high, 8, 3, np.random.default_rng(seed))
        points = np.array([w for w, _ in heard])
        if np.any(np.abs(points) > 100):
            raise CheckFailed(
                "Some of the points that you try are outside of the box, where low and high are "
                "small whole numbers: high − low wraps around. Make decimals of them first."
            )
        if not np.isin(points[8:], points[:8]).all():
            return
    raise CheckFailed("All numbers that you try are those of the first generation.")
