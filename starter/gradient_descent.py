"""Gradient descent: step by step down the loss, and what to do where there is no gradient.

A gradient says which way the loss rises, so we walk the other way, w ← w − η ∂L/∂w, with the
learning rate η. All samples at once, a few at a time (stochastic), or with momentum: the step is
the same. Search needs no gradient at all, only the loss, and pays for that with many trials.

Shapes: d weights, n samples. Lecture: Deep Learning Fundamentals II, "Gradient descent".
"""

import numpy as np


def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    """Task 5.1: follow w ← w − η grad(w) from w0, until ‖grad(w)‖₂ ≤ tolerance or max_steps.

    grad: takes w (d,) and returns the gradient there, (d,); w0: (d,), left as it is.
    Returns the trajectory, float64 of shape (steps + 1, d); row 0 is w0.
    Lecture: "Gradient descent".
    """
    raise NotImplementedError("Task 5.1: gradient_descent")


def minibatches(n, batch_size, rng):
    """Task 5.2: the numbers 0 to n − 1 in an order drawn from rng, batch_size of them at a time.

    Yields integer arrays of shape (batch_size,), the last one shorter where batch_size does not
    divide n. Each call shuffles anew. Lecture: "Optimization".
    """
    raise NotImplementedError("Task 5.2: minibatches")


class SGD:
    """Tasks 5.3 and 5.5: stochastic gradient descent, w ← w − η v. Lecture: "Optimization"."""

    def __init__(self, learning_rate, momentum=0.0):
        """Task 5.3: keep both numbers. The momentum is for Task 5.5; at 0, v is the gradient."""
        raise NotImplementedError("Task 5.3: SGD.__init__")

    def step(self, parameters, gradients):
        """Task 5.3: one step downhill for every parameter, w ← w − η g, in place.

        Task 5.5 (challenge): with momentum, v ← momentum · v + g and w ← w − η v. Each position in
        the list has a velocity v of its own, which is 0 at first.

        parameters: a list of float64 arrays of any shapes, which change; gradients: a list of
        arrays of the same shapes, which do not. Returns nothing.
        """
        raise NotImplementedError("Task 5.3: SGD.step")


def random_search(f, low, high, n_trials, rng):
    """Task 5.4: the best of n_trials points, drawn evenly from the box between low and high.

    f: takes w (d,) and returns a number, the smaller the better; low, high: (d,), left as they are.
    Returns (best_w, best_value): the best point tried, of shape (d,), and what f gave for it.
    Lecture: "Optimization".
    """
    raise NotImplementedError("Task 5.4: random_search")


def genetic_search(f, low, high, population, generations, rng):
    """Task 5.6 (challenge): points that breed; children mix two parents, and the fittest survive.

    f, low, high: as in Task 5.4; population: 4 or more. f is called population · (generations + 1)
    times at most.
    Returns (best_w, best_value): the best point ever tried, of shape (d,), and its value.
    Lecture: "Optimization".
    """
    raise NotImplementedError("Task 5.6: genetic_search")
