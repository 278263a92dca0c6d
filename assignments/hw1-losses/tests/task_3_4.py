"""Task 3.4: cross entropy is a likelihood in disguise."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_3_4"

PER_CHORD = (
    "This is the probability of one chord, the (geometric) mean of all. How probable is it that "
    "the first is right, and the second, and every other one?"
)
ROOT = (
    "The loss is already a mean, and here it is divided by n once more. What was the sum, before "
    "it was divided?"
)
LOGARITHM = "This is the logarithm of the likelihood. Which function undoes a logarithm?"
SIGN = (
    "This is one over the likelihood, more than 1, and no probability is. There is a minus in "
    "front of the logarithm in cross entropy."
)
ADDED = (
    "Here the probabilities are added up. That all n chords are right together is rarer than that "
    "one of them is: independent probabilities multiply."
)
BASE_TWO = "Here 2 is raised to the power, but ln is the natural logarithm: use np.exp."


@test_case(
    name="Worked example",
    points=1,
    failure_message="Write down the cross entropy of the three chords, and turn the formula around "
    "step by step: the mean, the minus, the logarithm.",
)
def worked_example(concepts):
    wrong = {
        PER_CHORD: 0.5,
        ROOT: 0.5 ** (1 / 3),
        LOGARITHM: -3 * np.log(2.0),
        SIGN: 8.0,
        ADDED: 1.5,
        BASE_TWO: 2.0 ** -(3 * np.log(2.0)),
    }
    check_answer(concepts.likelihood(np.log(2.0), 3), 0.125, wrong)


@test_case(
    name="Other songs",
    points=1,
    hidden=True,
    failure_message="Try it the other way round: take a few probabilities, multiply them, and "
    "compare with what your function makes of their cross entropy.",
)
def other_songs(concepts, reference, rng):
    """The rule holds for every loss and for any number of chords."""
    for n in (2, 4, 9):
        loss = -float(np.mean(np.log(rng.uniform(0.4, 0.9, n))))
        wrong = {
            PER_CHORD: np.exp(-loss),
            ROOT: np.exp(-loss / n),
            LOGARITHM: -n * loss,
            SIGN: np.exp(n * loss),
            ADDED: n * np.exp(-loss),
            BASE_TWO: 2.0 ** -(n * loss),
        }
        check_answer(concepts.likelihood(loss, n), reference.concepts.likelihood(loss, n), wrong)
