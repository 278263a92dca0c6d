"""Search by a swarm: every point flies on, drawn to its own best place and to that of all."""


# === gradient_descent.py
def genetic_search(f, low, high, population, generations, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    here = low + (high - low) * rng.random((population, len(low)))
    speed = np.zeros(here.shape)
    own, own_values = here.copy(), np.array([f(w.copy()) for w in here], dtype=float)
    for _ in range(generations):
        pulls = rng.random((2, *here.shape))
        best = own[own_values.argmin()]
        speed = 0.6 * speed + 1.5 * pulls[0] * (own - here) + 1.5 * pulls[1] * (best - here)
        shake = rng.normal(0, 0.02, here.shape) * (high - low)
        here = np.minimum(np.maximum(here + speed + shake, low), high)
        values = np.array([f(w.copy()) for w in here], dtype=float)
        better = values < own_values
        own[better], own_values[better] = here[better], values[better]
    return own[own_values.argmin()], own_values.min()
