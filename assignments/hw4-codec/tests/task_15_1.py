"""Task 15.1: quantize."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_shape, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_15_1"

# One frame of three bands: loud, louder, silent.
BANDS = np.array([[[1.0, -0.6, 0.2], [-2.9, 0.5, 1.1], [0.0, 0.0, 0.0]]])


def quantized(quantizer, bands, bits):
    """The codes and the exponents, if these are two arrays of the right shapes."""
    shape = bands.shape
    with check_unchanged(bands=bands, bits=bits):
        result = quantizer.quantize(bands, bits)
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise CheckFailed("Return two arrays: return codes, exponents.")
    codes, exponents = result
    check_shape(codes, shape, name="the array of codes")
    check_shape(exponents, shape[:2], name="the array of exponents")
    codes, exponents = np.array(codes), np.array(exponents)
    if codes.dtype.kind not in "iu" or exponents.dtype.kind not in "iu":
        raise CheckFailed(
            "Codes and exponents are whole numbers, of an integer dtype: astype(int)."
        )
    return codes, exponents


def codes_for(bands, exponents, bits):
    """The codes that go with these exponents, which are judged in cases of their own."""
    m = np.array([2 ** (b - 1) - 1 if b else 0 for b in bits.tolist()])[:, np.newaxis]
    numbers = bands * m / 2.0 ** (exponents.astype(float)[:, :, np.newaxis] / 4)
    return np.clip(np.round(numbers), -m, m).astype(int)


def not_half_way(bands, bits):
    """A draw is fine if no number is nearly as close to one level as to the next."""
    largest = np.max(np.abs(bands), axis=2)
    exponents = np.clip(np.ceil(4 * np.log2(largest)), -32, 31)
    m = 2.0 ** (np.array(bits)[:, np.newaxis] - 1) - 1
    numbers = bands * m / 2.0 ** (exponents[:, :, np.newaxis] / 4)
    steps = 4 * np.log2(largest)
    return (
        np.min(np.abs(numbers % 1 - 0.5)) > 1e-6 and np.min(np.abs(steps - np.round(steps))) > 1e-6
    )


@test_case(
    name="Worked example: codes",
    points=1.5,
    failure_message="Divide by the scale, multiply by m = 2^(b − 1) − 1, and round to the nearest "
    "whole number. They go from −m to m.",
)
def example_codes(quantizer):
    codes, _ = quantized(quantizer, BANDS[:, [0]].copy(), np.array([3]))
    check_close(
        codes,
        [[[3, -2, 1]]],
        name="the array of codes",
        wrong={
            "You multiply by 2^b: half of the codes are negative, so m = 2^(b − 1) − 1.": [
                [[8, -5, 2]]
            ],
            "You multiply by 2^b − 1: half of the codes are negative, so m = 2^(b − 1) − 1.": [
                [[7, -4, 1]]
            ],
            "You multiply by 2^(b − 1): without the − 1 there is one level too many.": [
                [[4, -2, 1]]
            ],
            "Round to the nearest whole number: you cut the decimals off.": [[[3, -1, 0]]],
            "Round to the nearest whole number: np.floor goes down.": [[[3, -2, 0]]],
            "The sign is gone: codes go from −m to m.": [[[3, 2, 1]]],
        },
    )
    # With three bits, rounding away from 0 comes to the same.
    codes, _ = quantized(quantizer, BANDS[:, [0]].copy(), np.array([4]))
    check_close(
        codes,
        [[[7, -4, 1]]],
        name="the array of codes",
        wrong={"Round to the nearest whole number, not away from 0.": [[[7, -5, 2]]]},
    )


@test_case(
    name="Worked example: exponents",
    points=1.5,
    failure_message="2^(e/4) has to reach the largest |number| of the band in this frame: "
    "e = ⌈4 · log₂(largest)⌉, np.ceil(4 * np.log2(…)).",
)
def example_exponents(quantizer):
    _, exponents = quantized(quantizer, BANDS[:, :2].copy(), np.array([3, 4]))
    check_close(
        exponents,
        [[0, 7]],
        name="the array of exponents",
        wrong={
            "The scale has to reach the largest number: round up, np.ceil.": [[0, 6]],
            "Negative numbers are large, too: take the absolute value first.": [[0, 1]],
            "Scales are 2^(e/4): four exponents double it.": [[0, 2]],
            "This is the natural logarithm: exponents of 2 take np.log2.": [[0, 5]],
        },
    )


@test_case(
    name="Silence and soft notes",
    points=1,
    failure_message="log₂(0) is −∞: the exponent is at least LOWEST, also of silence. And the code "
    "of 0 is 0.",
)
def silence(quantizer):
    bands = np.stack([BANDS[0], np.array([[1e-5, 0, -2e-5], [0, 0, 0], [-0.005, 0.002, 0.0]])])
    codes, exponents = quantized(quantizer, bands, np.array([4, 3, 5]))
    check_close(exponents, [[0, 7, -32], [-32, -32, -30]], name="the array of exponents")
    right = [[[7, -4, 1], [-3, 0, 1], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [-14, 5, 0]]]
    check_close(codes, right, name="the array of codes")


@test_case(
    name="No bits, one bit, two bits",
    points=1,
    failure_message="m is 0 for no bits and for one: then all codes are 0. Two bits have the codes "
    "−1, 0 and 1. The exponents do not depend on the bits.",
)
def few_bits(quantizer):
    bands = np.repeat(BANDS[:, [0]], 4, axis=1)
    codes, exponents = quantized(quantizer, bands, np.array([0, 1, 2, 10]))
    check_close(
        codes, [[[0, 0, 0], [0, 0, 0], [1, -1, 0], [511, -307, 102]]], name="the array of codes"
    )
    check_close(exponents, [[0, 0, 0, 0]], name="the array of exponents")


@test_case(
    name="Random bands: codes",
    points=1.25,
    hidden=True,
    failure_message="Divide by the scale that the decoder is told, 2^(e/4). Each band in each "
    "frame has its own, and each band its own m. Bits may come as small whole numbers, such as "
    "int8: 2 ** (bits − 1) goes wrong in these.",
)
def random_codes(quantizer, rng):
    """Each band has its own number of bits, and in each frame its own scale."""
    for n, count, width in ((1, 1, 1), (3, 5, 4), (6, 12, 16)):
        bits = rng.integers(2, 13, count)
        bands = drawn(
            lambda shape=(n, count, width): (
                rng.normal(0, 1, shape) * 2.0 ** rng.integers(-5, 4, (*shape[:2], 1))
            ),
            lambda bands, bits=bits: not_half_way(bands, bits),
        )
        for kind in (np.int64, np.int8, np.uint8):
            codes, exponents = quantized(quantizer, bands, bits.astype(kind))
            check_close(codes, codes_for(bands, exponents, bits), name="the array of codes")


@test_case(
    name="Random bands: exponents",
    points=1,
    hidden=True,
    failure_message="Look for the largest |number| in each band of each frame: np.max(…, axis=2), "
    "not over all frames, and not over all bands.",
)
def random_exponents(quantizer, reference, rng):
    """The scale is that of a band in a frame, whatever the others do."""
    for n, count, width in ((1, 1, 1), (3, 5, 4), (6, 12, 16)):
        bits = rng.integers(0, 13, count)
        bands = drawn(
            lambda shape=(n, count, width): (
                rng.normal(0, 1, shape) * 2.0 ** rng.integers(-5, 4, (*shape[:2], 1))
            ),
            lambda bands: not_half_way(bands, np.full(bands.shape[1], 1)),
        )
        _, right = reference.quantizer.quantize(bands, bits)
        _, exponents = quantized(quantizer, bands, bits)
        check_close(exponents, right, name="the array of exponents")
    whole = rng.choice([3, 5, 6, 7, 9, 100, -100], (2, 3, 4))
    _, right = reference.quantizer.quantize(whole, np.array([3, 4, 5]))
    _, exponents = quantized(quantizer, whole.astype(np.int8), np.array([3, 4, 5]))
    check_close(exponents, right, name="the array of exponents")


@test_case(
    name="Louder than the largest scale",
    points=0.75,
    hidden=True,
    failure_message="Exponents end at HIGHEST. What lies beyond that scale gets the code m or −m: "
    "np.clip.",
)
def too_loud(quantizer, rng):
    """The exponent is at most HIGHEST, and a code at most m in size."""
    # Less than e^(30/4) = 1808, where exponents of the natural logarithm would end at HIGHEST too.
    bands = rng.uniform(300, 1800, (2, 3, 4)) * rng.choice([-1, 1], (2, 3, 4))
    bands[0, 1] = -np.abs(bands[0, 1])  # Without an absolute value it has no loudness.
    bits = np.array([2, 5, 8])
    codes, exponents = quantized(quantizer, bands, bits)
    check_close(exponents, np.full((2, 3), 31), name="the array of exponents")
    m = np.array([1, 15, 127])[:, np.newaxis]
    check_close(codes, (np.sign(bands) * m).astype(int), name="the array of codes")
