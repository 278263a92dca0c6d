"""Lengths of vectors instead of sums of squares."""


# === distances.py
def signal_to_noise(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    signal, noise = (np.linalg.norm(each.ravel()) for each in (y_true, y_pred - y_true))
    if not noise:
        return np.inf
    if not signal:
        return -np.inf
    return 20 * np.log10(signal / noise)


# === objectives.py
def waveform_loss(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    energy = max(np.linalg.norm(y_true.ravel()) ** 2, TINY)
    return np.linalg.norm((y_pred - y_true).ravel()) ** 2 / energy


def waveform_loss_grad(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    return (y_pred - y_true) / (max(np.vdot(y_true, y_true), TINY) / 2)
