"""Task 1.2: gradient of the mean squared error."""

import numpy as np
from gradus_checks import check_close, check_shape, test_case

OK_FORMAT = False
name = "task_1_2"


@test_case(name="Worked example", points=25)
def worked_example(losses):
    check_close(losses.mse_grad(np.array([3.0]), np.array([1.0])), [4.0])


@test_case(name="Shape", points=15, hidden=True)
def shape_of_a_large_batch(losses, rng):
    """The gradient has the shape of the predictions."""
    y_pred = rng.normal(size=(17, 4))
    check_shape(losses.mse_grad(y_pred, 2 * y_pred), (17, 4))
