"""An accuracy, how sure we can be of it, and the points that it is worth."""

from collections.abc import Sequence

import numpy as np

SHARES = (0.0, 0.7, 1.0)
"""The shares of the points at the three thresholds."""


def wilson_interval(accuracy: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Where the true accuracy lies, if `accuracy` is the share of right answers among n samples.

    The score interval of Wilson (1927), which stays within 0 and 1 and holds near both ends too.
    Raises ValueError unless 0 ≤ accuracy ≤ 1 and n > 0.
    """
    # The module takes as long to import as the worker's start, which has no use for it.
    from statistics import NormalDist

    if not 0 <= accuracy <= 1 or not n > 0:
        raise ValueError(f"an accuracy of {accuracy} among {n} samples cannot be")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (accuracy + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(accuracy * (1 - accuracy) / n + z * z / (4 * n * n))
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))


def share_of_points(accuracy: float, thresholds: Sequence[float]) -> float:
    """From 0 to 1: straight lines through 0, 70 and 100 % of the points at the thresholds."""
    return float(np.interp(accuracy, thresholds, SHARES))
