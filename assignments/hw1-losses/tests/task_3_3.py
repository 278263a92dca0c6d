"""Task 3.3: log loss and logistic regression."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_3_3"

SIGN = (
    "The size is right, and the sign is not. Where the answer is yes, a larger logit lowers the "
    "loss: which sign has the slope?"
)
SQUARED_ERROR = (
    "Here a factor σ'(z) is left over. The squared error has it, and so hardly teaches a model "
    "that is certain and wrong. In the log loss the logarithm cancels it."
)
NO_SIGMOID = (
    "Here the logit itself is compared with the label: that is linear regression. Turn the logit "
    "into a probability first."
)
FOR_THE_PROBABILITY = (
    "This is the slope for ŷ, as in Task 1.6. One step is missing: how fast does ŷ = σ(z) change "
    "with z? Multiply by σ'(z) = ŷ (1 − ŷ), and see what cancels."
)
WHATEVER_THE_LABEL = (
    "This is right for the label 1, and the label here is 0. Does your function use the label?"
)
ONLY_PREDICTED = "This is the predicted probability alone. What becomes of it if the label is 1?"
THE_LOSS = "This is the loss itself. How fast does it change when the logit grows a little?"


@test_case(
    name="Worked example",
    points=1,
    failure_message="Measure it: raise and lower z by 0.001, look how much L changes, and divide "
    "by 0.002. Then find the short formula that gives the same number.",
)
def worked_example(concepts):
    logit = np.log(3.0)
    wrong = {
        SIGN: 0.25,
        SQUARED_ERROR: -3 / 64,
        NO_SIGMOID: np.log(3.0) - 1.0,
        FOR_THE_PROBABILITY: -4 / 3,
        ONLY_PREDICTED: 0.75,
        THE_LOSS: np.log(4 / 3),
    }
    check_answer(concepts.log_loss_slope(logit, 1), -0.25, wrong)


@test_case(
    name="Other logits and labels",
    points=1,
    hidden=True,
    failure_message="Compare with measured slopes for several logits, positive and negative, and "
    "for both labels. For a large logit ŷ is 1, and what you divide by may be 0: simplify first.",
)
def other_logits(concepts, reference, rng):
    """The rule holds for every logit and for both labels."""
    near = [float(rng.normal(0, 2)) for _ in range(4)]
    # As sure as can be: the probability is 1 to the last digit.
    for label, logit in zip((0, 1, 1, 0, 1, 0), (*near, 40.0, -40.0), strict=True):
        slope = reference.concepts.log_loss_slope(logit, label)
        predicted = slope + label
        rise = predicted * (1 - predicted)
        wrong = {
            SIGN: -slope,
            SQUARED_ERROR: slope * rise,
            NO_SIGMOID: logit - label,
            FOR_THE_PROBABILITY: slope / (rise or 1.0),
            ONLY_PREDICTED: predicted,
            THE_LOSS: -np.log(1 - abs(slope)),
        }
        if label == 0:
            wrong[WHATEVER_THE_LABEL] = predicted - 1
        check_answer(concepts.log_loss_slope(logit, label), slope, wrong)
