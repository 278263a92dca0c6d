"""Graphs and spectra."""

import numpy as np
import scipy.fft
import scipy.sparse


def transitions(counts: scipy.sparse.csr_array) -> scipy.sparse.csr_array:
    """Task 1.1: the counts of a graph's edges, each row divided by its sum."""
    # BEGIN SOLUTION
    totals = np.asarray(counts.sum(axis=1)).ravel()
    shares = np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > 0)
    return scipy.sparse.csr_array(scipy.sparse.diags_array(shares) @ counts)
    # END SOLUTION


def spectrum(signal: np.ndarray) -> np.ndarray:
    """Task 1.2: the discrete Fourier transform of a real signal, complex."""
    return scipy.fft.rfft(signal)  # SOLUTION
