"""From sound to 72 numbers: the power in bands a semitone apart, in decibels."""

import numpy as np

RATE = 44_100  # Hz, as on a CD
FRAME = 16_384  # samples: bins of 2.7 Hz tell semitones apart from C2 on
STARTS = (0.05, 0.42)
"""Where the two frames begin, in seconds."""

LOWEST, BANDS = 36, 72
"""The bands are centred on MIDI 36 to 107, C2 to B7."""

FLOOR = -110.0
"""What counts as silence, in decibels; 0 is a sine of amplitude 1."""


def band_levels(sound: np.ndarray) -> np.ndarray:
    """The level of each band, (72,), in decibels from FLOOR up: the mean power of two Hann frames.

    sound: (samples,), at RATE, at least 0.8 s.
    """
    starts = np.round(np.array(STARTS) * RATE).astype(int)
    frames = sound[starts[:, np.newaxis] + np.arange(FRAME)]
    spectrum = np.fft.rfft(frames * _WINDOW, axis=1) / (np.sum(_WINDOW) / 2)
    power = np.mean(np.abs(spectrum) ** 2, axis=0) @ _TRIANGLES
    return 10 * np.log10(np.maximum(power, 10 ** (FLOOR / 10)))


def to_steps(levels: np.ndarray) -> np.ndarray:
    """Decibels as uint8, in steps of half a decibel above FLOOR."""
    return np.clip(np.round(2 * (levels - FLOOR)), 0, 255).astype(np.uint8)


def to_decibels(steps: np.ndarray) -> np.ndarray:
    """What `to_steps` was given, to within a quarter of a decibel, as float64."""
    return FLOOR + steps / 2


def _triangles() -> np.ndarray:
    """Weights (bins, 72): triangles from one semitone to the next, at least three bins wide."""
    frequencies = np.fft.rfftfreq(FRAME, 1 / RATE)
    centres = 440 * 2 ** ((LOWEST + np.arange(BANDS) - 69) / 12)
    least = 1.5 * RATE / FRAME
    below = np.maximum(centres * (1 - 2 ** (-1 / 12)), least)
    above = np.maximum(centres * (2 ** (1 / 12) - 1), least)
    distance = frequencies[:, np.newaxis] - centres
    return np.maximum(1 - np.abs(distance) / np.where(distance < 0, below, above), 0)


_WINDOW = np.hanning(FRAME + 1)[:-1]
_TRIANGLES = _triangles()
