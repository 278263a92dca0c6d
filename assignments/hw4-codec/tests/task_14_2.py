"""Task 14.2: gradient of the waveform loss."""

import numpy as np

from gradus_checks import (
    check_close,
    check_gradient,
    check_kinds,
    check_raises,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_14_2"


@test_case(
    name="Worked example",
    points=1,
    failure_message="The slope of (ŷ − y)² is 2 (ŷ − y), and Σ y² does not depend on ŷ.",
)
def worked_example(objectives):
    gradient = objectives.waveform_loss_grad(np.array([[3.0, 3.0, 0]]), np.array([[3.0, 4.0, 0]]))
    check_close(
        gradient,
        [[0.0, -0.08, 0.0]],
        name="the gradient",
        wrong={
            "This is the gradient of the mean squared error: divide by the energy of the "
            "original.": [[0.0, -2 / 3, 0.0]],
            "Divide by the energy of the original.": [[0.0, -2.0, 0.0]],
            "You took the energy of the copy: divide by that of the original.": [
                [0.0, -1 / 9, 0.0]
            ],
            "You divided by the number of entries too: the energies are sums.": [
                [0.0, -0.08 / 3, 0.0]
            ],
            "The factor 2 is missing: the slope of x² is 2x.": [[0.0, -0.04, 0.0]],
        },
    )


@test_case(
    name="Measured slopes",
    points=0.75,
    failure_message="Measure it yourself: move one number of ŷ by 1e-5 up and down, and see how "
    "much the loss changes.",
)
def measured_slopes(objectives):
    original, copy = np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.0, 1.0], [-2.0, 0.5]])
    gradient = objectives.waveform_loss_grad(copy, original)
    check_gradient(lambda y: float(objectives.waveform_loss(y, original)), copy, gradient)


@test_case(
    name="Random frames",
    points=0.75,
    hidden=True,
    failure_message="Σ y² goes over all entries, and is at least TINY, for silence: max(…, TINY).",
)
def random_frames(objectives, reference, rng):
    """It has the shape of ŷ, and of silence the energy is taken to be TINY."""
    for shape, size in (((1, 1), 1e-4), ((4, 8), 1e4), ((6,), 1.0)):
        original = rng.normal(0, size, shape)
        copy = original + rng.normal(0, size / 10, shape)
        for given in (original, np.zeros(shape)):
            right = reference.objectives.waveform_loss_grad(copy, given)
            with check_unchanged(y_pred=copy, y_true=given):
                gradient = objectives.waveform_loss_grad(copy, given)
            check_close(gradient, right, name="the gradient", atol=0.0)
    copy, original = rng.integers(-100, 100, (2, 3, 4))
    right = reference.objectives.waveform_loss_grad
    check_kinds(objectives.waveform_loss_grad, right, copy, original, name="the gradient")


@test_case(
    name="Shapes that do not match",
    points=0.5,
    hidden=True,
    failure_message="Begin with y_pred, y_true = checked(y_pred, y_true).",
)
def shapes(objectives):
    """Unlike shapes, and no frames at all, raise a ValueError that names both shapes."""
    for one, other in (((4, 8), (1, 8)), ((0, 4), (0, 4))):
        check_raises(
            ValueError,
            objectives.waveform_loss_grad,
            np.ones(one),
            np.ones(other),
            mentions=(str(one), str(other)),
        )
