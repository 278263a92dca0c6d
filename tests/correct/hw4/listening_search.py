"""Listens to what the search asks, and keeps the best itself."""


# === allocation.py
class Listener:
    def __init__(self, distortion, cost, budget):
        self.distortion, self.cost, self.budget = distortion, cost, budget
        self.best = (None, float("inf"))

    def __call__(self, wishes):
        bits = within_budget(wishes, self.cost, self.budget)
        value = self.distortion(bits)
        if self.best[0] is None or value < self.best[1]:
            self.best = bits, value
        return value


def random_allocation(distortion, cost, budget, n_bands, n_trials, rng):
    listener = Listener(distortion, cost, budget)
    random_search(listener, np.zeros(n_bands), np.full(n_bands, 10.0), n_trials, rng)
    return listener.best


def genetic_allocation(distortion, cost, budget, n_bands, population, generations, rng):
    listener = Listener(distortion, cost, budget)
    box = np.zeros(n_bands), np.full(n_bands, 10.0)
    genetic_search(listener, *box, population, generations, rng)
    return list(listener.best)
