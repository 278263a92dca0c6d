"""Task 14.3: gradient of the spectral loss."""

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
name = "task_14_3"


@test_case(
    name="Worked example",
    points=2.5,
    failure_message="The chain: the slope of the square, 2 d / (number of entries); the slope of "
    "10 log₁₀(P̂ + f), which is 10 / (ln 10 · (P̂ + f)); and then power_spectrum_backward.",
)
def worked_example(objectives):
    gradient = objectives.spectral_loss_grad(np.array([[3.0, -2.0]]), np.array([[6.0, 4.0]]))
    check_close(
        gradient,
        [[-158.81170264624822, -186.44119498991026]],
        name="the gradient",
        wrong={
            "The slope of log₁₀(x) is 1 / (ln 10 · x): you forgot the ln 10.": [
                [-365.6774591062542, -429.29671630376356]
            ],
            "A factor 10 of the decibels is missing: it is in the difference, and in its slope.": [
                [-15.88117026462482, -18.644119498991024]
            ],
            "A 10 / ln 10 is missing: the difference is in decibels, 10 · np.log10, and the slope "
            "of 10 log₁₀(x) is 10 / (ln 10 · x).": [[-36.567745910625426, -42.929671630376355]],
            "The mean has 1 / (number of entries), frames times frequencies.": [
                [-317.62340529249644, -372.8823899798205]
            ],
            "The factor 2 is missing: the slope of x² is 2x.": [
                [-79.40585132312411, -93.22059749495513]
            ],
            "You divided by the power of the original: the slope is that at the copy.": [
                [84.51284950784473, -87.9831511791965]
            ],
            "The slope of the logarithm is missing: divide by P̂ + f.": [
                [171.91638462393553, -518.964597327802]
            ],
            "Give power_spectrum_backward the frames of the copy, not those of the original.": [
                [-1720.73858971206, -1731.7903866495246]
            ],
            "The floor is missing: add f to both powers.": [
                [-159.89194076971685, -187.54364475288455]
            ],
        },
    )


@test_case(
    name="Measured slopes",
    points=2,
    failure_message="Measure it yourself: move one number of ŷ by 1e-5 up and down, and see how "
    "much spectral_loss changes. The floor hangs on the original alone, so it has no slope.",
)
def measured_slopes(objectives):
    original = np.array([[0.5, -1.0, 2.0, 0.25], [1.0, 3.0, -0.5, 0.125]])
    copy = np.array([[1.0, 1.0, -2.0, 0.5], [0.25, 1.0, 0.5, -0.25]])
    gradient = objectives.spectral_loss_grad(copy, original)
    check_gradient(lambda y: float(objectives.spectral_loss(y, original)), copy, gradient)


@test_case(
    name="Nothing to learn",
    points=1,
    failure_message="Where the spectra are the same, d is 0, and so is the slope. A copy that is "
    "silent has no slope either: its spectrum is 0, and power_spectrum_backward multiplies by it.",
)
def nothing_to_learn(objectives):
    original = np.array([[6.0, 4.0, -1.0, 0.5]])
    for copy in (original.copy(), -original, np.zeros((1, 4))):
        gradient = objectives.spectral_loss_grad(copy, original)
        check_close(gradient, np.zeros((1, 4)), name="the gradient")


@test_case(
    name="Random frames",
    points=1.25,
    hidden=True,
    failure_message="The number of entries is that of all frames times all frequencies, d.size. "
    "One floor for all frames, and not FLOOR itself.",
)
def random_frames(objectives, reference, rng):
    """The mean and the floor are over all frames and frequencies; loud and soft alike."""
    for shape, size in (((1, 16), 1.0), ((7, 4), 1e-3), ((3, 64), 1e3)):
        original = rng.normal(0, size, shape) * rng.uniform(0.001, 1, (shape[0], 1))
        copy = original + rng.normal(0, size / 100, shape)
        right = reference.objectives.spectral_loss_grad(copy, original)
        with check_unchanged(y_pred=copy, y_true=original):
            gradient = objectives.spectral_loss_grad(copy, original)
        scale = np.max(np.abs(right))
        check_close(gradient / scale, right / scale, name="the gradient")
    copy, original = rng.integers(-100, 100, (2, 3, 4))
    right = reference.objectives.spectral_loss_grad
    check_kinds(objectives.spectral_loss_grad, right, copy, original, name="the gradient")


@test_case(
    name="Silence",
    points=0.75,
    hidden=True,
    failure_message="The floor is at least TINY, max(FLOOR * …, TINY), as in Task 13.2.",
)
def silence(objectives, reference, rng):
    """Where the original is silent, the floor is TINY."""
    nothing, copy = np.zeros((2, 4)), rng.normal(0, 1, (2, 4))
    right = reference.objectives.spectral_loss_grad(copy, nothing)
    check_close(objectives.spectral_loss_grad(copy, nothing), right, name="the gradient")
    soft = rng.normal(0, 1e-6, (2, 4))
    right = reference.objectives.spectral_loss_grad(soft, nothing)
    gradient = objectives.spectral_loss_grad(soft, nothing)
    check_close(gradient, right, name="the gradient", rtol=1e-6)


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
            objectives.spectral_loss_grad,
            np.ones(one),
            np.ones(other),
            mentions=(str(one), str(other)),
        )
