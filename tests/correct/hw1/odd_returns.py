"""Python floats, 0-d arrays, a subclass of ndarray, Fortran order, views: all are right values."""


# === losses.py
class Signal(np.ndarray):
    pass


def mae(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return np.asarray(np.abs(y_pred - y_true).mean())


def mse(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return ((y_pred - y_true) ** 2).mean().item()


def mae_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return (np.sign(y_pred - y_true) / y_pred.size).view(Signal)


def mse_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return np.asfortranarray(2 * (y_pred - y_true) / y_pred.size)


def cross_entropy(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true, 2)
    return (-y_true * np.log(np.maximum(y_pred, EPS))).sum(keepdims=True)[0, 0] / len(y_pred)


# === softmax.py
def softmax(logits):
    z = np.asarray(logits, dtype=float)
    z = np.moveaxis(z, -1, 0)
    e = np.exp(z - z.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, -1)


def sigmoid(logits):
    z = np.asarray(logits, dtype=float)
    both = np.stack([z, np.zeros_like(z)], axis=-1)
    return softmax(both)[..., ::-1][..., 1]


# === concepts.py
def is_minimized(quantity):
    names = np.array(["cost", "error", "loss", "penalty", "regret", "negative log likelihood"])
    return np.any(names == quantity)


def cancelling_predictions(y_true):
    errors = np.where(np.arange(len(y_true)) == len(y_true) // 2, 100 * (len(y_true) - 1), -100)
    return tuple(y_true + errors)


def best_constant_mae(y):
    return np.array(np.percentile(y, 50))
