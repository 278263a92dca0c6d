"""Calls that tell changes which are mistakes from those which give the same."""

from gradus.audit.battery import tried


def both_ways(dense, rng):
    for shape in ((1, 1), (3, 2)):
        layer = dense.Dense(rng.normal(size=shape), rng.normal(size=shape[1]))
        for samples in (1, 4):
            yield tried(layer.forward, rng.normal(size=(samples, shape[0])))
            yield tried(layer.backward, rng.normal(size=(samples, shape[1])))
