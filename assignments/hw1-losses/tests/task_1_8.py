"""Task 1.8: gradient of multiclass cross entropy."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    attempts,
    check_close,
    check_finite,
    check_gradient,
    check_kinds,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_1_8"


@test_case(
    name="Worked example",
    points=2,
    failure_message="At the right class of each row: −1, divided by its probability, divided by "
    "the number of rows. Everywhere else: 0. The prediction comes first.",
)
def worked_example(losses):
    y_pred = np.array([[0.5, 0.25, 0.125, 0.125], [0.1, 0.8, 0.05, 0.05], [0.2, 0.4, 0.2, 0.2]])
    y_true = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
    expected = np.array([[-2, 0, 0, 0], [0, -1.25, 0, 0], [0, 0, -5, 0]]) / 3
    wrong = {
        "This is the gradient for logits that go into a softmax. Here the probabilities are what "
        "moves: −1 over the probability of the right class.": (y_pred - y_true) / 3,
    }
    gradient = losses.cross_entropy_grad(y_pred, y_true)
    check_close(gradient, expected, name="the gradient", wrong=wrong)


@test_case(
    name="Four chords, three classes",
    points=2,
    failure_message="Divide by the number of rows only, y_pred.shape[0], and leave both tables as "
    "they are.",
)
def table(losses):
    y_pred = np.array([[0.25, 0.5, 0.25], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8], [0.5, 0.3, 0.2]])
    y_true = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    expected = np.array([[0, 0, -4.0], [0, 0, -10.0], [0, 0, -1.25], [-2.0, 0, 0]]) / 4
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        gradient = losses.cross_entropy_grad(y_pred, y_true)
    check_close(gradient, expected, name="the gradient")


@test_case(
    name="Shapes that do not match",
    points=1,
    failure_message="The targets must be one-hot, a row for each sample, not a list of class "
    "numbers. First call _checked with ndim=2, which is given at the top of losses.py.",
)
def different_shapes(losses):
    y_pred = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0.2, 0.4, 0.4]])
    labels, none = np.array([0, 1, 2]), np.zeros((0, 3))
    gradient = losses.cross_entropy_grad
    right, numbers = attempts(gradient, (y_pred, y_pred), (y_pred, labels))
    check_shape(right(), y_pred.shape)
    check_raises(ValueError, numbers, mentions=("(3, 3)", "(3,)"))
    check_raises(ValueError, gradient, none, none)


@test_case(
    name="Certain and wrong",
    points=2,
    hidden=True,
    failure_message="Divide by q = np.maximum(y_pred, EPS), a new array, not by y_pred itself: "
    "that may be 0. Change nothing else: ŷ + EPS is not ŷ, and a probability may be below EPS "
    "without being 0.",
)
def certain_and_wrong(losses, reference):
    """Where ŷ is 0 the gradient stays finite and points the right way, and ŷ is left alone."""
    rest = [[0.001, 0.9, 0.099], [1e-13, 0.5, 0.5], [1e-11, 0.5, 0.5]]
    y_pred = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], *rest])
    y_true = np.eye(3)[[0, 2, 0, 0, 0]]
    expected = reference.losses.cross_entropy_grad(y_pred, y_true)
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        gradient = losses.cross_entropy_grad(y_pred, y_true)
    check_shape(gradient, (5, 3), name="the gradient")
    check_finite(gradient, name="the gradient")
    check_close(np.sign(gradient) * 1.0, -y_true, name="the direction of the gradient")
    if not np.allclose(gradient * expected[0, 0], expected * gradient[0, 0], rtol=1e-3):
        raise CheckFailed(
            "Near ŷ = 0 the gradient has not the size that the formula gives with EPS as it stands "
            "in losses.py."
        )
    check_close(gradient, expected, rtol=1e-3, name="the gradient")
    right, small = reference.losses.cross_entropy_grad, (y_pred[:2], y_true[:2])
    check_kinds(losses.cross_entropy_grad, right, *small, name="the gradient")


@test_case(
    name="Random batches",
    points=1,
    hidden=True,
    failure_message="Compare with numerical_gradient of your cross_entropy, with more rows than "
    "columns and with a single row. n is the number of rows.",
)
def random_batches(losses, reference, rng):
    """Each gradient is that of the mean, and has the shape of ŷ."""
    for n, k in ((5, 3), (1, 2), (3, 1)):
        y_pred = rng.uniform(0.05, 0.95, (n, k))
        y_true = np.eye(k)[rng.integers(0, k, n)]
        check_gradient(
            lambda z, y_true=y_true: reference.losses.cross_entropy(z, y_true),
            y_pred,
            losses.cross_entropy_grad(y_pred.copy(), y_true.copy()),
        )
