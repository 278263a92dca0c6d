"""Regularization: a price for large weights, so that the network does not learn its songs by heart.

The penalty is added to the loss, and its gradient to the gradients of the weights. L1 pulls every
weight with the same force, until many are exactly 0; L2 pulls large weights harder than small ones.
Biases are left out: who calls these functions passes the weights only.

Lecture: Deep Learning Fundamentals II, "L1 and L2 regularization".
"""

import numpy as np


def l1_penalty(weights, lam):
    """Task 7.1: λ Σ |w| over all entries of all arrays.

    weights: a list of arrays of any shapes, left as they are; lam: the number λ ≥ 0.
    Returns a float, 0 for an empty list. Lecture: "L1 and L2 regularization".
    """
    # BEGIN SOLUTION
    return lam * sum((np.sum(np.abs(w)) for w in _decimals(weights)), 0.0)
    # END SOLUTION


def l1_penalty_grad(weights, lam):
    """Task 7.2: gradient of Task 7.1, λ sign(w), for each array; 0 at the kink w = 0.

    Returns a list of float64 arrays, of the shapes and in the order of `weights`.
    Lecture: "L1 and L2 regularization".
    """
    # BEGIN SOLUTION
    return [lam * np.sign(w).astype(float) for w in weights]
    # END SOLUTION


def l2_penalty(weights, lam):
    """Task 7.3: λ Σ w² over all entries of all arrays, without the ½ that some books write.

    weights: a list of arrays of any shapes, left as they are; lam: the number λ ≥ 0.
    Returns a float, 0 for an empty list. Lecture: "L1 and L2 regularization".
    """
    # BEGIN SOLUTION
    return lam * sum((np.sum(np.square(w, dtype=float)) for w in weights), 0.0)
    # END SOLUTION


def l2_penalty_grad(weights, lam):
    """Task 7.4: gradient of Task 7.3, 2 λ w, for each array.

    Returns a list of float64 arrays, of the shapes and in the order of `weights`.
    Lecture: "L1 and L2 regularization".
    """
    # BEGIN SOLUTION
    return [2.0 * lam * w for w in _decimals(weights)]
    # END SOLUTION


# BEGIN SOLUTION NO PROMPT
def _decimals(weights):
    """Whole numbers of few bits wrap around, as |−128| does, and float16 overflows."""
    return [np.asarray(w, dtype=float) for w in weights]


# END SOLUTION
