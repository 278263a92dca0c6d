"""What modules share is in a file of its own, imported in several ways."""

# === splits.py
import shared
from shared import sizes


def train_val_test_split(n, ratios, rng):
    a, b, _ = sizes(n, ratios)
    return shared.cut(rng.permutation(n), a, a + b)


# === regularization.py
import shared as common


def l1_penalty(weights, lam):
    return common.total(lambda w: np.abs(w, dtype=float), weights) * lam


def l2_penalty(weights, lam):
    return common.total(lambda w: np.power(w, 2.0), weights) * lam


# === shared.py
import numpy as np


def sizes(n, ratios):
    borders = [int(n * sum(ratios[:i]) / sum(ratios) + 0.5) for i in range(4)]
    return np.diff(borders)


def cut(order, a, b):
    return order[:a], order[a:b], order[b:]


def total(of, weights):
    return float(np.concatenate([np.zeros(1), *(np.ravel(of(w)) for w in weights)]).sum())
