"""What can be trained, and what can only be searched? Each question is a function.

The tests call a function with numbers that you have not seen. An answer that holds for all of them
is a thought; one that holds for a single example may be luck.

Lecture: Deep Learning Fundamentals II, "An audio codec: what is a good objective?".
"""

import numpy as np


def bits_gradient(wishes):
    """Task 17.3: the gradient of the number of bits, Σ round(wish), for the wishes.

    wishes: none of them half-way between two whole numbers, (n_bands,).
    Returns float64 of that shape. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    return np.zeros(len(wishes))
    # END SOLUTION


def measured_slope(wish, h):
    """Task 17.3: what central differences with the step h measure for round(wish).

    wish: a number; h: the step, more than 0. Returns a float. Lecture: "Gradient descent".
    """
    # BEGIN SOLUTION
    return (np.round(wish + h) - np.round(wish - h)) / (2 * h)
    # END SOLUTION


def copy_snr(gain):
    """Task 17.4: the signal-to-noise ratio of the copy gain · sound, in decibels.

    gain: any number but 1. Returns a float. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    return -20 * np.log10(abs(gain - 1))
    # END SOLUTION


def copy_distance(gain):
    """Task 17.4: the log-spectral distance of the copy gain · sound, with a floor of 0.

    gain: any number but 0. Returns a float, in decibels. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    return abs(20 * np.log10(abs(gain)))
    # END SOLUTION


def way(objective):
    """Task 17.5: how to get to this objective, "train" or "search"?

    objective: a name from the list in the hand-out. Returns one of the two words.
    Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    with_gradient = (
        "mean squared error",
        "signal-to-noise ratio",
        "log-spectral distance",
        "L2 penalty",
    )
    return "train" if objective in with_gradient else "search"
    # END SOLUTION


def snr_with_more_bits(snr, more):
    """Task 17.6: the signal-to-noise ratio of fine quantizing, with `more` bits a number.

    Each bit halves the distance of the levels. snr: in decibels; more: any whole number, also
    negative. Returns a float, in decibels. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    return snr + more * 20 * np.log10(2)
    # END SOLUTION
