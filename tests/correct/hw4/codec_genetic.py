"""A codec that searches by evolution, from a seed of its own, under the spectral distance, and hands
bytes on in a subclass and decimals in single precision."""


# === codec.py
class Written(bytes):
    """Bytes that know where they come from."""


def _allocated(bands, budget):
    from allocation import genetic_allocation

    few = bands[:: max(len(bands) // 12, 1)]
    power = np.log10(np.mean(few**2, axis=(0, 2)) + 1e-4)
    return genetic_allocation(
        lambda bits: float(np.sum(np.maximum(power + 3 - 0.6 * bits, 0) ** 2)),
        lambda bits: float(np.sum(_widths(len(bands), bits))) if np.any(bits) else 0.0,
        max(budget - int(np.sum(_widths(len(bands), np.zeros(BANDS, int)))), 0),
        BANDS,
        8,
        6,
        np.random.default_rng(5),
    )[0]


_plain_encode, _plain_decode = encode, decode


def encode(sound, bits_per_second):
    return Written(_plain_encode(sound, bits_per_second))


def decode(data):
    return _plain_decode(data).astype(np.float32)
