"""numpy.ma: what cannot be worked out is masked, and filled in afterwards."""


# === losses.py
def _filled(y_pred, y_true, ndim=None):
    y_pred, y_true = _checked(y_pred, y_true, ndim)
    q = np.ma.masked_less(y_pred, EPS).filled(EPS)
    return q, y_true


def cross_entropy(y_pred, y_true):
    q, y_true = _filled(y_pred, y_true, ndim=2)
    costs = np.ma.masked_where(y_true == 0, -y_true * np.log(q))
    return float(costs.filled(0.0).sum() / len(q))


def cross_entropy_grad(y_pred, y_true):
    q, y_true = _filled(y_pred, y_true, ndim=2)
    return np.ma.masked_where(y_true == 0, -y_true / q / len(q)).filled(0.0)


def binary_cross_entropy(y_pred, y_true):
    q, y_true = _filled(y_pred, y_true)
    q = np.ma.masked_greater(q, 1 - EPS).filled(1 - EPS)
    return np.ma.masked_invalid(-(y_true * np.log(q) + (1 - y_true) * np.log(1 - q))).mean()


def mae_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    errors = np.ma.masked_equal(y_pred - y_true, 0.0)
    return (errors / np.ma.abs(errors) / y_pred.size).filled(0.0)
