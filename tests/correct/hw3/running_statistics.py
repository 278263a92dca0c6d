"""Welford's running mean and deviation, sample by sample; sums that lose no digit, math.fsum."""


# === splits.py
def standardize(train, *others):
    count, mean, squares = 0, 0.0, 0.0
    for row in np.asarray(train, dtype=float):
        count += 1
        away = row - mean
        mean = mean + away / count
        squares = squares + away * (row - mean)
    std = np.sqrt(squares / count)
    std[np.ptp(np.asarray(train, dtype=float), axis=0) == 0] = 1.0
    mean = np.where(std == 1.0, np.asarray(train, dtype=float)[0], mean) if count == 1 else mean
    return tuple((np.asarray(x, dtype=float) - mean) / std for x in (train, *others))


# === regularization.py
from math import fsum


def _entries(weights):
    return (float(each) for w in weights for each in np.asarray(w).flat)


def l1_penalty(weights, lam):
    return lam * fsum(map(abs, _entries(weights)))


def l2_penalty(weights, lam):
    return lam * fsum(each * each for each in _entries(weights))
