"""Distances between a sound and its copy, in decibels: by the waveform, and by the spectrum.

Shapes: n frames of an even number of samples. Lecture: Deep Learning Fundamentals II, "An audio
codec: what is a good objective?".
"""

import numpy as np
from frames import power_spectrum

FLOOR = 1e-4
"""40 dB below the mean power of the original: what is softer, the rest of the music hides."""

TINY = 1e-12
"""The least floor: silence has no power that a floor could be a part of."""


def checked(y_pred, y_true):
    """Given: both arguments as float64 arrays, once their shapes are right.

    Raises ValueError, naming both shapes, unless these are the same and hold at least one entry.
    """
    y_pred, y_true = np.asarray(y_pred, dtype=float), np.asarray(y_true, dtype=float)
    if y_pred.shape != y_true.shape or y_pred.size == 0:
        raise ValueError(
            f"y_pred {y_pred.shape} and y_true {y_true.shape} must have one shape, not empty"
        )
    return y_pred, y_true


def signal_to_noise(y_pred, y_true):
    """Task 13.1: signal-to-noise ratio, 10 log₁₀(Σ y² / Σ (ŷ − y)²), in decibels.

    A perfect copy has ∞, also of silence; any other copy of silence has −∞.

    y_pred: the copy, any shape; y_true: the original, the same shape. Returns a float.
    Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 13.1: signal_to_noise")


def log_spectral_distance(y_pred, y_true):
    """Task 13.2: √mean((10 log₁₀(P̂ + f) − 10 log₁₀(P + f))²), in decibels.

    P̂ and P are the power spectra of the copy and of the original; the floor f is FLOOR times the
    mean of P, and at least TINY.

    y_pred: frames of the copy, (n, size); y_true: frames of the original, the same shape.
    Returns a float: the mean is over all frames and frequencies. Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 13.2: log_spectral_distance")
