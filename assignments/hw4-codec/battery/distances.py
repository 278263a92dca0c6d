"""Distances of sounds of every size and shape, of perfect copies and of silence."""

import numpy as np

from gradus.audit.battery import tried


def sounds(distances, rng):
    for shape, size in (((1,), 1.0), ((40,), 1e-9), ((5, 8), 1e6), ((2, 3, 4), 1.0)):
        original = rng.normal(0, size, shape)
        copy = original + rng.normal(0, size / 10, shape)
        yield tried(distances.signal_to_noise, copy, original)
        yield copy, original
        for other in (original.copy(), np.zeros(shape), -original, 1.001 * original):
            yield tried(distances.signal_to_noise, other, original)
            yield tried(distances.signal_to_noise, other, np.zeros(shape))
    for kind in (np.int8, np.uint8, np.int32):
        yield tried(distances.signal_to_noise, *rng.integers(0, 120, (2, 6)).astype(kind))


def spectra(distances, rng):
    for shape, size in (((1, 2), 1.0), ((1, 16), 1.0), ((7, 4), 1e-3), ((5, 64), 1e3)):
        original = rng.normal(0, size, shape) * rng.uniform(0.001, 1, (shape[0], 1))
        copy = original + rng.normal(0, size / 100, shape)
        yield tried(distances.log_spectral_distance, copy, original)
        yield copy, original
        for other in (original.copy(), np.zeros(shape), -original, original / 2):
            yield tried(distances.log_spectral_distance, other, original)
            yield tried(distances.log_spectral_distance, other, np.zeros(shape))
    for kind in (np.int8, np.uint8, np.int32):
        pair = rng.integers(0, 120, (2, 3, 4)).astype(kind)
        yield tried(distances.log_spectral_distance, *pair)


def shapes(distances, _):
    for function in (distances.signal_to_noise, distances.log_spectral_distance):
        for one, other in (((4, 8), (1, 8)), ((4,), (4, 1)), ((0, 4), (0, 4)), ((2, 2), (3, 2))):
            yield tried(function, np.ones(one), np.ones(other))
