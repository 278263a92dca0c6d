"""Task 4.2: back through softmax."""

import numpy as np

from gradus_checks import check_close, check_gradient, check_kinds, check_unchanged, test_case

OK_FORMAT = False
name = "task_4_2"


def softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


@test_case(
    name="Worked example",
    points=2,
    failure_message="For each row: the sum of gradient times probability is one number. Subtract "
    "it from the row's gradients, and multiply by the probabilities.",
)
def worked_example(backprop):
    grad_probs = np.array([[-2.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    probs = np.array([[0.5, 0.25, 0.25], [0.2, 0.3, 0.5]])
    grad_logits = backprop.softmax_backward(grad_probs, probs)
    check_close(
        grad_logits,
        [[-0.5, 0.25, 0.25], [-0.26, -0.09, 0.35]],
        name="the gradient",
        wrong={
            "You took the diagonal only: every logit moves all probabilities of its row.": [
                [-0.5, 0.0, 0.0],
                [0.16, 0.42, 0.75],
            ],
            "You added up over the samples: the sum goes over each row (axis=1).": [
                [-0.6, -0.15, -0.375],
                [0.36, 0.42, 0.75],
            ],
            "You added up over the whole table: each row has a sum of its own (axis=1).": [
                [-1.65, -0.325, -0.325],
                [-0.06, 0.21, 0.85],
            ],
            "You added up the gradients alone: multiply each by its probability first.": [
                [0.0, 0.5, 0.5],
                [-1.0, -1.2, -1.5],
            ],
            "You took np.mean: the probabilities are the weights, so add up, with np.sum.": [
                [-0.8333333, 0.0833333, 0.0833333],
                [0.0466667, 0.37, 1.1166667],
            ],
            "You left out the upstream gradient.": [[0.25, 0.1875, 0.1875], [0.16, 0.21, 0.25]],
        },
    )


@test_case(
    name="By numbers",
    points=2,
    failure_message="Every logit moves all probabilities of its row, so the derivative of a "
    "probability for its own logit alone is not enough. Is the sum taken over the row (axis=1)?",
)
def by_numbers(backprop):
    logits = np.array([[0.5, -1.0, 2.0], [0.0, 0.25, -0.5], [1.5, 1.0, -2.0], [0.0, 3.0, 1.0]])
    grad_probs = np.array([[1.0, 2.0, -1.0], [0.0, -3.0, 0.5], [2.0, 2.0, 1.0], [-1.0, 0.5, 4.0]])
    grad_logits = backprop.softmax_backward(grad_probs.copy(), softmax(logits))
    check_gradient(lambda z: np.sum(grad_probs * softmax(z)), logits, grad_logits)


@test_case(
    name="Whole numbers, left alone",
    points=1,
    failure_message="Work on new arrays: grad = grad - …, not grad -= …. The result holds "
    "decimals, even if the gradients that come in are whole numbers.",
)
def whole_numbers(backprop):
    grad_probs, probs = np.array([[4, 0], [-8, 8]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    with check_unchanged(grad_probs=grad_probs, probs=probs):
        grad_logits = backprop.softmax_backward(grad_probs, probs)
    check_close(grad_logits, [[0.75, -0.75], [-4.0, 4.0]], name="the gradient")
    decimals = grad_probs * 1.0
    with check_unchanged(grad_probs=decimals, probs=probs):
        backprop.softmax_backward(decimals, probs)


@test_case(
    name="Batches of any size",
    points=1.5,
    hidden=True,
    failure_message="Try one row, and more rows than classes. The rows do not know of each other: "
    "there is no mean over them, and no 1/n.",
)
def any_batch(backprop, reference, rng):
    """The rows do not mix, and nothing is divided by n: the upstream gradient has its 1/n."""
    for n, k in ((1, 4), (6, 3), (3, 2), (2, 1), (2, 5)):
        logits, grad_probs = rng.normal(0, 1, (n, k)), rng.normal(0, 1, (n, k))
        probs = reference.softmax.softmax(logits)
        grad_logits = backprop.softmax_backward(grad_probs.copy(), probs)
        expected = reference.backprop.softmax_backward(grad_probs, probs)
        check_close(grad_logits, expected, name="the gradient")
    check_kinds(
        lambda grad: backprop.softmax_backward(grad, probs),
        lambda grad: reference.backprop.softmax_backward(grad, probs),
        rng.integers(-128, 128, (2, 5)),
        name="the gradient",
    )


@test_case(
    name="Quite certain",
    points=1.5,
    hidden=True,
    failure_message="Multiply by the probabilities, and never divide by them or take their "
    "logarithm: they may be 0.",
)
def certain(backprop, rng):
    """Probabilities of exactly 0 and 1 are fine: where softmax is that certain, nothing moves."""
    grad_probs = rng.uniform(1, 2, (3, 4)) * [1, -1, 1, -1]
    probs = np.eye(4)[[2, 0, 3]]
    with check_unchanged(grad_probs=grad_probs, probs=probs):
        grad_logits = backprop.softmax_backward(grad_probs, probs)
    check_close(grad_logits, np.zeros((3, 4)), name="the gradient")
