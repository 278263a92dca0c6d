"""Exponents from the number itself, and from a table of all scales."""

# === quantizer.py
SCALES = 2.0 ** (np.arange(LOWEST, HIGHEST + 1) / 4)


def quantize(bands, bits):
    bands = np.array(bands, dtype=float)
    largest = abs(bands).max(axis=-1)
    places = np.searchsorted(SCALES * (1 + 1e-15), largest)
    exponents = np.minimum(places, len(SCALES) - 1) + LOWEST
    m = np.ldexp(1.0, np.array(bits, dtype=int) - 1) - 1
    m = np.maximum(m, 0)[None, :, None]
    scaled = bands / SCALES[exponents - LOWEST][..., None]
    return np.rint(np.clip(scaled, -1, 1) * m).astype(np.int64), exponents
