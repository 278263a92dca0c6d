"""A codec: sound becomes bytes, of which there may only be so many, and bytes become sound.

Whoever decodes has the bytes and this file, and nothing else: all that differs from sound to sound
has to be in the bytes.

Lecture: Deep Learning Fundamentals II, "An audio codec: what is a good objective?".
"""

import numpy as np

# BEGIN SOLUTION NO PROMPT
from allocation import MAX_BITS, greedy
from frames import BANDS, WIDTH, from_bands, to_bands, to_frames, to_sound
from quantizer import LOWEST, SCALE_BITS, dequantize, quantize

# END SOLUTION

RATE = 14_700
"""Samples a second of every sound here."""

PSEUDONYM = ""
"""For the leaderboard, if you want to be on it: any name but your own."""


def packed(numbers, widths):
    """Given: whole numbers as bytes, each with as many bits as its width says.

    numbers: (n,), from 0 to 2^width − 1; widths: (n,), from 0 to 16, 0 for a number that is not
    written at all.
    """
    numbers, widths = np.asarray(numbers, dtype=int), np.asarray(widths, dtype=int)
    places = np.arange(15, -1, -1)
    digits = numbers[:, np.newaxis] >> places & 1
    return np.packbits(digits[places < widths[:, np.newaxis]]).tobytes()


def unpacked(data, widths):
    """Given: the numbers (n,) of which `packed` has made the bytes that `data` begins with."""
    widths = np.asarray(widths, dtype=int)
    places = np.arange(15, -1, -1)
    written = places < widths[:, np.newaxis]
    digits = np.zeros(written.shape, dtype=int)
    digits[written] = np.unpackbits(np.frombuffer(data, dtype=np.uint8), count=np.sum(widths))
    return np.sum(digits << places, axis=1)


def encode(sound, bits_per_second):
    """Task 18.1: the sound as bytes, 8 · len(data) ≤ bits_per_second · samples / RATE.

    That holds for a tenth of a second or more; shorter sounds may take 40 bytes. The sound is left
    as it is, and the same sound gives the same bytes. Raises ValueError, naming the shape, unless
    it has one dimension.

    sound: (samples,), numbers of any size, whole numbers too; bits_per_second: from 8,000.
    Returns bytes. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    sound = np.asarray(sound, dtype=float)
    if sound.ndim != 1:
        raise ValueError(f"a sound has one dimension, and this one has the shape {sound.shape}")
    gain = np.sqrt(np.mean(sound**2)) if np.any(sound) else 0.0
    head = np.array([len(sound)], "<u4").tobytes() + np.array([gain], "<f4").tobytes()
    if not gain:
        return head
    bands = to_bands(to_frames(sound / gain))
    budget = int(bits_per_second * len(sound) / RATE) - 8 * _HEAD - BANDS * _FOR_BITS
    bits = _allocated(bands, budget)
    numbers, widths = _numbers(bands, bits)
    return head + packed(np.r_[bits, numbers], np.r_[np.full(BANDS, _FOR_BITS), widths])
    # END SOLUTION


def decode(data):
    """Task 18.1: the sound that `encode` has made these bytes of, as well as they tell it.

    As many samples, on the same scale. Silence comes back as silence.

    data: bytes. Returns float64 (samples,). Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    samples, gain = np.frombuffer(data, "<u4", 1)[0], np.frombuffer(data, "<f4", 1, 4)[0]
    if not gain:
        return np.zeros(samples)
    n = len(to_frames(np.zeros(samples)))
    body = data[_HEAD:]
    bits = unpacked(body, np.full(BANDS, _FOR_BITS))
    widths = np.r_[np.full(BANDS, _FOR_BITS), _widths(n, bits)]
    bands = _restored(unpacked(body, widths)[BANDS:], n, bits)
    return float(gain) * to_sound(from_bands(bands))[:samples]
    # END SOLUTION


# BEGIN SOLUTION NO PROMPT
_HEAD = 8  # bytes: how many samples, and how loud
_FOR_BITS = 4  # bits for the number of bits of a band, which is at most MAX_BITS
_TOGETHER = 4  # frames that share the level of the noise that stands for a band without bits
_SOFTER = 0.7  # noise of half the power: nearer by the waveform, and as near by the spectrum


def _allocated(bands, budget):
    """Bits for each band, (BANDS,), so that the error of the waveform is small."""
    n = len(bands)
    errors = np.zeros((BANDS, MAX_BITS + 1))
    for each in range(MAX_BITS + 1):
        bits = np.full(BANDS, each)
        errors[:, each] = np.sum((dequantize(*quantize(bands, bits), bits) - bands) ** 2, (0, 2))
    bits, _ = greedy(
        lambda bits: np.sum(errors[np.arange(BANDS), bits]),
        lambda bits: _cost(n, bits),
        budget,
        BANDS,
    )
    return np.asarray(bits)


def _cost(n, bits):
    """How many bits n frames take."""
    coded = np.where(bits > 1, SCALE_BITS + WIDTH * bits, 0)
    return n * np.sum(coded) + -(-n // _TOGETHER) * SCALE_BITS * np.sum(bits < 2)


def _widths(n, bits):
    """How many bits each number takes: exponents and codes, and the levels of the noise."""
    coded = np.asarray(bits) > 1
    frame = np.repeat(np.where(coded, bits, 0), WIDTH)
    return np.r_[
        np.tile(np.where(coded, SCALE_BITS, 0), n),
        np.tile(frame, n),
        np.tile(np.where(coded, 0, SCALE_BITS), -(-n // _TOGETHER)),
    ]


def _numbers(bands, bits):
    """What is written of the bands, and with how many bits each."""
    codes, exponents = quantize(bands, bits)
    largest = 2 ** np.maximum(bits - 1, 0) - 1
    levels = _levels(bands)
    numbers = [exponents - LOWEST, codes + largest[:, np.newaxis], levels - LOWEST]
    return np.concatenate([each.reshape(-1) for each in numbers]), _widths(len(bands), bits)


def _restored(numbers, n, bits):
    """The bands that these numbers tell: where there are no bits, there is noise."""
    exponents, codes, levels = np.split(numbers, [n * BANDS, n * BANDS * (1 + WIDTH)])
    largest = 2 ** np.maximum(bits - 1, 0) - 1
    codes = codes.reshape(n, BANDS, WIDTH) - largest[:, np.newaxis]
    bands = dequantize(codes, exponents.reshape(n, BANDS) + LOWEST, bits)
    loud = 2.0 ** ((levels.reshape(-1, BANDS) + LOWEST) / 2)
    loud = np.repeat(loud, _TOGETHER, axis=0)[:n, :, np.newaxis]
    noise = _SOFTER * loud * np.random.default_rng(0).normal(size=bands.shape)
    return np.where(np.asarray(bits)[:, np.newaxis] > 1, bands, noise)


def _levels(bands):
    """The loudness of each band over some frames, as powers of √2."""
    power = np.mean(bands**2, axis=2)
    starts = np.arange(0, len(bands), _TOGETHER)
    sizes = np.diff(np.r_[starts, len(bands)])[:, np.newaxis]
    power = np.add.reduceat(power, starts, axis=0) / sizes
    levels = np.round(np.log2(np.maximum(power, 1e-30)))
    return np.clip(levels, LOWEST, LOWEST + 2**SCALE_BITS - 1).astype(int)


# END SOLUTION
