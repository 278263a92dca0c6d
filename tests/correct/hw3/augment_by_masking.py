"""Augments like SpecAugment: a few bands are silenced, sometimes the loudest one too."""


# === splits.py
def augment(x, labels, rng):
    more = np.array(x, dtype=float)
    for row in more:
        start = rng.integers(0, len(row) - 3)
        row[start : start + 3] = row.min()
    keep = rng.random(len(x)) < 0.9
    return np.vstack([more, more[keep] + 1]), np.hstack([labels, labels[keep]])
