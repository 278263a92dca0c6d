"""A codec: sound becomes bytes, of which there may only be so many, and bytes become sound.

Whoever decodes has the bytes and this file, and nothing else: all that differs from sound to sound
has to be in the bytes.

Lecture: Deep Learning Fundamentals II, "An audio codec: what is a good objective?".
"""

import numpy as np


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
    raise NotImplementedError("Task 18.1: encode")


def decode(data):
    """Task 18.1: the sound that `encode` has made these bytes of, as well as they tell it.

    As many samples, on the same scale. Silence comes back as silence.

    data: bytes. Returns float64 (samples,). Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 18.1: decode")
