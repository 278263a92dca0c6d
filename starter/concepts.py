"""What is a loss, and why these? Each question is a function, so that its answer is a rule.

The tests call a function with numbers that you have not seen. An answer that holds for all of them
is a thought; one that holds for a single example may be luck.

Shapes: n notes or samples, k classes. Lecture: Deep Learning Fundamentals II, "Loss functions".
"""

import numpy as np


def is_minimized(quantity):
    """Task 3.1: does training make this quantity as small as it can?

    quantity: a name from the list in the hand-out, such as "loss".
    Returns True or False. Lecture: "Loss functions".
    """
    raise NotImplementedError("Task 3.1: is_minimized")


def cancelling_predictions(y_true):
    """Task 3.2: predictions that are all wrong, though their mean difference ŷ − y is 0.

    y_true: (n,), in cents, n ≥ 2. Returns ŷ of the same shape, each at least one cent off.
    Lecture: "Loss functions".
    """
    raise NotImplementedError("Task 3.2: cancelling_predictions")


def lower_still(y_pred, y_true):
    """Task 3.2: predictions further off in every note, though their mean ŷ − y is lower.

    y_pred, y_true: (n,), in cents. Returns the new ŷ, of the same shape.
    Lecture: "Loss functions".
    """
    raise NotImplementedError("Task 3.2: lower_still")


def log_loss_slope(logit, label):
    """Task 3.3: slope ∂L/∂z of the log loss L = −y ln ŷ − (1 − y) ln(1 − ŷ), where ŷ = σ(z).

    logit: the number z; label: y, which is 0 or 1. Returns a float.
    Lecture: "Binary cross entropy".
    """
    raise NotImplementedError("Task 3.3: log_loss_slope")


def likelihood(cross_entropy, n):
    """Task 3.4: the probability that the model gives to all n right answers together.

    cross_entropy: the mean −ln(probability of the right class) of n independent samples.
    Returns a float. Lecture: "Multiclass cross entropy".
    """
    raise NotImplementedError("Task 3.4: likelihood")


def two_logits(z):
    """Task 3.5: two logits whose softmax begins with σ(z).

    z: a number. Returns an array of shape (2,). Lecture: "Softmax".
    """
    raise NotImplementedError("Task 3.5: two_logits")


def accuracy_gradient(logits, labels):
    """Task 3.6: gradient of the accuracy, the share of rows whose largest logit is at the label.

    logits: (n, k), no two equal in a row; labels: integers (n,). Returns an array of shape (n, k).
    Lecture: "Loss functions".
    """
    raise NotImplementedError("Task 3.6: accuracy_gradient")


def best_constant_mae(y):
    """Task 3.7: the one number c with the smallest mean absolute error to all entries of y.

    y: (n,), in any order. Returns a float. Lecture: "L1 and L2".
    """
    raise NotImplementedError("Task 3.7: best_constant_mae")


def best_constant_mse(y):
    """Task 3.7: the one number c with the smallest mean squared error to all entries of y.

    y: (n,), in any order. Returns a float. Lecture: "L1 and L2".
    """
    raise NotImplementedError("Task 3.7: best_constant_mse")
