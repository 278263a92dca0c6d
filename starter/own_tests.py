"""A test of your own: a function that finds out whether another function is right.

Who writes a function also writes a test for it. A good test lets every right function pass, however
it is written, and stops every wrong one.

Shapes: n samples, k classes. Lecture: Deep Learning Fundamentals II, "Loss functions".
"""

import numpy as np


def accuracy(logits, labels):
    """Given, and right: the share of rows whose largest logit is at the label, from 0 to 1.

    logits: (n, k), no two equal in a row; labels: integers (n,). Returns a float.
    """
    return np.mean(np.argmax(logits, axis=1) == labels)


def test_accuracy(accuracy):
    """Task 3.8: raises AssertionError if the function that is passed in is no right accuracy.

    accuracy: a function like the one above; some are right, and some are not. Returns nothing.
    Lecture: "Loss functions".
    """
    raise NotImplementedError("Task 3.8: test_accuracy")
