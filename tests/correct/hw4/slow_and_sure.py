"""Gradients frame by frame, and by measuring where that is exact."""


# === objectives.py
def waveform_loss_grad(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    energy = max(float((y_true**2).sum()), TINY)
    gradient = np.empty_like(y_pred)
    for place in np.ndindex(y_pred.shape):
        gradient[place] = 2 * (y_pred[place] - y_true[place]) / energy
    return gradient


def spectral_loss_grad(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    power = power_spectrum(y_true)
    floor = max(FLOOR * np.mean(power), TINY)
    rows = []
    for copy, row in zip(y_pred, power):
        copied = power_spectrum(copy[None]) + floor
        d = 10 * np.log10(copied) - 10 * np.log10(row + floor)
        slope = 20 * d / np.log(10) / copied / power.size
        rows.append(power_spectrum_backward(slope, copy[None])[0])
    return np.array(rows)
