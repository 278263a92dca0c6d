"""Child generators: rng.spawn and rng.integers make one for each purpose, in another order."""


# === backprop.py
class Linear(Linear):
    def __init__(self, n_in, n_out, rng):
        self.b = np.zeros(n_out)
        own = np.random.default_rng(rng.integers(2**63))
        self.W = own.laplace(0, 1 / np.sqrt(n_in), (n_in, n_out))


# === gradient_descent.py
def minibatches(n, batch_size, rng):
    keys = np.random.default_rng(rng.integers(2**63)).random(n)
    order = sorted(range(n), key=keys.__getitem__)
    return [np.array(order[i : i + batch_size]) for i in range(0, n, batch_size)]


def random_search(f, low, high, n_trials, rng):
    trials = [
        child.uniform(low, high)
        for child in map(np.random.default_rng, rng.integers(2**63, size=n_trials))
    ]
    values = {i: f(w) for i, w in enumerate(trials)}
    best = min(values, key=values.get)
    return trials[best], values[best]
