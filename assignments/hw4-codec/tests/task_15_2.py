"""Task 15.2: dequantize."""

import numpy as np

from gradus_checks import check_close, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_15_2"


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="A code stands for code · scale / m, with the scale 2^(e/4) and "
    "m = 2^(b − 1) − 1.",
)
def worked_example(quantizer):
    bands = quantizer.dequantize(np.array([[[3, -2, 1]]]), np.array([[4]]), np.array([3]))
    check_close(
        bands,
        [[[2.0, -4 / 3, 2 / 3]]],
        name="the result",
        wrong={
            "You multiply by m: divide by it.": [[[18.0, -12.0, 6.0]]],
            "You divide by 2^(b − 1), and the codes end one before that: m = 2^(b − 1) − 1.": [
                [[1.5, -1.0, 0.5]]
            ],
            "You divide by 2^b: half of the codes are negative, so m = 2^(b − 1) − 1.": [
                [[0.75, -0.5, 0.25]]
            ],
            "The scale is missing: multiply by 2^(e/4).": [[[1.0, -2 / 3, 1 / 3]]],
            "The scale is 2^(e/4), not e.": [[[4.0, -8 / 3, 4 / 3]]],
            "The scale is 2^(e/4): the quarter is missing.": [[[16.0, -32 / 3, 16 / 3]]],
            "You divide by the scale: multiply by it.": [[[0.5, -1 / 3, 1 / 6]]],
            "You did not divide by m.": [[[6.0, -4.0, 2.0]]],
        },
    )


@test_case(
    name="Soft and loud, and silence",
    points=1.25,
    failure_message="Exponents may be negative. Make decimals of them before you raise 2 to them. "
    "The code 0 stands for 0, whatever the scale.",
)
def soft_and_loud(quantizer):
    codes = np.array([[[1, 0, -1], [7, -7, 0]], [[0, 0, 0], [2, 0, -5]]])
    exponents, bits = np.array([[-8, 8], [-32, -2]]), np.array([2, 4])
    with check_unchanged(codes=codes, exponents=exponents, bits=bits):
        bands = quantizer.dequantize(codes, exponents, bits)
    right = [
        [[0.25, 0, -0.25], [4.0, -4.0, 0]],
        [[0, 0, 0], [0.20203050891044214, 0, -0.5050762722761054]],
    ]
    check_close(bands, right, name="the result")


@test_case(
    name="No bits and one bit",
    points=0.75,
    failure_message="Where m is 0, nothing has been told: all numbers are 0. Do not divide by 0.",
)
def few_bits(quantizer):
    codes = np.array([[[0, 0, 0], [0, 0, 0], [1, 0, -1]]])
    bands = quantizer.dequantize(codes, np.array([[4, -32, 0]]), np.array([0, 1, 2]))
    check_close(bands, [[[0.0, 0, 0], [0, 0, 0], [1, 0, -1]]], name="the result")


@test_case(
    name="Random codes",
    points=1,
    hidden=True,
    failure_message="Each band has its own m, and in each frame its own scale. The width of the "
    "bands may be any.",
)
def random_codes(quantizer, reference, rng):
    """Each band in each frame has a scale of its own."""
    for n, count, width in ((1, 1, 1), (3, 5, 4), (4, 16, 16)):
        # Of several bands some have no bits, some one, and some enough to say something.
        bits = drawn(
            lambda count=count: rng.integers(0, 13, count),
            lambda bits: np.max(bits) > 2 and (len(bits) == 1 or {0, 1} <= set(bits.tolist())),
        )
        m = np.array([2 ** (b - 1) - 1 if b else 0 for b in bits.tolist()])
        codes = np.round(rng.uniform(-1, 1, (n, count, width)) * m[:, np.newaxis]).astype(int)
        exponents = rng.integers(-32, 32, (n, count))
        right = reference.quantizer.dequantize(codes, exponents, bits)
        bands = quantizer.dequantize(codes, exponents, bits)
        check_close(bands, right, name="the result")


@test_case(
    name="Small whole numbers",
    points=0.5,
    hidden=True,
    failure_message="codes, exponents and bits may come in int8, in which products wrap around: "
    "np.asarray(…, dtype=float) first.",
)
def small_whole_numbers(quantizer, reference, rng):
    """Codes, exponents and bits of any dtype of whole numbers give the same."""
    codes, exponents = rng.integers(-100, 100, (2, 3, 4)), rng.integers(-32, 32, (2, 3))
    bits = np.array([8, 9, 10])
    right = reference.quantizer.dequantize(codes, exponents, bits)
    for kind in (np.int8, np.int16):
        arrays = (each.astype(kind) for each in (codes, exponents, bits))
        check_close(quantizer.dequantize(*arrays), right, name="the result")
