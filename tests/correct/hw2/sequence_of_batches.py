"""Batches are a sequence that knows its length; searches keep a sorted list of all they heard."""

# === gradient_descent.py
from bisect import insort
from collections.abc import Sequence


class _Batches(Sequence):
    def __init__(self, order, size):
        self.order, self.size = order, size

    def __len__(self):
        return -(-len(self.order) // self.size)

    def __getitem__(self, number):
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.order[number * self.size : (number + 1) * self.size]


def minibatches(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return _Batches(order, batch_size)


def random_search(f, low, high, n_trials, rng):
    heard = []
    for number in range(n_trials):
        w = np.array([rng.uniform(a, b) for a, b in zip(low.tolist(), high.tolist())])
        insort(heard, (float(f(w)), number, w), key=lambda each: each[:2])
    value, _, w = heard[0]
    return w, value
