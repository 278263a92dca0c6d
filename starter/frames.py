"""Frames and bands of a sound: the parts of the codec that are given.

A sound is a row of samples. A frame is SIZE samples in a row, faded in and out by a window; each
begins HOP samples after the one before. The bands of a frame are its frequencies, from low to high,
BANDS groups of WIDTH numbers.

Provided. Shapes: n frames. Lecture: Deep Learning Fundamentals II, "An audio codec".
"""

import numpy as np

SIZE, HOP = 256, 128
"""17 milliseconds: shorter than a note, and long enough to tell its frequencies apart."""

BANDS = 16
"""Few enough to search for the bits of each, narrow enough that loudness differs between them."""

WIDTH = SIZE // BANDS

WINDOW = np.sin(np.pi * (np.arange(SIZE) + 0.5) / SIZE)
"""Once before coding and once after it: sin² + cos² = 1, so overlapping frames add up to 1."""


def to_frames(sound):
    """Overlapping, windowed frames (n, SIZE) of a sound (samples,)."""
    padded = np.pad(np.asarray(sound, dtype=float), (HOP, SIZE))
    starts = np.arange(0, len(padded) - SIZE + 1, HOP)
    return padded[starts[:, np.newaxis] + np.arange(SIZE)] * WINDOW


def to_sound(frames):
    """The sound of frames, by overlapping and adding them; at its end it has some zeros more."""
    sound = np.zeros(HOP * (len(frames) - 1) + SIZE)
    for number, frame in enumerate(frames * WINDOW):
        sound[number * HOP : number * HOP + SIZE] += frame
    return sound[HOP:]


def to_bands(frames):
    """The discrete cosine transform of frames, (n, BANDS, WIDTH): energy stays what it is."""
    return (frames @ _COSINES.T).reshape(-1, BANDS, WIDTH)


def from_bands(bands):
    """The frames (n, SIZE) whose `to_bands` these are."""
    return np.reshape(bands, (-1, SIZE)) @ _COSINES


def power_spectrum(frames):
    """The power at each frequency, |rfft|². frames: (n, size), size even. (n, size // 2 + 1)."""
    return np.abs(np.fft.rfft(frames)) ** 2


def power_spectrum_backward(grad_power, frames):
    """From ∂L/∂P to ∂L/∂frames, where P = power_spectrum(frames): back through the transform.

    grad_power: (n, size // 2 + 1); frames: (n, size). Returns float64 of shape (n, size).
    """
    size = np.shape(frames)[1]
    upstream = grad_power * np.fft.rfft(frames) * size
    upstream[:, [0, -1]] *= 2  # Of these two frequencies there is no second half.
    return np.fft.irfft(upstream, size)


# A cosine of each frequency in a row, of length 1: the discrete cosine transform (DCT-II).
_ANGLES = np.pi / SIZE * np.outer(np.arange(SIZE), np.arange(SIZE) + 0.5)
_COSINES = np.cos(_ANGLES) * np.sqrt(np.where(np.arange(SIZE) == 0, 1, 2) / SIZE)[:, np.newaxis]
