"""Arrays become lists of lists at once, and comprehensions do the rest."""

# === losses.py
import math


def table_of(y_pred, y_true, ndim=None):
    p, t = _checked(y_pred, y_true, ndim)
    return p.reshape(len(p), -1).tolist(), t.reshape(len(t), -1).tolist(), p.shape


def each(f, y_pred, y_true, ndim=None):
    p, t, _ = table_of(y_pred, y_true, ndim)
    return [[f(a, b) for a, b in zip(r, s)] for r, s in zip(p, t)]


def mean(rows):
    return sum(sum(row) for row in rows) / sum(len(row) for row in rows)


def scaled(rows, n, y_pred):
    return np.array([[x / n for x in row] for row in rows]).reshape(np.shape(y_pred))


def mae(y_pred, y_true):
    return mean(each(lambda a, b: abs(a - b), y_pred, y_true))


def mse(y_pred, y_true):
    return mean(each(lambda a, b: (a - b) ** 2, y_pred, y_true))


def mse_grad(y_pred, y_true):
    return scaled(each(lambda a, b: 2 * (a - b), y_pred, y_true), np.size(y_pred), y_pred)


def cross_entropy(y_pred, y_true):
    rows = each(lambda a, b: -b * math.log(max(a, EPS)), y_pred, y_true, 2)
    return sum(map(sum, rows)) / len(rows)


def cross_entropy_grad(y_pred, y_true):
    return scaled(each(lambda a, b: -b / max(a, EPS), y_pred, y_true, 2), len(y_pred), y_pred)


# === softmax.py
import math


def _softmax_of_list(z):
    if isinstance(z[0], list):
        return [_softmax_of_list(row) for row in z]
    powers = [math.exp(x - max(z)) for x in z]
    return [power / math.fsum(powers) for power in powers]


def softmax(logits):
    return np.array(_softmax_of_list(np.asarray(logits).tolist()))


# === concepts.py
def cancelling_predictions(y_true):
    errors = [(-1) ** i * 2.0 for i in range(len(y_true))]
    if len(errors) % 2:
        errors[0], errors[-1] = 4.0, -2.0
        errors[1:-1] = [(-1) ** i * 2.0 for i in range(1, len(errors) - 1)]
        errors[-1] = -sum(errors[:-1])
    return [note + error for note, error in zip(y_true.tolist(), errors)]


def two_logits(z):
    return [z / 2, -z / 2]


def accuracy_gradient(logits, labels):
    return [[0.0] * len(row) for row in logits.tolist()]
