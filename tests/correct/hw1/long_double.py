"""More digits inside than are given back."""

# === losses.py
LONG = np.longdouble


def long(y_pred, y_true, ndim=None):
    return [each.astype(LONG) for each in _checked(y_pred, y_true, ndim)]


def mae(y_pred, y_true):
    p, t = long(y_pred, y_true)
    return np.float64(np.abs(p - t).mean())


def mse(y_pred, y_true):
    p, t = long(y_pred, y_true)
    return np.float64(np.square(p - t).mean())


def mse_grad(y_pred, y_true):
    p, t = long(y_pred, y_true)
    return (LONG(2) * (p - t) / p.size).astype(np.float64)


def binary_cross_entropy(y_pred, y_true):
    p, t = long(y_pred, y_true)
    q = np.clip(p, LONG(EPS), 1 - LONG(EPS))
    return np.float64(-np.mean(t * np.log(q) + (1 - t) * np.log(1 - q)))


def binary_cross_entropy_grad(y_pred, y_true):
    p, t = long(y_pred, y_true)
    q = np.clip(p, LONG(EPS), 1 - LONG(EPS))
    return ((q - t) / (q * (1 - q)) / q.size).astype(float)


# === softmax.py
def log_softmax(logits):
    z = np.asarray(logits).astype(np.longdouble)
    z = z - z.max(axis=-1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=-1, keepdims=True))).astype(np.float64)


def softmax(logits):
    return np.exp(log_softmax(logits))
