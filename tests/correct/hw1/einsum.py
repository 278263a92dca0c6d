"""Everything is an einsum, the mean of a table too."""


# === losses.py
def dot(a, b):
    return np.einsum("i,i->", np.ravel(a), np.ravel(b))


def mse(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return dot(y_pred - y_true, y_pred - y_true) / y_pred.size


def mae(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return dot(y_pred - y_true, np.sign(y_pred - y_true)) / y_pred.size


def binary_cross_entropy(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    q = np.clip(y_pred, EPS, 1 - EPS)
    return -(dot(y_true, np.log(q)) + dot(1 - y_true, np.log1p(-q))) / q.size


def cross_entropy(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true, ndim=2)
    return np.einsum("nk,nk->", y_true, -np.log(np.maximum(y_pred, EPS))) / len(y_true)


def cross_entropy_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true, ndim=2)
    return np.einsum("nk,nk,->nk", y_true, 1 / np.maximum(y_pred, EPS), -1 / len(y_true))


# === softmax.py
def softmax(logits):
    z = np.asarray(logits, float)
    e = np.exp(z - z.max(-1, keepdims=True))
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    one_hot = np.eye(logits.shape[1])[labels]
    return -np.einsum("nk,nk->", one_hot, log_softmax(logits)) / len(labels)


# === concepts.py
def best_constant_mse(y):
    return np.einsum("i->", y) / len(y)
