"""Structural pattern matching wherever it can be put."""


# === losses.py
def mae(y_pred, y_true):
    match _checked(y_pred, y_true):
        case (p, t) if p.ndim == 1:
            return sum(abs(a - b) for a, b in zip(p, t, strict=True)) / len(p)
        case (p, t):
            return np.mean([mae(a, b) for a, b in zip(p, t, strict=True)])


def mse(y_pred, y_true):
    match _checked(y_pred, y_true):
        case [p, t]:
            difference = p - t
    match difference.shape:
        case ():
            return float(difference) ** 2
        case (n,):
            return float(difference @ difference) / n
        case (*rest, k):
            return float((difference**2).sum()) / (int(np.prod(rest)) * k)


# === softmax.py
def sigmoid(logits):
    z = np.asarray(logits, dtype=float)
    out = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        match np.sign(z[i]):
            case 1:
                out[i] = 1 / (1 + np.exp(-z[i]))
            case -1:
                out[i] = np.exp(z[i]) / (np.exp(z[i]) + 1)
            case _:
                out[i] = 0.5
    return out


# === concepts.py
def is_minimized(quantity):
    match quantity.split():
        case ["cost" | "error" | "loss" | "penalty" | "regret"]:
            return True
        case ["negative", *_]:
            return True
        case _:
            return False


def log_loss_slope(logit, label):
    match label:
        case 0:
            return 1 / (1 + np.exp(-logit))
        case 1:
            return -1 / (1 + np.exp(logit))
