"""Task 3.6: why not train on accuracy?"""

import numpy as np

from gradus_checks import check_answer, drawn, test_case

OK_FORMAT = False
name = "task_3_6"

CROSS_ENTROPY = (
    "This is the gradient of cross entropy. It asks how sure the model is; accuracy only counts "
    "which logit is the largest."
)
HIT_OR_MISS = (
    "This compares the answers with the labels, but a slope compares accuracy with accuracy, "
    "before and after a tiny step. How many answers does a step of 0.000001 change?"
)
ACCURACY = "This is the accuracy itself. How much does it change if a logit grows by 0.000001?"
ONE_NUMBER = (
    "That is the slope for one logit. The gradient has one for each: an array in the shape of the "
    "logits."
)
ONE_PER_ROW = "That is one slope a row. There is one for each logit: the shape of the logits."


@test_case(
    name="Worked example",
    points=0.5,
    failure_message="Nudge one logit by 0.000001 and count again: how many answers are right now, "
    "and how many were right before?",
)
def worked_example(concepts):
    logits, labels = np.log([[3.0, 1.0], [1.0, 4.0]]), np.array([0, 0])
    wrong = {
        CROSS_ENTROPY: [[-0.125, 0.125], [-0.4, 0.4]],
        HIT_OR_MISS: [[0.0, 0.0], [-0.5, 0.5]],
        ACCURACY: 0.5,
        ONE_NUMBER: 0.0,
        ONE_PER_ROW: [0.0, 0.0],
    }
    check_answer(concepts.accuracy_gradient(logits, labels), [[0.0, 0.0], [0.0, 0.0]], wrong)


@test_case(
    name="Other clips",
    points=0.5,
    hidden=True,
    failure_message="Nudge each logit of a larger table a little, and look how the share of right "
    "answers changes.",
)
def other_clips(concepts, reference, rng):
    """The rule holds for any number of clips and classes, and whichever answers are right."""
    for n, k in ((3, 4), (5, 2), (1, 3)):
        # The first table has a row whose two best answers are close to each other.
        logits = drawn(
            lambda n=n, k=k: rng.normal(0, 2, (n, k)),
            lambda z, k=k: k != 4 or np.min(np.diff(np.sort(z)[:, -2:])) < 0.3,
        )
        labels = np.argmax(logits, axis=1) if k == 4 else rng.integers(0, k, n)
        right = reference.concepts.accuracy_gradient(logits, labels)
        answers = np.argmax(logits, axis=1)
        wrong = {
            CROSS_ENTROPY: reference.softmax.softmax_cross_entropy_grad(logits, labels),
            HIT_OR_MISS: (np.eye(k)[answers] - np.eye(k)[labels]) / n,
            ACCURACY: np.mean(answers == labels),
            ONE_NUMBER: 0.0,
            ONE_PER_ROW: np.zeros(n),
        }
        check_answer(concepts.accuracy_gradient(logits, labels), right, wrong)
