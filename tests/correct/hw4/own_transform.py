"""A Fourier transform of one's own, as a matrix."""


# === distances.py
def waves(size):
    angles = 2 * np.pi / size * np.outer(np.arange(size), np.arange(size // 2 + 1))
    return np.cos(angles), np.sin(angles)


def powers(frames):
    cosine, sine = waves(frames.shape[1])
    return (frames @ cosine) ** 2 + (frames @ sine) ** 2


def log_spectral_distance(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    copied, power = powers(y_pred), powers(y_true)
    floor = max(FLOOR * power.mean(), TINY)
    return np.std(np.concatenate([d := 10 * np.log10((copied + floor) / (power + floor)), -d]))


# === objectives.py
def spectral_loss_grad(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    size = y_pred.shape[1]
    angles = 2 * np.pi / size * np.outer(np.arange(size), np.arange(size // 2 + 1))
    cosine, sine = np.cos(angles), np.sin(angles)
    real, imaginary = y_pred @ cosine, y_pred @ sine
    power = (y_true @ cosine) ** 2 + (y_true @ sine) ** 2
    floor = max(FLOOR * power.mean(), TINY)
    copied = real**2 + imaginary**2 + floor
    d = 10 * np.log10(copied / (power + floor))
    slope = 2 * d / d.size * 10 / (np.log(10) * copied)
    return 2 * ((slope * real) @ cosine.T + (slope * imaginary) @ sine.T)
