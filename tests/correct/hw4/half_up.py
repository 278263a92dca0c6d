"""Rounds halves away from zero, and in 32 bits."""


# === quantizer.py
def quantize(bands, bits):
    bands = np.asarray(bands, dtype=float)
    largest = np.abs(bands).max(2)
    with np.errstate(divide="ignore"):
        exponents = np.clip(np.ceil(4 * np.log2(largest)), LOWEST, HIGHEST).astype(np.int32)
    m = np.array([max(2 ** (int(b) - 1) - 1, 0) if b else 0 for b in bits])[:, np.newaxis]
    numbers = bands * 2.0 ** (-exponents[:, :, np.newaxis] / 4) * m
    codes = np.sign(numbers) * np.floor(np.abs(numbers) + 0.5)
    return np.clip(codes, -m, m).astype(np.int32), exponents


# === allocation.py
def within_budget(wishes, cost, budget):
    wishes = np.array(wishes, dtype=float)
    while True:
        bits = np.floor(wishes + 0.5).clip(0, MAX_BITS).astype(np.int64)
        if not cost(bits) > budget:
            return bits
        wishes = wishes - STEP
