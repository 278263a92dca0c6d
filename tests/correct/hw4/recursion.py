"""Functions that call themselves, and generators."""


# === allocation.py
def within_budget(wishes, cost, budget, shift=0.0):
    bits = np.clip(np.rint(np.subtract(wishes, shift, dtype=float)), 0, MAX_BITS).astype(int)
    return bits if cost(bits) <= budget else within_budget(wishes, cost, budget, shift + STEP)


def _steps(bits):
    for band in range(len(bits)):
        tried = bits.copy()
        tried[band] += 2 - (bits[band] > 0)
        if tried[band] <= MAX_BITS:
            yield tried


def greedy(distortion, cost, budget, n_bands, bits=None, best=None, now=None):
    if bits is None:
        bits = np.zeros(n_bands, dtype=int)
        now = distortion(bits)
        best = bits, now
    allowed = [tried for tried in _steps(bits) if cost(tried) <= budget]
    told = [(tried, distortion(tried)) for tried in allowed]
    best = min([best, *told], key=lambda each: each[1])
    quotients = [(now - value) / (cost(tried) - cost(bits)) for tried, value in told]
    if not quotients or max(quotients) <= 0:
        return best
    taken, value = told[int(np.argmax(quotients))]
    return greedy(distortion, cost, budget, n_bands, taken, best, value)
