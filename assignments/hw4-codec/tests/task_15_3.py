"""Task 15.3: bits a second."""

import numpy as np

from gradus_checks import check_close, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_15_3"


@test_case(
    name="Worked example",
    points=2,
    failure_message="A band with b bits takes WIDTH · b bits for its codes and SCALE_BITS for its "
    "exponent, in each of rate / HOP frames a second.",
)
def worked_example(quantizer):
    count = quantizer.bits_per_second(np.array([3, 0, 2, 0]), 12800)
    check_close(
        count,
        9200.0,
        name="the rate",
        wrong={
            "The decoder has to be told the exponents too: SCALE_BITS for each of them.": 8000.0,
            "A band without bits has no exponent either: nothing is told of it.": 10400.0,
            "Each band that has bits has an exponent of its own, not each frame one.": 8600.0,
            "A band has WIDTH numbers, and each of them takes b bits.": 1700.0,
            "These are kilobits: return bits a second.": 9.2,
            "These are the bits of one frame: how many frames begin in a second?": 92.0,
            "A frame begins every HOP samples, not every SIZE samples.": 4600.0,
            "Frames overlap: one begins every HOP samples, rate / HOP in a second.": 1177600.0,
            "Each exponent is told once, not once for each of the WIDTH numbers.": 27200.0,
        },
    )


@test_case(
    name="One bit says nothing",
    points=1.5,
    failure_message="With one bit m is 0, and all codes are 0: the decoder knows that without "
    "being told, so it costs nothing. Without any bits the rate is 0.",
)
def one_bit(quantizer):
    for bits, right in (([1, 1, 2, 0], 3800.0), ([1, 0, 1, 1], 0.0), ([2, 2, 2, 2], 15200.0)):
        count = quantizer.bits_per_second(np.array(bits), 12800)
        check_close(count, right, name="the rate")


@test_case(
    name="Random allocations",
    points=1,
    hidden=True,
    failure_message="rate / HOP need not be a whole number: do not cut it off. There may be any "
    "number of bands.",
)
def random_allocations(quantizer, reference, rng):
    """Any number of bands, and any rate: there may be fractions of a frame in a second."""
    for count in (1, 5, 16):
        # Of many bands some have no bits, some one, and some two, the fewest that are told.
        bits = drawn(
            lambda count=count: rng.integers(0, 11, count),
            lambda bits: np.max(bits) > 2 and (len(bits) < 16 or {0, 1, 2} <= set(bits.tolist())),
        )
        rate = int(rng.integers(50, 400)) * 128 + 37
        right = reference.quantizer.bits_per_second(bits, rate)
        with check_unchanged(bits=bits):
            given = quantizer.bits_per_second(bits, rate)
        check_close(given, right, name="the rate")


@test_case(
    name="Small whole numbers",
    points=0.5,
    hidden=True,
    failure_message="bits may come in int8, in which 16 · 10 wraps around: make int of them first, "
    "np.asarray(bits, dtype=int).",
)
def small_whole_numbers(quantizer, reference, rng):
    """Bits of any dtype of whole numbers give the same."""
    bits = np.concatenate([rng.permutation(11), [10, 9]])
    right = reference.quantizer.bits_per_second(bits, 14700)
    for kind in (np.int8, np.uint8, np.int32):
        given = quantizer.bits_per_second(bits.astype(kind), 14700)
        check_close(given, right, name="the rate")
