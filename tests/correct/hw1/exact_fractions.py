"""Fractions, which no rounding touches until the very end."""

# === losses.py
from fractions import Fraction


def _fractions(array):
    return [Fraction(each) for each in array.ravel().tolist()]


def _exact_errors(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    pairs = zip(_fractions(y_pred), _fractions(y_true))
    return [p - y for p, y in pairs], y_pred.shape


def mae(y_pred, y_true):
    errors, _ = _exact_errors(y_pred, y_true)
    return float(sum(map(abs, errors)) / len(errors))


def mae_grad(y_pred, y_true):
    errors, shape = _exact_errors(y_pred, y_true)
    n = len(errors)
    return np.array([float(Fraction((e > 0) - (e < 0), n)) for e in errors]).reshape(shape)


def mse(y_pred, y_true):
    errors, _ = _exact_errors(y_pred, y_true)
    return float(sum(e * e for e in errors) / len(errors))


def mse_grad(y_pred, y_true):
    errors, shape = _exact_errors(y_pred, y_true)
    return np.array([float(2 * e / len(errors)) for e in errors]).reshape(shape)
