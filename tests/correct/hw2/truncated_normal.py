"""A truncated normal, widened to He's deviation; a triangular one would do as well."""


# === backprop.py
class Linear(Linear):
    def __init__(self, n_in, n_out, rng):
        W = rng.standard_normal(n_in * n_out)
        while np.any(np.abs(W) > 2):
            outside = np.abs(W) > 2
            W[outside] = rng.standard_normal(outside.sum())
        self.W = (W * np.sqrt(2 / n_in) / 0.8796).reshape(n_in, n_out)
        self.b = np.full(n_out, 0.0)


# === gradient_descent.py
def genetic_search(f, low, high, population, generations, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    """Differential evolution, which has no parents but differences."""
    w = low + (high - low) * rng.random((population, len(low)))
    values = np.array([f(each) for each in w])
    for _ in range(generations):
        best = w[np.argmin(values)]
        for i in range(population):
            a, b = w[rng.choice(population, 2)]
            child = (
                w[i]
                + 0.6 * (best - w[i])
                + 0.5 * (a - b)
                + rng.normal(0, 0.02, len(low)) * (high - low)
            )
            child = np.clip(child, low, high)
            value = f(child)
            if value < values[i]:
                w[i], values[i] = child, value
    return w[values.argmin()].copy(), values.min()
