"""What descent and search give; where chance decides, whether they keep what is promised."""

import numpy as np

from gradus.audit.battery import tried


def valleys(gradient_descent, rng):
    descend = gradient_descent.gradient_descent
    for d in (1, 2, 6):
        slopes = rng.normal(0, 1, (d, d))

        def grad(w, slopes=slopes):
            return slopes.T @ slopes @ w + np.cos(w)

        for start in (rng.normal(0, 3, d), rng.integers(-3, 4, d)):
            for rate, steps, tolerance in (
                (0.1, 0, 0.0),
                (0.01, 7, 0.0),
                (0.05, 40, 1.0),
                (0.2, 3, 1e9),
            ):
                yield tried(
                    lambda w, *more, g=grad: descend(g, w, *more), start, rate, steps, tolerance
                )
            yield tried(lambda w, g=grad: descend(g, w, 0.1, 5), start)
    yield descend(lambda w: 0 * w, np.array([1.0, 2.0]), 0.5, 4)
    yield descend(lambda _: np.array([3.0, 4.0]), np.array([1.0, 2.0]), 0.5, 4, 5.0)
    yield descend(lambda _: np.array([3.0, 4.0]), np.array([1.0, 2.0]), 0.5, 4, 4.99)


def rounds(gradient_descent, rng):
    for n, batch_size in ((1, 1), (5, 9), (12, 4), (13, 4), (60, 7), (9, 1)):
        draw = np.random.default_rng(rng.integers(10_000))
        for _ in range(2):
            batches = [np.array(each) for each in gradient_descent.minibatches(n, batch_size, draw)]
            yield [batch.size for batch in batches]
            yield np.sort(np.concatenate(batches))
    first, second = (
        np.concatenate(list(gradient_descent.minibatches(50, 7, rng))) for _ in range(2)
    )
    yield [np.array_equal(first, second), np.array_equal(first, np.arange(50))]
    seeded = [
        np.concatenate(list(gradient_descent.minibatches(50, 7, np.random.default_rng(seed))))
        for seed in (1, 1, 2)
    ]
    yield [np.array_equal(seeded[0], seeded[1]), np.array_equal(seeded[0], seeded[2])]


def steps(gradient_descent, rng):
    shapes = ((3, 4), (4,), (4,), (1, 2, 3))
    for momentum in (0.0, 0.5, 0.9):
        parameters = [rng.normal(0, 1, shape) for shape in shapes]
        optimizers = [gradient_descent.SGD(rate, momentum) for rate in (0.1, 0.02)]
        for number in range(5):
            for optimizer in optimizers:
                gradients = [rng.normal(0, 1, shape) for shape in shapes]
                if number % 2:
                    gradients = [rng.integers(-3, 4, shape) for shape in shapes]
                optimizer.step(parameters, gradients)
                yield [parameters, gradients]
    optimizer, w = gradient_descent.SGD(0.25), rng.normal(0, 1, 3)
    optimizer.step([w], [np.ones(3)])
    optimizer.step([w], [np.ones(3)])
    yield w


def random_searches(gradient_descent, rng):
    for d, trials in ((1, 1), (3, 40), (6, 200)):
        low = rng.normal(0, 100, d)
        high = low + rng.uniform(0.01, 1000, d)
        f, heard = _listener(low + 0.3 * (high - low))
        seed = rng.integers(10_000)
        result = gradient_descent.random_search(f, low, high, trials, np.random.default_rng(seed))
        yield from _kept(result, heard, low, high, trials)
        points = (np.array([w for w, _ in heard]) - low) / (high - low)
        yield trials < 40 or bool(np.all(np.abs(np.mean(points, axis=0) - 0.5) < 0.35))
        yield trials < 40 or bool(np.all(np.ptp(points, axis=0) > 0.6))
        again, known = _listener(low + 0.3 * (high - low))
        gradient_descent.random_search(again, low, high, trials, np.random.default_rng(seed))
        yield [np.array_equal(a[0], b[0]) for a, b in zip(heard, known, strict=True)]


def genetic_searches(gradient_descent, rng):
    for population, generations in ((2, 0), (6, 3), (20, 10)):
        low = rng.normal(0, 100, 6)
        high = low + rng.uniform(0.5, 20, 6)
        goal = low + np.array([0.1, 0.9, 0.1, 0.9, 0.9, 0.1]) * (high - low)
        seed = rng.integers(10_000)

        def searched(low=low, high=high, goal=goal, size=(population, generations), seed=seed):
            f, heard = _listener(goal)
            draw = np.random.default_rng(seed)
            return gradient_descent.genetic_search(f, low, high, *size, draw), heard

        result, heard = searched()
        yield from _kept(result, heard, low, high, population * (generations + 1))
        yield [np.array_equal(a[0], b[0]) for a, b in zip(heard, searched()[1], strict=True)]
    yield any(_improves(gradient_descent, int(rng.integers(10_000))) for _ in range(7))


def _improves(gradient_descent, seed):
    """As the hand-out promises: on a bowl whose lowest place is near a corner."""
    low, high = np.full(6, 49.0), np.full(6, 53.0)
    f, heard = _listener(low + np.array([0.075, 0.925, 0.925, 0.075, 0.925, 0.075]) * 4)
    gradient_descent.genetic_search(f, low, high, 20, 10, np.random.default_rng(seed))
    values = [value for _, value in heard]
    points = np.array([w for w, _ in heard])
    new = not np.isin(points[20:], points[:20]).all()
    return bool(new and np.mean(values[-20:]) < np.mean(values[:20]) / 2)


def _listener(goal):
    heard = []

    def f(w):
        w = np.array(w, dtype=float)
        value = float(np.sum((w - goal) ** 2)) - 5.0
        heard.append((w, value))
        return value

    return f, heard


def _kept(result, heard, low, high, most):
    """What every search promises."""
    best_w, best_value = result
    values = [value for _, value in heard]
    yield [0 < len(heard) <= most, float(best_value) == min(values)]
    yield np.array_equal(heard[int(np.argmin(values))][0], best_w)
    yield all(np.all(low <= w) and np.all(w <= high) for w, _ in heard)
