"""The reference of Part 5 against closed forms, exact fractions, loops and the laws of search."""

from fractions import Fraction

import gradient_descent as module
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

rates = st.floats(0.01, 1.9)
numbers = st.floats(-10, 10, allow_subnormal=False)
seeds = st.integers(0, 2**32)
points = st.integers(1, 5).flatmap(
    lambda d: arrays(float, fill=st.nothing(), shape=d, elements=numbers)
)


@st.composite
def _boxes(draw):
    low = draw(points)
    widths = draw(
        arrays(
            float,
            fill=st.nothing(),
            shape=low.shape,
            elements=st.floats(0, 5, allow_subnormal=False),
        )
    )
    return low, low + widths


@st.composite
def _steps(draw):
    """Gradients of several parameters, for several steps: [step][parameter]."""
    shapes = draw(st.lists(st.sampled_from([(2, 3), (3,), (1,), (2, 1, 2)]), min_size=1))
    tables = st.tuples(
        *(arrays(float, fill=st.nothing(), shape=shape, elements=numbers) for shape in shapes)
    )
    return draw(st.lists(tables, min_size=1, max_size=5))


class Recorded:
    """A bowl around the point 1, 1, … that remembers where it was asked."""

    def __init__(self):
        self.points, self.values = [], []

    def __call__(self, w):
        self.points.append(w.copy())
        self.values.append(float(np.sum((w - 1) ** 2)))
        return self.values[-1]


@given(points, points.map(lambda w: w[:1]), rates, st.integers(0, 20))
@deterministic
def test_descent_on_a_bowl_has_a_closed_form(w0, goal, rate, max_steps):
    trajectory = module.gradient_descent(lambda w: w - goal, w0, rate, max_steps, tolerance=-1.0)
    shrunk = (1 - rate) ** np.arange(max_steps + 1.0)
    expected = goal + shrunk[:, None] * (w0 - goal)
    assert trajectory.dtype == np.float64
    np.testing.assert_allclose(trajectory, expected, rtol=1e-9, atol=1e-9)


@given(points, rates, st.integers(0, 10), st.floats(0.01, 20))
@deterministic
def test_descent_stops_where_the_gradient_is_small(w0, rate, max_steps, tolerance):
    def grad(w):
        return np.sin(w) + w / 2

    trajectory = module.gradient_descent(grad, w0, rate, max_steps, tolerance)
    squares = [sum(Fraction(float(g)) ** 2 for g in grad(w)) for w in trajectory]
    limit = Fraction(tolerance) ** 2
    # A part in 1e12 of leeway: the length itself is rounded.
    assert all(square > limit * (1 - Fraction(1, 10**12)) for square in squares[:-1])
    if len(trajectory) <= max_steps:
        assert squares[-1] <= limit * (1 + Fraction(1, 10**12))
    assert len(trajectory) <= max_steps + 1


def test_descent_copies_its_start():
    w0 = np.array([3, -4])
    w0.flags.writeable = False
    alone = module.gradient_descent(lambda w: w, w0, 0.5, 0)
    assert alone.dtype == np.float64
    np.testing.assert_array_equal(alone, [[3, -4]])
    start = np.array([3.0, -4.0])
    trajectory = module.gradient_descent(lambda w: w, start, 0.5, 2)
    trajectory += 1
    np.testing.assert_array_equal(start, [3, -4])
    assert not np.shares_memory(trajectory, start)


def test_descent_stops_at_exactly_the_tolerance():
    def slope(_):
        return np.array([3.0, 4.0])

    assert len(module.gradient_descent(slope, np.zeros(2), 0.1, 9, 5.0)) == 1
    assert len(module.gradient_descent(slope, np.zeros(2), 0.1, 9, np.nextafter(5.0, 0))) == 10


@given(st.integers(1, 60), st.integers(1, 70), seeds)
@deterministic
def test_minibatches_cut_one_permutation(n, batch_size, seed):
    batches = list(module.minibatches(n, batch_size, np.random.default_rng(seed)))
    full, rest = divmod(n, batch_size)
    assert [len(batch) for batch in batches] == [batch_size] * full + [rest] * (rest > 0)
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))


def test_minibatches_are_others_in_each_round():
    rng = np.random.default_rng(0)
    rounds = [np.concatenate(list(module.minibatches(40, 7, rng))).tolist() for _ in range(3)]
    assert len({tuple(order) for order in [*rounds, range(40)]}) == 4


def test_every_sample_comes_first_about_equally_often():
    rng = np.random.default_rng(0)
    first = [next(module.minibatches(5, 2, rng))[0] for _ in range(2000)]
    # Of a binomial count with mean 400 and deviation 17.9: five deviations.
    np.testing.assert_allclose(np.bincount(first, minlength=5), 400, atol=90)


@given(_steps(), rates, st.floats(0, 0.99))
@deterministic
def test_momentum_is_a_sum_of_fading_gradients(steps, rate, momentum):
    """After step t, v is Σ_s momentum^(t − s) g_s: no recursion here."""
    optimizer = module.SGD(rate, momentum)
    parameters = [np.ones_like(g) for g in steps[0]]
    for gradients in steps:
        for g in gradients:
            g.flags.writeable = False
        optimizer.step(parameters, gradients)
    for position, parameter in enumerate(parameters):
        total = np.zeros_like(parameter)
        for t in range(len(steps)):
            for s in range(t + 1):
                total += momentum ** (t - s) * steps[s][position]
        np.testing.assert_allclose(parameter, 1 - rate * total, rtol=1e-9, atol=1e-9)


def test_sgd_without_momentum_is_gradient_descent():
    def grad(w):
        return np.sin(w) + 2 * w

    w = np.array([1.0, -2.0, 3.0])
    expected = module.gradient_descent(grad, w, 0.1, 7)[-1]
    optimizer = module.SGD(0.1)
    for _ in range(7):
        optimizer.step([w], [grad(w)])
    np.testing.assert_array_equal(w, expected)


def test_sgd_takes_whole_number_gradients():
    w = np.array([1.0, 2.0])
    optimizer = module.SGD(0.5, momentum=0.5)
    for _ in range(2):
        optimizer.step([w], [np.array([1, 2])])
    np.testing.assert_array_equal(w, [1 - 0.5 * 2.5, 2 - 0.5 * 5])


def check_search(search, sizes, box, seed, most):
    """The laws that hold for any search in this module."""
    low, high = box
    low.flags.writeable = high.flags.writeable = False
    f = Recorded()
    best_w, best_value = search(f, low, high, *sizes, np.random.default_rng(seed))
    assert len(f.values) <= most
    assert best_value == min(f.values)
    np.testing.assert_array_equal(best_w, f.points[int(np.argmin(f.values))])
    assert all(np.all((low <= w) & (w <= high)) for w in f.points)
    again = Recorded()
    search(again, low, high, *sizes, np.random.default_rng(seed))
    np.testing.assert_array_equal(again.points, f.points)


@given(_boxes(), st.integers(1, 30), seeds)
@deterministic
def test_random_search(box, n_trials, seed):
    check_search(module.random_search, (n_trials,), box, seed, n_trials)


@given(_boxes(), st.integers(1, 8), st.integers(0, 5), seeds)
@deterministic
def test_genetic_search(box, population, generations, seed):
    most = population * (generations + 1)
    check_search(module.genetic_search, (population, generations), box, seed, most)


def test_random_search_is_even():
    f = Recorded()
    module.random_search(f, np.array([-2, 10]), np.array([2, 20]), 4000, np.random.default_rng(0))
    for column, low, width in zip(np.transpose(f.points), (-2, 10), (4, 10), strict=True):
        counts, _ = np.histogram(column, bins=8, range=(low, low + width))
        # Of a binomial count with mean 500 and deviation 20.9: five deviations.
        np.testing.assert_allclose(counts, 500, atol=105)


def test_genetic_search_learns_from_its_trials():
    """It gets nearer than as many random trials do."""
    low, high = np.full(10, -3.0), np.full(10, 3.0)
    for seed in range(5):
        rng = np.random.default_rng(seed)
        _, bred = module.genetic_search(Recorded(), low, high, 20, 20, rng)
        _, drawn = module.random_search(Recorded(), low, high, 420, rng)
        assert bred < drawn
