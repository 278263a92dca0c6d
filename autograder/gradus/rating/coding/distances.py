"""How far a copy is from its original: by the spectrum, and by the waveform. For whole sounds."""

import numpy as np

from gradus.rating.coding.data import Array

_TINY = 1e-12  # the least floor: silence has no power that a floor could be a part of


def log_spectral_distance(copy: Array, original: Array, frame: int, floor: float) -> float:
    """The root mean square, in dB, of the difference of log spectra, over frames and frequencies.

    Both are (samples,); frames of `frame` samples overlap by half, under a sine window. To all
    power `floor` times the mean power of the original is added: what is much softer, nobody hears.
    """
    power, copied = _power(original, frame), _power(copy, frame)
    added = max(floor * float(np.mean(power)), _TINY)
    difference = 10 * np.log10((copied + added) / (power + added))
    return float(np.sqrt(np.mean(difference**2)))


def signal_to_noise(copy: Array, original: Array) -> float:
    """In dB: ∞ for a perfect copy, and −∞ for any other copy of silence."""
    signal, noise = float(np.sum(original**2)), float(np.sum((copy - original) ** 2))
    with np.errstate(divide="ignore"):
        return float(10 * np.log10(signal / noise)) if noise else np.inf


def _power(sound: Array, frame: int) -> Array:
    hop = frame // 2
    padded = np.pad(sound, (hop, frame))
    starts = np.arange(0, len(padded) - frame + 1, hop)
    window = np.sin(np.pi * (np.arange(frame) + 0.5) / frame)
    frames = padded[starts[:, np.newaxis] + np.arange(frame)] * window
    power: Array = np.abs(np.fft.rfft(frames)) ** 2
    return power
