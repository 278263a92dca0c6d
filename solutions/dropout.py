"""Dropout: while it trains, a network cannot rely on any single neuron.

In every forward pass other neurons are removed at random, so that no neuron can leave the work to
its neighbours. Those that stay are scaled up by 1/(1 − p), and their sum is right on average.

Shapes: n samples, d neurons. Lecture: Deep Learning Fundamentals II, "Dropout".
"""

import numpy as np


class Dropout:
    """Tasks 8.1 and 8.2: a layer that removes neurons at random. Lecture: "Dropout"."""

    def __init__(self, p, rng):
        """Task 8.1: p, the probability that a neuron is removed, and rng, where chance comes from.

        Raises ValueError unless 0 ≤ p < 1.
        """
        # BEGIN SOLUTION
        if not 0 <= p < 1:
            raise ValueError(f"p = {p} must be at least 0 and less than 1")
        self.p, self.rng = p, rng
        # END SOLUTION

    def forward(self, x, training=False):
        """Task 8.1: y = x · m; while training m is 0 with probability p, and 1/(1 − p) otherwise.

        Each neuron of each sample has its own m, drawn anew in each call. Without training, y = x.

        x: (n, d), left as it is. Returns float64 of shape (n, d).
        """
        # BEGIN SOLUTION
        x = np.asarray(x, dtype=float)
        self.mask = np.broadcast_to(1.0, x.shape)
        if training:
            kept = self.rng.random(x.shape) >= self.p
            self.mask = kept / (1 - self.p)
        return x * self.mask
        # END SOLUTION

    def backward(self, grad):
        """Task 8.2: ∂L/∂x = ∂L/∂y · m, with the m of the latest `forward`.

        grad: ∂L/∂y, (n, d), left as it is. Returns float64 of shape (n, d).
        """
        # BEGIN SOLUTION
        return grad * self.mask
        # END SOLUTION
