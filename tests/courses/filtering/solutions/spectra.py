"""Windows and spectra of real signals."""

import numpy as np


def hann(n):
    """The periodic Hann window of n samples, ½ − ½ cos(2πi/n)."""
    # BEGIN SOLUTION
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n)
    # END SOLUTION


def amplitudes(signal, rate):
    """Frequencies in Hz and the amplitudes there, of a signal with `rate` samples a second."""
    # BEGIN SOLUTION
    window = hann(len(signal))
    found = 2 * np.abs(np.fft.rfft(signal * window)) / np.sum(window)
    return np.fft.rfftfreq(len(signal), 1 / rate), found
    # END SOLUTION
