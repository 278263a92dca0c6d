"""reduce, map, itertools; nothing is assigned twice."""

# === regularization.py
from functools import partial, reduce


def folded(of, weights, lam):
    return reduce(lambda total, w: total + lam * of(w * 1.0).sum(), weights, 0.0)


def mapped(of, weights, lam):
    return list(map(lambda w: lam * of(w * 1.0), weights))


l1_penalty, l2_penalty = partial(folded, np.abs), partial(folded, lambda w: w**2)
l1_penalty_grad, l2_penalty_grad = partial(mapped, np.sign), partial(mapped, lambda w: 2 * w)


# === splits.py
from itertools import accumulate, pairwise


def train_val_test_split(n, ratios, rng):
    borders = [0, *(round(n * share / sum(ratios)) for share in accumulate(ratios))][:3] + [n]
    order = rng.permutation(n)
    return [order[slice(*border)] for border in pairwise(borders)]


def standardize(train, *others):
    mean, std = train.mean(0), train.std(0)
    constant = (train == train[0]).all(0)
    return tuple(map(lambda x: (x - mean) / (std * ~constant + constant), (train,) + others))
