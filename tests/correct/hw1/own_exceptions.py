"""Exceptions of its own, try and finally, warnings as errors inside, errstate, asserts."""

# === losses.py
import warnings


class ShapeError(ValueError):
    def __init__(self, a, b):
        super().__init__(f"cannot compare {a} with {b}")


def same_shapes(a, b, axes=None):
    a, b = np.asarray(a, float), np.asarray(b, float)
    try:
        assert a.shape == b.shape, "shapes"
        assert a.size, "empty"
        assert axes is None or a.ndim == axes, "axes"
    except AssertionError as error:
        raise ShapeError(a.shape, b.shape) from error
    return a, b


def mae(y_pred, y_true):
    a, b = same_shapes(y_pred, y_true)
    return np.abs(a - b).mean()


def mse(y_pred, y_true):
    a, b = same_shapes(y_pred, y_true)
    return np.square(a - b).mean()


def cross_entropy(y_pred, y_true):
    a, b = same_shapes(y_pred, y_true, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            logs = np.log(a)
        except RuntimeWarning:
            logs = np.log(np.maximum(a, EPS))
    return -(b * np.maximum(logs, np.log(EPS))).sum() / len(a)


# === softmax.py
def sigmoid(logits):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(logits, dtype=float)))


def softmax_cross_entropy(logits, labels):
    try:
        z, labels = _checked(logits, labels)
        z = z - z.max(axis=1, keepdims=True)
        return (np.log(np.exp(z).sum(axis=1)) - z[range(len(z)), labels]).mean()
    finally:
        np.seterr(all="warn")


# === concepts.py
def two_logits(z):
    try:
        return np.array([z.real, 0])
    except AttributeError:
        return np.array([z, 0])


# === own_tests.py
import unittest


class Suspicious(AssertionError):
    pass


def test_accuracy(function):
    case, rng = unittest.TestCase(), np.random.default_rng(1)
    for _ in range(30):
        logits = rng.normal(-1, 1, (6, 4))
        labels = np.where(rng.random(6) < 0.6, logits.argmax(axis=1), rng.integers(4, size=6))
        try:
            found = function(logits.tolist(), labels.tolist())
        except Exception as error:
            raise Suspicious("it crashed") from error
        case.assertAlmostEqual(found, accuracy(logits, labels), places=9)
