"""Masked arrays for what is not told."""


# === quantizer.py
def dequantize(codes, exponents, bits):
    bits = np.asarray(bits).astype(int)
    m = np.ma.masked_less(2.0 ** (bits - 1.0) - 1, 1)[None, :, None]
    scales = 2.0 ** (np.asarray(exponents).astype(float) / 4)
    told = np.asarray(codes).astype(float) * scales[..., None] / m
    return np.ma.filled(told, 0.0)


# === distances.py
def log_spectral_distance(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    copied, power = power_spectrum(y_pred), power_spectrum(y_true)
    floor = FLOOR * np.ma.mean(np.ma.array(power))
    floor = floor if floor > TINY else TINY
    return np.linalg.norm(10 * np.log10((copied + floor) / (power + floor))) / np.sqrt(power.size)
