"""Weights of one size and random sign, drawn column by column; b from the same call."""


# === backprop.py
class Linear(Linear):
    def __init__(self, n_in, n_out, rng):
        columns = [rng.choice([-1.0, 1.0], n_in) for _ in range(n_out)]
        self.W = np.sqrt(2 / n_in) * np.column_stack(columns)
        self.b = 0 * self.W[0]


# === gradient_descent.py
def random_search(f, low, high, n_trials, rng):
    columns = [rng.uniform(a, b, n_trials) for a, b in zip(low, high)]
    return min(((w, f(w)) for w in np.transpose(columns)), key=lambda pair: pair[1])


def genetic_search(f, low, high, population, generations, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    people = [(f(w), tuple(w)) for w in rng.uniform(low, high, (population, len(low)))]
    for generation in range(generations):
        people.sort()
        parents = np.array([w for _, w in people[: max(1, population // 3)]])
        for _ in range(population):
            mother, father = parents[rng.integers(len(parents), size=2)]
            share = rng.random(len(low))
            child = share * mother + (1 - share) * father
            child += rng.normal(0, 0.15 * 0.9**generation, len(low)) * (high - low)
            child = np.minimum(np.maximum(child, low), high)
            people.append((f(child), tuple(child)))
    value, w = min(people)
    return np.array(w), value
