"""A tiny audio codec: frames in and out, two objectives, and bands that are given bits.

Shapes: n frames, SIZE samples in a frame, BANDS bands. Lecture: Deep Learning Fundamentals II, "An
audio codec: what is a good objective?".
"""

import numpy as np

SIZE, HOP = 256, 128
BANDS = 16
WINDOW = np.sin(np.pi * (np.arange(SIZE) + 0.5) / SIZE)
# Once before coding and once after it: sin² + cos² = 1, so that overlapping frames add up to 1.

FLOOR = 0.1  # of the power: silence has no logarithm


def to_frames(sound):
    """Overlapping, windowed frames (n, SIZE) of a sound (samples,)."""
    padded = np.pad(sound, (HOP, SIZE))
    starts = np.arange(0, len(padded) - SIZE + 1, HOP)
    return padded[starts[:, np.newaxis] + np.arange(SIZE)] * WINDOW


def to_sound(frames):
    """The sound of frames, by overlapping and adding them."""
    sound = np.zeros(HOP * (len(frames) - 1) + SIZE)
    for number, frame in enumerate(frames * WINDOW):
        sound[number * HOP : number * HOP + SIZE] += frame
    return sound[HOP:]


def log_spectrum(frames):
    """ln of the power at each frequency, (n, SIZE // 2 + 1)."""
    return np.log(np.abs(np.fft.rfft(frames)) ** 2 + FLOOR)


def spectral_loss(y_pred, y_true):
    """The mean squared difference of the log spectra: it hears how loud, and not when."""
    return np.mean((log_spectrum(y_pred) - log_spectrum(y_true)) ** 2)


def spectral_loss_grad(y_pred, y_true):
    """Its gradient for y_pred, by the chain rule, back through the Fourier transform."""
    spectrum = np.fft.rfft(y_pred)
    power = np.abs(spectrum) ** 2 + FLOOR
    difference = np.log(power) - log_spectrum(y_true)
    upstream = 2 * difference / difference.size / power * 2 * spectrum
    upstream[:, [0, -1]] *= 2  # Of these two frequencies there is no second half.
    return np.fft.irfft(upstream, SIZE) * SIZE / 2


def to_bands(frames):
    """The discrete cosine transform of frames, (n, SIZE), orthonormal: energy stays what it is."""
    return frames @ _COSINES.T


def from_bands(coefficients):
    """The inverse of `to_bands`."""
    return coefficients @ _COSINES


def quantized(coefficients, bits):
    """The coefficients with only 2**bits steps each; `bits` has one whole number for each band.

    SIZE // BANDS neighbouring coefficients are a band. With 0 bits nothing is left of it.
    """
    bands = coefficients.reshape(len(coefficients), BANDS, -1)
    largest = np.max(np.abs(bands), axis=(0, 2), keepdims=True) + 1e-12
    steps = 2.0 ** np.asarray(bits)[np.newaxis, :, np.newaxis]
    middles = np.floor((bands / largest + 1) / 2 * steps).clip(0, steps - 1) + 0.5
    restored = (middles / steps * 2 - 1) * largest
    return np.where(steps > 1, restored, 0.0).reshape(coefficients.shape)


def allocation(wishes, total):
    """Whole numbers of bits that add up to `total`, as near to the wishes (BANDS,) as they can be.

    A wish is shifted by what all have too much or too little, and is never less than 0 or more
    than 12.
    """
    low, high = -20.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        if np.sum(np.clip(wishes + middle, 0, 12)) < total:
            low = middle
        else:
            high = middle
    shifted = np.clip(wishes + low, 0, 12)
    bits = np.floor(shifted).astype(int)
    missing = total - np.sum(bits)
    bits[np.argsort(bits - shifted)[:missing]] += 1
    return bits


_ANGLES = np.pi / SIZE * np.outer(np.arange(SIZE), np.arange(SIZE) + 0.5)
_COSINES = np.cos(_ANGLES) * np.sqrt(np.where(np.arange(SIZE) == 0, 1, 2) / SIZE)[:, np.newaxis]
