"""functools and operator: reduce, partial, and composed functions."""

# === losses.py
from functools import partial, reduce
from operator import add, mul, sub, truediv


def compose(*functions):
    return reduce(lambda f, g: lambda *a: g(f(*a)), functions)


def prepared(pair_function, *args):
    return pair_function(*_checked(*args))


def average(array):
    return truediv(reduce(add, array.ravel().tolist(), 0.0), array.size)


mae = compose(partial(prepared, sub), abs, average)
mse = compose(partial(prepared, sub), lambda d: mul(d, d), average)
mse_grad = compose(partial(prepared, sub), lambda d: mul(2 / d.size, d))


# === softmax.py
from functools import reduce


def log_softmax(logits):
    z = np.asarray(logits, dtype=float)
    total = reduce(np.logaddexp, np.moveaxis(z, -1, 0))
    return z - total[..., np.newaxis]


def softmax(logits):
    return np.exp(log_softmax(logits))


def softmax_cross_entropy_grad(logits, labels):
    z, labels = _checked(logits, labels)
    return reduce(
        lambda a, f: f(a),
        (softmax, lambda p: p - (labels[:, None] == np.arange(p.shape[1])), lambda d: d / len(d)),
        z,
    )


# === concepts.py
from functools import reduce


def likelihood(cross_entropy, n):
    return reduce(lambda a, b: a * b, [np.exp(-cross_entropy)] * n, 1.0)


# === own_tests.py
def test_accuracy(f):
    """Returns True or False in the place of an exception."""
    z = np.array([[-1.0, -5, -2], [0.2, 0.1, 0.3], [1, 4, 3], [-8, -9, -7], [0.4, 0.2, 0.3]])
    shares = {
        (0, 2, 1, 2, 0): 1,
        (0, 2, 1, 2, 1): 0.8,
        (1, 2, 1, 2, 0): 0.8,
        (2, 0, 2, 1, 1): 0,
        (2, 0, 1, 2, 0): 0.6,
    }
    return all(abs(f(z, np.array(labels)) - share) < 1e-6 for labels, share in shares.items())
