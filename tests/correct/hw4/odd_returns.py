"""Lists for tuples, NumPy scalars for numbers, arrays without axes."""

# === distances.py
_snr, _lsd = signal_to_noise, log_spectral_distance


def signal_to_noise(y_pred, y_true):
    return np.array(_snr(y_pred, y_true))


def log_spectral_distance(y_pred, y_true):
    return np.float64(_lsd(y_pred, y_true))


# === quantizer.py
_quantize, _rate = quantize, bits_per_second


def quantize(bands, bits):
    return list(_quantize(bands, bits))


def bits_per_second(bits, rate):
    return np.array(_rate(bits, rate))


# === allocation.py
_greedy = greedy


def greedy(distortion, cost, budget, n_bands):
    bits, value = _greedy(distortion, cost, budget, n_bands)
    return [bits.tolist(), np.float64(value)]


# === trainable.py
def bits_gradient(wishes):
    return [0.0] * len(wishes)


def way(objective):
    return "Train" if objective in WITH_GRADIENT else "Search"


WITH_GRADIENT = {
    "mean squared error",
    "signal-to-noise ratio",
    "log-spectral distance",
    "L2 penalty",
}
