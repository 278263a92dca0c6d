"""Other forms of the same formulas: tanh for sigmoid, norms for losses, logaddexp for softmax."""


# === losses.py
def mae(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return np.linalg.norm((y_pred - y_true).ravel(), 1) / y_pred.size


def mse(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return np.linalg.norm((y_pred - y_true).ravel()) ** 2 / y_pred.size


def binary_cross_entropy(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    q = np.clip(y_pred, EPS, 1 - EPS)
    logit = np.log(q / (1 - q))
    return np.mean(np.logaddexp(0, logit) - y_true * logit)


def binary_cross_entropy_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    q = np.clip(y_pred, EPS, 1 - EPS)
    return (1 / (1 - q) - y_true * (1 / q + 1 / (1 - q))) / q.size


# === softmax.py
def sigmoid(logits):
    return (1 + np.tanh(np.asarray(logits) / 2)) / 2


def log_softmax(logits):
    z = np.asarray(logits, dtype=float)
    return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)


def softmax(logits):
    z = np.asarray(logits, dtype=float)
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)


def softmax_cross_entropy(logits, labels):
    z, labels = _checked(logits, labels)
    return np.mean(np.logaddexp.reduce(z - z[np.arange(len(z)), labels][:, None], axis=1))


# === concepts.py
def lower_still(y_pred, y_true):
    return 2 * y_true - np.maximum(y_pred, 2 * y_true - y_pred) - 0.001


def log_loss_slope(logit, label):
    return (np.tanh(logit / 2) + 1) / 2 - label


def two_logits(z):
    return np.array([1000 + z, 1000.0])


def best_constant_mse(y):
    return np.polyfit(np.arange(len(y)), y, 0)[0]
