"""Task 1.2: gradient of the mean squared error. Its case can fail."""

import numpy as np

from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_2"


@test_case(name="Worked example", points=40)
def worked_example(losses):
    check_close(losses.mse_grad(np.array([3.0]), np.array([1.0])), [4.0])
