"""The numerical gradient with np.vectorize, meshes and unravel_index; searches with heapq."""


# === backprop.py
def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x) * 1.0

    def slope(i):
        index = np.unravel_index(i, x.shape)
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        return (f(up) - f(down)) / (h + h)

    return np.vectorize(slope, otypes=[float])(np.arange(x.size)).reshape(x.shape)


# === gradient_descent.py
import heapq
from itertools import count


def random_search(f, low, high, n_trials, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    number, heap = count(), []
    for _ in range(n_trials):
        w = low + rng.random(low.shape) * (high - low)
        heapq.heappush(heap, (f(w), next(number), w))
    value, _, w = heap[0]
    return w, value


def genetic_search(f, low, high, population, generations, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    number, heap = count(), []

    def born(w):
        heapq.heappush(heap, (f(w), next(number), w))

    for _ in range(population):
        born(rng.uniform(low, high))
    for _ in range(generations):
        parents = [w for _, _, w in heapq.nsmallest(max(2, population // 4), heap)]
        for _ in range(population):
            mother, father = rng.integers(len(parents), size=2)
            genes = [
                parents[each][i] for i, each in enumerate(rng.choice([mother, father], len(low)))
            ]
            born(
                np.clip(
                    genes + rng.normal(0, 0.07, len(low)) * np.ptp([low, high], axis=0), low, high
                )
            )
    return heap[0][2], heap[0][0]
