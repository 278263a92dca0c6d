"""Ufuncs with out= into buffers of its own, in-place steps on copies, take and put."""


# === losses.py
def difference(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    buffer = np.empty_like(y_pred)
    return np.subtract(y_pred, y_true, out=buffer)


def mae(y_pred, y_true):
    d = difference(y_pred, y_true)
    np.abs(d, out=d)
    return d.mean()


def mse_grad(y_pred, y_true):
    d = difference(y_pred, y_true)
    d *= 2.0
    d /= d.size
    return d


def binary_cross_entropy_grad(y_pred, y_true):
    p, t = _checked(y_pred, y_true)
    q = np.empty(p.shape)
    np.clip(p, EPS, 1 - EPS, out=q)
    d = q - t
    d /= q
    np.subtract(1, q, out=q)
    d /= q
    d /= d.size
    return d


# === softmax.py
def softmax_cross_entropy_grad(logits, labels):
    z, labels = _checked(logits, labels)
    p = softmax(z)
    right = np.take_along_axis(p, labels[:, None], axis=1)
    np.put_along_axis(p, labels[:, None], right - 1, axis=1)
    p /= p.shape[0]
    return p


def softmax_cross_entropy(logits, labels):
    z, labels = _checked(logits, labels)
    return float(np.take_along_axis(-log_softmax(z), labels[:, None], 1).mean())
