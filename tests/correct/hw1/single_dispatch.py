"""One generic function for single numbers, rows and tables, chosen by the type that comes."""

# === softmax.py
from functools import singledispatch


@singledispatch
def _stable(z):
    raise TypeError(type(z))


@_stable.register
def _(z: float):
    e = np.exp(-abs(z))
    return 1 / (1 + e) if z >= 0 else e / (1 + e)


@_stable.register
def _(z: list):
    return [_stable(each) for each in z]


def sigmoid(logits):
    return np.array(_stable(np.asarray(logits, dtype=float).tolist()))


@singledispatch
def _logs(z):
    raise TypeError(type(z))


@_logs.register
def _(z: list):
    if isinstance(z[0], list):
        return [_logs(row) for row in z]
    top = max(z)
    rest = np.log(sum(np.exp(each - top) for each in z))
    return [each - top - rest for each in z]


def log_softmax(logits):
    return np.array(_logs(np.asarray(logits, dtype=float).tolist()))


def softmax(logits):
    return np.exp(log_softmax(logits))
