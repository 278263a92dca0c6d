"""`from numpy import *`, one-letter names, other parameter names, everything in one line."""

# === losses.py
from numpy import *


def mae(ŷ, y):
    ŷ, y = _checked(ŷ, y)
    return abs(ŷ - y).mean()


def mae_grad(ŷ, y):
    ŷ, y = _checked(ŷ, y)
    return sign(ŷ - y) / y.size


def mse(ŷ, y):
    ŷ, y = _checked(ŷ, y)
    return average((ŷ - y) ** 2)


def mse_grad(ŷ, y):
    ŷ, y = _checked(ŷ, y)
    return (ŷ - y) * 2 / size(y)


def cross_entropy(ŷ, y):
    ŷ, y = _checked(ŷ, y, 2)
    return -(y * log(maximum(ŷ, EPS))).sum(1).mean()


def cross_entropy_grad(ŷ, y):
    ŷ, y = _checked(ŷ, y, 2)
    return y / -maximum(ŷ, EPS) / y.shape[0]


# === softmax.py
from numpy import *

l = lambda z: asarray(z, float) - max(asarray(z, float), -1, keepdims=True)
log_softmax = lambda z: l(z) - log(sum(exp(l(z)), -1, keepdims=True))
softmax = lambda z: exp(log_softmax(z))
sigmoid = lambda z: exp(-logaddexp(0, -asarray(z, float)))


# === concepts.py
from numpy import *

cancelling_predictions = lambda y: y + 7 * where(arange(len(y)) == 0, len(y) - 1, -1)
best_constant_mae = lambda y: sort(y)[(len(y) - 1) // 2]
accuracy_gradient = lambda z, _: 0.0 * z
