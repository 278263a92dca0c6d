"""map, reduce and itertools."""

# === allocation.py
from functools import reduce
from itertools import count


def within_budget(wishes, cost, budget):
    wishes = np.asarray(wishes, dtype=float)
    tried = (np.clip(np.round(wishes - k * STEP), 0, MAX_BITS).astype(int) for k in count())
    return next(filter(lambda bits: cost(bits) <= budget, tried))


def random_allocation(distortion, cost, budget, n_bands, n_trials, rng):
    wishes = rng.uniform(0, MAX_BITS, (n_trials, n_bands))
    told = [(bits, distortion(bits)) for bits in (within_budget(w, cost, budget) for w in wishes)]
    return reduce(lambda one, other: other if other[1] < one[1] else one, told)


# === trainable.py
from operator import sub


def measured_slope(wish, h):
    return sub(*map(round, (wish + h, wish - h))) / (2 * h)
