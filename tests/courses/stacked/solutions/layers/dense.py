"""A fully connected layer."""

import numpy as np

from .base import Layer


class Dense(Layer):
    """Each output is a weighted sum of all inputs, and a bias."""

    def __init__(self, weights, bias):
        self.weights, self.bias = np.array(weights, dtype=float), np.array(bias, dtype=float)

    def forward(self, x):
        """The outputs (n, k) for the samples `x` (n, d)."""
        # BEGIN SOLUTION
        self.x = np.array(x, dtype=float)
        return self.x @ self.weights + self.bias
        # END SOLUTION

    def backward(self, grad):
        """The gradients of x, the weights and the bias; `grad` (n, k) is that of the outputs."""
        # BEGIN SOLUTION
        grad = np.asarray(grad, dtype=float)
        return grad @ self.weights.T, self.x.T @ grad, grad.sum(axis=0)
        # END SOLUTION
