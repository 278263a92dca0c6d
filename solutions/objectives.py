"""Two objectives for a codec that is trained, with their gradients for the frames of the copy.

The first one looks at the waveform, the second one at the spectrum: its gradient goes back through
a Fourier transform.

Shapes: n frames of an even number of samples. Lecture: Deep Learning Fundamentals II, "An audio
codec: what is a good objective?".
"""

import numpy as np
from distances import FLOOR, TINY, checked, log_spectral_distance
from frames import power_spectrum, power_spectrum_backward


def waveform_loss(y_pred, y_true):
    """Task 14.1: the energy of the error as a share of that of the original, Σ (ŷ − y)² / Σ y².

    The energy of the original is taken to be at least TINY.

    y_pred: frames of the copy, any shape; y_true: frames of the original, the same shape.
    Returns a float. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    y_pred, y_true = checked(y_pred, y_true)
    return np.sum((y_pred - y_true) ** 2) / max(np.sum(y_true**2), TINY)
    # END SOLUTION


def waveform_loss_grad(y_pred, y_true):
    """Task 14.2: gradient of the waveform loss for ŷ, 2 (ŷ − y) / Σ y², with Σ y² at least TINY.

    y_pred, y_true: any shape, both the same. Returns float64 of that shape.
    Lecture: "Backpropagation".
    """
    # BEGIN SOLUTION
    y_pred, y_true = checked(y_pred, y_true)
    return 2 * (y_pred - y_true) / max(np.sum(y_true**2), TINY)
    # END SOLUTION


def spectral_loss(y_pred, y_true):
    """Given: the square of the log-spectral distance. A root would only bend the same slope."""
    return log_spectral_distance(y_pred, y_true) ** 2


def spectral_loss_grad(y_pred, y_true):
    """Task 14.3: gradient of the spectral loss for the frames ŷ, by the chain rule.

    The loss is mean((10 log₁₀(P̂ + f) − 10 log₁₀(P + f))²), with the floor f of Task 13.2, which
    hangs on the original alone. `power_spectrum_backward` goes from ∂L/∂P̂ to the frames.

    y_pred: (n, size); y_true: the same shape. Returns float64 of that shape.
    Lecture: "Backpropagation".
    """
    # BEGIN SOLUTION
    y_pred, y_true = checked(y_pred, y_true)
    copied, power = power_spectrum(y_pred), power_spectrum(y_true)
    floor = max(FLOOR * np.mean(power), TINY)
    difference = 10 * np.log10((copied + floor) / (power + floor))
    grad_power = 2 * difference / difference.size * 10 / np.log(10) / (copied + floor)
    return power_spectrum_backward(grad_power, y_pred)
    # END SOLUTION
