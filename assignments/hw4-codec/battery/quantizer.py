"""Codes and exponents of bands of every loudness, and back; rates of every allocation."""

import numpy as np

from gradus.audit.battery import tried


def there_and_back(quantizer, rng):
    for n, count, width in ((1, 1, 1), (3, 5, 4), (6, 16, 16)):
        for loudest in (-12, 0, 4, 12):
            bits = rng.integers(0, 13, count)
            loudness = 2.0 ** rng.integers(loudest - 5, loudest + 1, (n, count, 1))
            bands = rng.normal(0, 1, (n, count, width)) * loudness
            bands[0, 0] *= rng.integers(2)
            codes, exponents = quantizer.quantize(bands, bits)
            yield codes, exponents, bands
            yield tried(quantizer.dequantize, codes, exponents, bits)
            for kind in (np.int8, np.uint8):
                yield tuple(quantizer.quantize(bands, bits.astype(kind)))


def few_bits(quantizer, rng):
    bands = rng.normal(0, 1, (2, 4, 8))
    bands[1, 2] = 0
    for bits in ([0, 1, 2, 3], [1, 1, 1, 1], [12, 0, 2, 1]):
        codes, exponents = quantizer.quantize(bands, np.array(bits))
        yield codes, exponents
        yield tried(quantizer.dequantize, codes, exponents, np.array(bits))


def small_whole_numbers(quantizer, rng):
    codes, exponents = rng.integers(-100, 100, (2, 3, 4)), rng.integers(-32, 32, (2, 3))
    bits = np.array([8, 9, 10])
    for kind in (np.int8, np.int16):
        arrays = (each.astype(kind) for each in (codes, exponents, bits))
        yield tried(quantizer.dequantize, *arrays)
        yield tuple(quantizer.quantize(codes.astype(kind), bits))


def rates(quantizer, rng):
    for count in (1, 5, 16):
        for _ in range(4):
            bits, rate = rng.integers(0, 11, count), int(rng.integers(6000, 48000))
            for kind in (np.int64, np.int8, np.uint8):
                yield tried(quantizer.bits_per_second, bits.astype(kind), rate)
    for bits in ([0, 0], [1, 1], [2], [1, 2]):
        yield tried(quantizer.bits_per_second, np.array(bits), 14700)
