"""The same numbers by other formulas."""


# === trainable.py
def measured_slope(wish, h):
    return (int(np.floor(wish + h + 0.5)) - int(np.floor(wish - h + 0.5))) / h / 2


def copy_snr(gain):
    return 10 * np.log10(1 / (gain - 1) ** 2)


def copy_distance(gain):
    return np.sqrt((10 * np.log10(gain**2)) ** 2)


def snr_with_more_bits(snr, more):
    return 10 * np.log10(10 ** (snr / 10) * 4.0**more)


# === objectives.py
def waveform_loss(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    below = max((y_true * y_true).sum(), TINY)
    return (np.sum(y_pred**2) - 2 * np.sum(y_pred * y_true) + np.sum(y_true**2)) / below


# === autoencoder.py
def autoencoder(size, hidden, numbers, rng):
    shapes = ((size, hidden), (hidden, numbers), (numbers, hidden), (hidden, size))
    one, two, three, four = (Linear(*shape, rng) for shape in shapes)
    return Sequential([one, ReLU(), two, three, ReLU(), four])
