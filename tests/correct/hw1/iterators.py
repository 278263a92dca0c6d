"""Generators and itertools: nothing is stored that can be passed on."""

# === losses.py
from itertools import chain, repeat, starmap
from operator import sub


def stream(y_pred, y_true, ndim=None):
    y_pred, y_true = _checked(y_pred, y_true, ndim)
    yield from zip(np.nditer(y_pred), np.nditer(y_true))


def mean(numbers):
    total, count = 0.0, 0
    for count, number in enumerate(numbers, 1):
        total += number
    return total / count


def mae(y_pred, y_true):
    return mean(map(abs, starmap(sub, stream(y_pred, y_true))))


def mse(y_pred, y_true):
    return mean(map(pow, starmap(sub, stream(y_pred, y_true)), repeat(2)))


def mse_grad(y_pred, y_true):
    slopes = (2.0 * (p - t) / np.size(y_pred) for p, t in stream(y_pred, y_true))
    return np.fromiter(slopes, float).reshape(np.shape(y_pred))


def cross_entropy(y_pred, y_true):
    terms = (-t * np.log(max(p, EPS)) for p, t in stream(y_pred, y_true, 2))
    return sum(chain([0.0], terms)) / len(y_pred)


# === softmax.py
def rows(z):
    for index in np.ndindex(z.shape[:-1]):
        yield z[index]


def log_softmax(logits):
    z = np.asarray(logits, dtype=float)
    done = (row - row.max() - np.log(np.exp(row - row.max()).sum()) for row in rows(z))
    return np.array(list(done)).reshape(z.shape)


def softmax_cross_entropy(logits, labels):
    z, labels = _checked(logits, labels)
    return -sum(row[label] for row, label in zip(rows(log_softmax(z)), labels)) / len(labels)


# === concepts.py
def is_minimized(quantity):
    return any(word == quantity for word in iter("cost error loss penalty regret".split())) or next(
        (True for part in quantity.split() if part == "negative"), False
    )
