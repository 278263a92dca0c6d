"""Searches of one's own, that do not need those of the second assignment."""


# === allocation.py
def random_allocation(distortion, cost, budget, n_bands, n_trials, rng):
    best_bits, best = None, np.inf
    for _ in range(n_trials):
        bits = within_budget(MAX_BITS * rng.random(n_bands), cost, budget)
        value = distortion(bits)
        if best_bits is None or value < best:
            best_bits, best = bits, value
    return best_bits, best


def genetic_allocation(distortion, cost, budget, n_bands, population, generations, rng):
    people = [rng.uniform(0, MAX_BITS, n_bands) for _ in range(population)]
    values = [distortion(within_budget(each, cost, budget)) for each in people]
    for _ in range(generations):
        children = []
        for _ in range(population):
            mother, father = rng.choice(population, 2)
            child = np.where(rng.random(n_bands) < 0.5, people[mother], people[father])
            children.append(np.clip(child + rng.normal(0, 1, n_bands), 0, MAX_BITS))
        values += [distortion(within_budget(each, cost, budget)) for each in children]
        people += children
        order = np.argsort(values, kind="stable")[:population]
        people, values = [people[i] for i in order], [values[i] for i in order]
    best = int(np.argmin(values))
    return within_budget(people[best], cost, budget), values[best]
