"""Loops over every number, as one writes them in a first course."""

# === distances.py
import math


def signal_to_noise(y_pred, y_true):
    y_pred, y_true = checked(y_pred, y_true)
    signal = noise = 0.0
    for copy, original in zip(y_pred.ravel(), y_true.ravel()):
        signal += original * original
        noise += (copy - original) ** 2
    if noise == 0.0:
        return math.inf
    return 10 * math.log10(signal / noise) if signal > 0.0 else -math.inf


# === quantizer.py
import math


def quantize(bands, bits):
    n, count, width = bands.shape
    codes, exponents = np.zeros((n, count, width), int), np.zeros((n, count), int)
    for i in range(n):
        for j in range(count):
            b = int(bits[j])
            m = 2 ** (b - 1) - 1 if b > 0 else 0
            largest = max(abs(float(x)) for x in bands[i, j])
            e = -32
            while e < 31 and 2.0 ** (e / 4) < largest * (1 - 1e-15):
                e += 1
            exponents[i, j] = e
            for k in range(width):
                code = round(float(bands[i, j, k]) / 2.0 ** (e / 4) * m)
                codes[i, j, k] = min(max(code, -m), m)
    return codes, exponents


def bits_per_second(bits, rate):
    total = 0
    for b in bits:
        if int(b) > 1:
            total += 16 * int(b) + 6
    return total * rate / 128


# === allocation.py
def within_budget(wishes, cost, budget):
    k = 0
    while True:
        bits = []
        for wish in wishes:
            bits.append(min(max(int(round(float(wish) - k / 4)), 0), 10))
        bits = np.array(bits)
        if cost(bits) <= budget:
            return bits
        k += 1
