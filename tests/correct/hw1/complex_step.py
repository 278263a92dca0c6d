"""No derivative by hand: the imaginary part of f(x + ih) / h is one, to the last digit."""


# === losses.py
def slopes(f, p, t):
    h = 1e-30
    return np.imag(f(p + 1j * h, t)) / h


def mse_grad(y_pred, y_true):
    p, t = _checked(y_pred, y_true)
    return slopes(lambda z, t: (z - t) ** 2, p, t) / p.size


def binary_cross_entropy_grad(y_pred, y_true):
    p, t = _checked(y_pred, y_true)
    q = np.clip(p, EPS, 1 - EPS)
    return slopes(lambda z, t: -t * np.log(z) - (1 - t) * np.log(1 - z), q, t) / q.size


def cross_entropy_grad(y_pred, y_true):
    p, t = _checked(y_pred, y_true, ndim=2)
    return slopes(lambda z, t: -t * np.log(z), np.maximum(p, EPS), t) / len(p)


# === softmax.py
def softmax_cross_entropy_grad(logits, labels):
    z, labels = _checked(logits, labels)
    z = z - z.max(axis=1, keepdims=True)
    gradient = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        moved = z[i[0]].astype(complex)
        moved[i[1]] += 1e-30j
        loss = np.log(np.exp(moved).sum()) - moved[labels[i[0]]]
        gradient[i] = loss.imag / 1e-30
    return gradient / len(z)


# === concepts.py
def log_loss_slope(logit, label):
    z = logit + 1e-30j
    return float(np.imag(np.log(1 + np.exp(z)) - label * z) / 1e-30)
