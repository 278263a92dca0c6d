"""Backpropagation: the gradient of a whole network, layer by layer, from the loss back to x.

Each layer has two methods. `forward` turns its input x into its output y, and keeps what it will
need; `backward` is given ∂L/∂y and returns ∂L/∂x: the chain rule, one layer at a time. The factor
1/n of a mean loss is already in ∂L/∂y, so no layer divides by n again.

Shapes: n samples, d features, k classes. Lecture: Deep Learning Fundamentals II, "Backpropagation".
"""

import numpy as np
from softmax import sigmoid


def numerical_gradient(f, x, h=1e-5):
    """Task 4.1: gradient of f by central differences, (f(x + h) − f(x − h)) / 2h for each entry.

    f: takes an array of x's shape and returns a number; x: any shape, left as it is; h: the step.
    Returns float64 of x's shape. Lecture: "Gradient descent".
    """
    # BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for entry in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[entry] = h
        gradient[entry] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
    # END SOLUTION


def softmax_backward(grad_probs, probs):
    """Task 4.2: from ∂L/∂p to ∂L/∂z, where p = softmax(z), row by row: p (∂L/∂p − Σ_j ∂L/∂p_j p_j).

    grad_probs: (n, k), the gradient for the probabilities; probs: (n, k), softmax's output.
    Returns float64 of shape (n, k), the gradient for the logits. Lecture: "Backpropagation".
    """
    # BEGIN SOLUTION
    probs = np.asarray(probs, dtype=float)
    mean = np.sum(grad_probs * probs, axis=1, keepdims=True)
    return probs * (grad_probs - mean)
    # END SOLUTION


class Linear:
    """Tasks 4.3 to 4.5: a layer of neurons, y = x W + b. Lecture: "Forward and backward pass"."""

    def __init__(self, n_in, n_out, rng):
        """Task 4.3: random weights W (n_in, n_out) and zero bias b (n_out,).

        The weights come from rng, with mean 0 and standard deviation √(2 / n_in) (He).
        """
        # BEGIN SOLUTION
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        self.b = np.zeros(n_out)
        # END SOLUTION

    def forward(self, x, training=False):
        """Task 4.4: y = x W + b. x: (n, n_in), kept for `backward`. Returns (n, n_out)."""
        # BEGIN SOLUTION
        self.x = np.asarray(x, dtype=float)
        return self.x @ self.W + self.b
        # END SOLUTION

    def backward(self, grad):
        """Task 4.5: from ∂L/∂y to ∂L/∂W = xᵀ ∂L/∂y, ∂L/∂b = Σ_samples ∂L/∂y, ∂L/∂x = ∂L/∂y Wᵀ.

        grad: ∂L/∂y, (n, n_out), of the latest `forward`. Overwrites dW (n_in, n_out) and db
        (n_out,), and returns ∂L/∂x, (n, n_in).
        """
        # BEGIN SOLUTION
        self.dW = self.x.T @ grad
        self.db = np.sum(grad, axis=0, dtype=float)
        return grad @ self.W.T
        # END SOLUTION


class ReLU:
    """Task 4.6: the positive part, y = max(0, x), of any shape. Lecture: "Backpropagation"."""

    def forward(self, x, training=False):
        """Task 4.6: y = max(0, x). Returns float64 of x's shape."""
        # BEGIN SOLUTION
        x = np.asarray(x, dtype=float)
        self.active = x > 0
        return np.maximum(0, x)
        # END SOLUTION

    def backward(self, grad):
        """Task 4.6: ∂L/∂x = ∂L/∂y where x > 0 in the latest `forward`, and 0 elsewhere."""
        # BEGIN SOLUTION
        grad = np.asarray(grad, dtype=float)
        return np.where(self.active, grad, 0.0)
        # END SOLUTION


class Sigmoid:
    """Task 4.7: probabilities of yes, y = σ(x), of any shape. Lecture: "Backpropagation"."""

    def forward(self, x, training=False):
        """Task 4.7: y = σ(x) = 1 / (1 + e^(−x)). Returns float64 of x's shape, finite for any x."""
        # BEGIN SOLUTION
        self.y = sigmoid(x)
        return self.y
        # END SOLUTION

    def backward(self, grad):
        """Task 4.7: ∂L/∂x = ∂L/∂y · y (1 − y), with the y of the latest `forward`."""
        # BEGIN SOLUTION
        return grad * self.y * (1 - self.y)
        # END SOLUTION


class Sequential:
    """Tasks 4.8 and 4.9: layers in a row. Lecture: "Forward and backward pass"."""

    def __init__(self, layers):
        """Given: the layers, from input to output. Each one appears once."""
        self.layers = list(layers)

    def forward(self, x, training=False):
        """Task 4.8: the output of the last layer; each layer is told whether we are training."""
        # BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x, training)
        return x
        # END SOLUTION

    def backward(self, grad):
        """Task 4.8: from ∂L/∂output to ∂L/∂x, from the last layer back to the first.

        grad: the gradient for the output of the latest `forward`, of its shape.
        """
        # BEGIN SOLUTION
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad
        # END SOLUTION

    def parameters(self):
        """Task 4.9: W and b of every layer that has them, the very arrays, in one flat list."""
        # BEGIN SOLUTION
        return [array for layer in self._trainable() for array in (layer.W, layer.b)]
        # END SOLUTION

    def gradients(self):
        """Task 4.9: dW and db of the same layers, in the same order as `parameters`."""
        # BEGIN SOLUTION
        return [array for layer in self._trainable() for array in (layer.dW, layer.db)]
        # END SOLUTION

    # BEGIN SOLUTION NO PROMPT
    def _trainable(self):
        return [layer for layer in self.layers if hasattr(layer, "W")]

    # END SOLUTION


class Tanh:
    """Task 4.10 (challenge): y = tanh(x), from −1 to 1, of any shape."""

    def forward(self, x, training=False):
        """Task 4.10: y = tanh(x) = (e^x − e^(−x)) / (e^x + e^(−x)). Returns float64, x's shape."""
        # BEGIN SOLUTION
        self.y = np.tanh(x, dtype=float)
        return self.y
        # END SOLUTION

    def backward(self, grad):
        """Task 4.10: ∂L/∂x = ∂L/∂y · (1 − y²), with the y of the latest `forward`."""
        # BEGIN SOLUTION
        return grad * (1 - self.y**2)
        # END SOLUTION
