"""Lists and sets of Python's own; arrays only at the very end."""


# === splits.py
def train_val_test_split(n, ratios, rng):
    deck = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(rng.integers(i + 1))
        deck[i], deck[j] = deck[j], deck[i]
    shares = [n * r / sum(ratios) for r in ratios]
    sizes = [int(share) for share in shares]
    by_rest = sorted(range(3), key=lambda i: sizes[i] - shares[i])
    for i in by_rest[: n - sum(sizes)]:
        sizes[i] += 1
    return [[deck.pop() for _ in range(size)] for size in sizes]


def grouped_split(groups, ratios, rng):
    songs = {}
    for i, name in enumerate(groups.tolist()):
        songs.setdefault(name, []).append(i)
    parts = train_val_test_split(len(songs), ratios, rng)
    names = sorted(songs)
    return [np.array(sum((songs[names[i]] for i in part), []), dtype=int) for part in parts]


# === regularization.py
def l1_penalty_grad(weights, lam):
    return [
        np.array([lam * ((v > 0) - (v < 0)) for v in w.ravel().tolist()], float).reshape(w.shape)
        for w in weights
    ]
