"""New axes instead of loops and fancy indices, one-hot tables by comparison, matrix products."""


# === losses.py
def mae(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return (np.maximum(y_pred, y_true) - np.minimum(y_pred, y_true)).mean()


def mse(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    d = (y_pred - y_true).reshape(1, -1)
    return (d @ d.T).item() / d.size


def cross_entropy(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true, ndim=2)
    return -np.trace(y_true @ np.log(np.maximum(y_pred, EPS)).T) / len(y_pred)


def cross_entropy_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true, ndim=2)
    return -np.diag(np.full(len(y_pred), 1 / len(y_pred))) @ (y_true / np.maximum(y_pred, EPS))


# === softmax.py
def softmax(logits):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z - np.amax(z, -1)[..., np.newaxis])
    return e / (e @ np.ones((z.shape[-1], 1))) if z.ndim > 1 else e / e.sum()


def softmax_cross_entropy(logits, labels):
    z, labels = _checked(logits, labels)
    one_hot = np.equal.outer(labels, np.arange(z.shape[1]))
    return np.average(-log_softmax(z)[one_hot])


def softmax_cross_entropy_grad(logits, labels):
    z, labels = _checked(logits, labels)
    gradient = softmax(z)
    np.subtract.at(gradient, (np.arange(len(z)), labels), 1)
    return gradient / len(z)
