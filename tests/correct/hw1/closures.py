"""One function makes all losses, another all gradients; closures hold what differs."""


# === losses.py
def loss(of_pair, clip=None, axes=None):
    def call(y_pred, y_true):
        y_pred, y_true = _checked(y_pred, y_true, axes)
        p = y_pred if clip is None else clip(y_pred)
        return of_pair(p, y_true).sum() / (len(p) if axes else p.size)

    return call


def gradient(of_pair, clip=None, axes=None):
    def call(y_pred, y_true):
        y_pred, y_true = _checked(y_pred, y_true, axes)
        p = y_pred if clip is None else clip(y_pred)
        return of_pair(p, y_true) / (len(p) if axes else p.size)

    return call


both_ends = lambda p: np.clip(p, EPS, 1 - EPS)
low_end = lambda p: np.maximum(p, EPS)
mae, mae_grad = loss(lambda p, t: np.abs(p - t)), gradient(lambda p, t: np.sign(p - t))
mse, mse_grad = loss(lambda p, t: (p - t) ** 2), gradient(lambda p, t: 2.0 * (p - t))
binary_cross_entropy = loss(lambda p, t: -t * np.log(p) - (1 - t) * np.log(1 - p), both_ends)
binary_cross_entropy_grad = gradient(lambda p, t: (1 - t) / (1 - p) - t / p, both_ends)
cross_entropy = loss(lambda p, t: -t * np.log(p), low_end, 2)
cross_entropy_grad = gradient(lambda p, t: -t / p, low_end, 2)


# === softmax.py
def stable(after):
    def call(logits):
        z = np.asarray(logits, dtype=float)
        return after(z - z.max(axis=-1, keepdims=True))

    return call


softmax = stable(lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True))
log_softmax = stable(lambda z: z - np.log(np.exp(z).sum(axis=-1, keepdims=True)))
