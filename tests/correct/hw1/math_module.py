"""The math module, one number at a time, lifted to arrays by np.vectorize and np.frompyfunc."""

# === losses.py
import math

square = np.frompyfunc(lambda d: math.pow(d, 2), 1, 1)
sign = np.vectorize(lambda d: math.copysign(1.0, d) if d else 0.0, otypes=[float])


def mae(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return math.fsum(map(math.fabs, (y_pred - y_true).flat)) / y_pred.size


def mse(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return math.fsum(square(y_pred - y_true).flat) / y_pred.size


def mae_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return sign(y_pred - y_true) / y_pred.size


def binary_cross_entropy(y_pred, y_true):
    p, t = _checked(y_pred, y_true)
    terms = (
        -b * math.log(min(max(a, EPS), 1 - EPS)) - (1 - b) * math.log1p(-min(max(a, EPS), 1 - EPS))
        for a, b in zip(p.flat, t.flat)
    )
    return math.fsum(terms) / p.size


# === softmax.py
import math


@np.vectorize
def _one(z):
    return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))


def sigmoid(logits):
    return _one(np.asarray(logits, dtype=float))


def _row(z):
    top = max(z)
    return z - top - math.log(math.fsum(math.exp(x - top) for x in z))


def log_softmax(logits):
    return np.apply_along_axis(_row, -1, np.asarray(logits, dtype=float))


# === concepts.py
import math
import statistics


def best_constant_mae(y):
    return statistics.median_low(y.tolist())


def best_constant_mse(y):
    return statistics.fmean(y.tolist())


def likelihood(cross_entropy, n):
    return math.exp(-cross_entropy * n)
