"""Random numbers drawn in float32 or as integers first: another distribution, as good as any."""


# === backprop.py
class Linear(Linear):
    def __init__(self, n_in, n_out, rng):
        draws = rng.standard_normal((n_in, n_out), dtype=np.float32)
        self.W = draws.astype(np.float64) * np.sqrt(2.0 / n_in)
        self.b = np.zeros(n_out, dtype=np.float64)


# === gradient_descent.py
def random_search(f, low, high, n_trials, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    steps = rng.integers(0, 2**31, (n_trials, len(low))) / 2**31
    trials = [low + (high - low) * each for each in steps]
    values = np.array([f(w) for w in trials])
    return trials[values.argmin()], values.min()


def minibatches(n, batch_size, rng):
    order = np.arange(n, dtype=np.int16)
    rng.shuffle(order)
    return [order[i : i + batch_size].astype(np.uint32) for i in range(0, n, batch_size)]
