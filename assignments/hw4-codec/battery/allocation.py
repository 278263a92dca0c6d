"""Allocations of every kind of search, and all that is asked on the way."""

import numpy as np

from gradus.audit.battery import tried


class _Asked:
    """A distortion and a cost, with all that they are asked."""

    def __init__(self, rng, count):
        self.powers = 2.0 ** rng.uniform(0, 12, count)
        self.noise = rng.uniform(0.9, 1.1, (count, 16))
        self.prices = rng.uniform(0.5, 1.5, count)
        self.heard, self.costs = [], 0

    def cost(self, bits):
        self.costs += 1
        if self.costs > 20_000:
            raise RuntimeError("it does not end")
        return float(np.sum(self.prices * np.where(np.array(bits) > 1, bits, 0)))

    def distortion(self, bits):
        bits = np.array(bits)
        self.heard.append((bits.tolist(), self.cost(bits)))
        left = self.noise[np.arange(len(bits)), bits % 16]
        return float(np.sum(self.powers * 0.25**bits * left))


def wishes(allocation, rng):
    for count, budget in ((1, 3.0), (5, 12.0), (16, 40.0), (16, 3.0), (4, 1000.0), (3, 0.0)):
        asked, given = _Asked(rng, count), rng.uniform(-3, 14, count)
        yield tried(allocation.within_budget, given, asked.cost, budget)
        yield given
    for kind in (np.int64, np.int8):
        asked, given = _Asked(rng, 4), np.array([121, 117, 3, -5]).astype(kind)
        yield tried(allocation.within_budget, given, asked.cost, 9.1)


def greedy(allocation, rng):
    for count, budget in ((1, 9.0), (3, 14.0), (6, 25.0), (2, 1000.0), (3, 0.0)):
        asked = _Asked(rng, count)
        yield tried(allocation.greedy, asked.distortion, asked.cost, budget, count)
        yield [cost <= budget and max(bits) <= 10 for bits, cost in asked.heard]
    yield tried(allocation.greedy, lambda _: 3.0, np.sum, 9, 3)
    yield tried(allocation.greedy, lambda bits: 500.0 - np.sum(bits), np.sum, 12, 3)
    mixing, goal = rng.normal(0, 1, (4, 4)), rng.uniform(2, 6, 4)

    def together(bits):
        return float(np.sum((mixing @ (np.array(bits) - goal)) ** 2)) - 500.0

    yield tried(allocation.greedy, together, np.sum, 11, 4)


def searches(allocation, rng):
    for count, budget in ((1, 5.0), (4, 11.0), (8, 30.0)):
        for seed in range(3):
            asked, chance = _Asked(rng, count), np.random.default_rng(seed)
            arguments = (asked.distortion, asked.cost, budget, count)
            yield tried(allocation.random_allocation, *arguments, 12, chance)
            yield asked.heard
            asked.heard = []
            yield tried(allocation.genetic_allocation, *arguments, 6, 3, chance)
            yield asked.heard
