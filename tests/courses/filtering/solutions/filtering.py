"""Filters."""

import scipy.signal


def lowpass(signal, rate, cutoff):
    """The signal without what is above `cutoff` Hz: Butterworth, order 4, forwards and backwards."""
    # BEGIN SOLUTION
    sections = scipy.signal.butter(4, cutoff, fs=rate, output="sos")
    return scipy.signal.sosfiltfilt(sections, signal)
    # END SOLUTION
