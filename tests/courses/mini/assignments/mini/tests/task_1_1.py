"""Task 1.1: mean squared error."""

import math

import numpy as np
from gradus_checks import check_close, check_finite, test_case

OK_FORMAT = False
name = "task_1_1"

SONG = np.array([1.0, 2.0])  # the first two notes
FAR_AWAY = 1e200


def silence():
    return np.zeros(2)


# A student sees this one.
@test_case(name="Worked example", points=30, failure_message="Square, then average.")
def worked_example(losses):
    check_close(losses.mse(SONG, silence()), 2.5)


@test_case(name="Zero", points=10)
def zero(losses):
    check_close(losses.mse(SONG, SONG), 0.0)


@test_case(name="Random batch", points=20, hidden=True)
def random_batch_of_songs(losses, reference, rng):
    """The loss of a batch is the mean over all entries."""
    y_pred, y_true = rng.normal(size=(2, 5, 3)) + math.tau
    check_close(losses.mse(y_pred, y_true), reference.losses.mse(y_pred, y_true))
    check_finite(losses.mse(y_pred * FAR_AWAY / FAR_AWAY, y_true))
