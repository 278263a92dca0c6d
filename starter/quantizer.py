"""A quantizer: numbers become whole numbers of few bits, and come back with an error.

It is uniform and mid-tread: its levels lie at equal distances, and one of them is 0, so silence
comes back as silence. How far the levels reach is chosen for each band of each frame, and the
decoder is told.

Shapes: n frames, `bands` bands, `width` numbers in a band. Lecture: Deep Learning Fundamentals II,
"An audio codec".
"""

import numpy as np
from frames import HOP, WIDTH

LOWEST, HIGHEST = -32, 31
"""The exponents that SCALE_BITS bits can tell: scales from 0.004 to 215, a factor of 94 dB."""

SCALE_BITS = 6
"""The bits of an exponent: 2^6 = 64 of them, LOWEST to HIGHEST."""


def quantize(bands, bits):
    """Task 15.1: whole numbers from −m to m for each band, m = 2^(b − 1) − 1, and their scales.

    The scale of a band in a frame is 2^(e/4), with the smallest whole number e from LOWEST to
    HIGHEST for which no number of the band lies beyond it (HIGHEST, if there is none). A code is
    the number times m / scale, rounded, and at most m in size. For b = 0, m is 0.

    bands: (n, bands, width); bits: b for each band, whole numbers from 0, (bands,).
    Returns (codes, exponents): integers of shapes (n, bands, width) and (n, bands).
    Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 15.1: quantize")


def dequantize(codes, exponents, bits):
    """Task 15.2: the numbers that codes stand for, code · scale / m, and 0 where m is 0.

    codes: (n, bands, width); exponents: (n, bands); bits: (bands,). All are whole numbers.
    Returns float64 of shape (n, bands, width). Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 15.2: dequantize")


def bits_per_second(bits, rate):
    """Task 15.3: how many bits all codes and exponents take that the decoder has to be told.

    In each frame a band takes b bits for each of its WIDTH codes and SCALE_BITS for its exponent,
    but nothing if all it can say is 0 (m = 0). A frame begins every HOP samples.

    bits: (bands,); rate: samples a second. Returns a float. Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 15.3: bits_per_second")
