"""Python and NumPy as they were written long ago: while loops, map, %, own shape checks."""

# === losses.py alone
from __future__ import division, print_function

import numpy

TINY = 1e-12


def _prepare(a, b, axes=None):
    a, b = numpy.array(a, numpy.float64), numpy.array(b, numpy.float64)
    if a.shape != b.shape or not a.size or (axes and len(a.shape) != axes):
        raise ValueError("shapes %s and %s" % (a.shape, b.shape))
    return a, b


def mae(y_pred, y_true):
    a, b = _prepare(y_pred, y_true)
    return numpy.add.reduce(numpy.absolute(numpy.ravel(a - b))) / a.size


def mae_grad(y_pred, y_true):
    a, b = _prepare(y_pred, y_true)
    return (numpy.greater(a, b) * 1.0 - numpy.less(a, b) * 1.0) / a.size


def mse(y_pred, y_true):
    a, b = _prepare(y_pred, y_true)
    return reduce_sum(map(lambda d: d * d, list(numpy.ravel(a - b)))) / a.size


def reduce_sum(numbers):
    total = 0.0
    for number in numbers:
        total = total + number
    return total


def mse_grad(y_pred, y_true):
    a, b = _prepare(y_pred, y_true)
    return numpy.divide(numpy.multiply(2.0, a - b), a.size)


def binary_cross_entropy(y_pred, y_true):
    a, b = _prepare(y_pred, y_true)
    a = numpy.where(a < TINY, TINY, numpy.where(a > 1 - TINY, 1 - TINY, a))
    return -numpy.average(b * numpy.log(a) + (1 - b) * numpy.log(1 - a))


def binary_cross_entropy_grad(y_pred, y_true):
    a, b = _prepare(y_pred, y_true)
    flat, targets, i = a.flatten(), b.flatten(), 0
    while i < len(flat):
        q = min(max(flat[i], TINY), 1 - TINY)
        flat[i] = (q - targets[i]) / (q * (1 - q)) / a.size
        i += 1
    return flat.reshape(a.shape)


def cross_entropy(y_pred, y_true):
    a, b = _prepare(y_pred, y_true, 2)
    a[a < TINY] = TINY
    return -numpy.sum(numpy.sum(numpy.log(a) * b, 1)) / len(a)


def cross_entropy_grad(y_pred, y_true):
    a, b = _prepare(y_pred, y_true, 2)
    a[a < TINY] = TINY
    return -(b / a) / len(a)


# === softmax.py
def softmax(logits):
    z = np.array(logits, np.float64)
    z = z - np.maximum.reduce(z, -1)[..., None]
    return np.exp(z) / np.add.reduce(np.exp(z), -1)[..., None]
