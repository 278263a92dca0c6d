"""From logits to probabilities, and the cross entropy of both in one step.

A model's last layer gives logits z: any real numbers, the larger the likelier. Exponentials turn
them into probabilities, but e^710 is too large for a computer's numbers. The way out is the same
in every function here: rewrite the formula until exp only ever sees numbers ≤ 0.

Shapes: n samples, k classes. Lecture: Deep Learning Fundamentals II, "Softmax".
"""

import numpy as np


def _checked(logits, labels):
    """Given: logits as a float64 array and labels as an array, once they fit each other.

    Raises ValueError unless logits are (n, k) and labels (n,), n ≥ 1, integers from 0 to k − 1.
    """
    logits, labels = np.asarray(logits, dtype=float), np.asarray(labels)
    if logits.ndim != 2 or labels.shape != logits.shape[:1] or len(labels) == 0:
        raise ValueError(f"logits {logits.shape} and labels {labels.shape} must be (n, k) and (n,)")
    k = logits.shape[1]
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= k:
        raise ValueError(f"labels must be integers from 0 to {k - 1}")
    return logits, labels


def sigmoid(logits):
    """Task 2.1: sigmoid, σ(z) = 1 / (1 + e^(−z)), the probability of "yes".

    logits: any shape. Returns float64 of that shape, finite for any z. Lecture: "Softmax".
    """
    raise NotImplementedError("Task 2.1: sigmoid")


def softmax(logits):
    """Task 2.2: softmax, e^(z_i) / Σ_j e^(z_j) along the last axis.

    logits: (k,), (n, k) or more axes, the last one the k classes.
    Returns float64 of that shape; each row is finite and sums to 1. Lecture: "Softmax".
    """
    raise NotImplementedError("Task 2.2: softmax")


def softmax_cross_entropy(logits, labels):
    """Task 2.3: cross entropy of softmax(logits), L = −mean over samples of ln softmax(z)_label.

    logits: (n, k); labels: integers (n,), each the number of the right class.
    Returns a float: the mean over the n samples. Lecture: "Softmax", "Multiclass cross entropy".
    """
    raise NotImplementedError("Task 2.3: softmax_cross_entropy")


def softmax_cross_entropy_grad(logits, labels):
    """Task 2.4: gradient of Task 2.3, ∂L/∂z = (softmax(z) − one-hot(label)) / n.

    logits: (n, k); labels: integers (n,), each the number of the right class.
    Returns float64 of shape (n, k). Lecture: "Softmax", "Backpropagation".
    """
    raise NotImplementedError("Task 2.4: softmax_cross_entropy_grad")


def log_softmax(logits):
    """Task 2.5 (challenge): logarithm of softmax, z_i − ln Σ_j e^(z_j) along the last axis.

    logits: (k,), (n, k) or more axes, the last one the k classes.
    Returns float64 of that shape, finite even where softmax itself is 0. Lecture: "Softmax".
    """
    raise NotImplementedError("Task 2.5: log_softmax")
