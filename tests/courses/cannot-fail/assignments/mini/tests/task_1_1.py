"""Task 1.1: mean squared error. Two of its cases cannot fail."""

import contextlib

import numpy as np

from gradus_checks import check_close, check_raises, test_case

OK_FORMAT = False
name = "task_1_1"


@test_case(name="Worked example", points=20)
def worked_example(losses):
    check_close(losses.mse(np.array([3.0]), np.array([1.0])), 4.0)


@test_case(name="Not the same length", points=10)
def lengths(losses):
    check_raises(ValueError, losses.mse, np.zeros(2), np.zeros(3))


@test_case(name="Forgives everything", points=10)
def forgives(losses):
    with contextlib.suppress(Exception):
        check_close(losses.mse(np.array([1.0]), np.array([1.0])), 0.0)


@test_case(name="The reference with itself", points=20, hidden=True)
def itself(reference, rng):
    """The loss of a batch is the mean over all entries."""
    y_pred, y_true = rng.normal(size=(2, 5))
    check_close(reference.losses.mse(y_pred, y_true), reference.losses.mse(y_pred, y_true))
