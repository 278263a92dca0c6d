"""Natural logarithms, with one factor for the decibels."""

# === distances.py
DECIBEL = 10 / np.log(10)


def signal_to_noise(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    with np.errstate(divide="ignore", invalid="ignore"):
        if np.array_equal(y_pred, y_true):
            return np.inf
        return DECIBEL * np.log(np.sum(y_true**2) / np.sum((y_pred - y_true) ** 2))


def log_spectral_distance(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    power = power_spectrum(y_true)
    floor = np.maximum(FLOOR * power.mean(), TINY)
    ratio = (power_spectrum(y_pred) + floor) / (power + floor)
    return DECIBEL * np.sqrt(np.mean(np.log(ratio) ** 2))


# === objectives.py
def spectral_loss_grad(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    decibel = 10 / np.log(10)
    power = power_spectrum(y_true)
    floor = np.maximum(FLOOR * power.mean(), TINY)
    copied = power_spectrum(y_pred) + floor
    slope = decibel**2 * 2 * np.log(copied / (power + floor)) / copied
    return power_spectrum_backward(slope / slope.size, y_pred)
