"""Task 3.5: a softmax that is a sigmoid."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_3_5"

MIRRORED = (
    "Softmax sees only how far the logits are apart, and from z to −z that is twice as far as it "
    "should be."
)
SWAPPED = "This is the probability of no: the two logits stand in the wrong order."
UNSIGNED = (
    "For negative z this is the answer to −z: softmax has to hear of the sign of z, and not of its "
    "size alone."
)
EQUAL = "Both logits are the same, so softmax is undecided, whatever z is."
ONE = (
    "In σ(z) = 1 / (1 + e^(−z)) the 1 is an exponential already. Which logit has the exponential 1?"
)
PROBABILITIES = (
    "These are the probabilities. Logits are what goes into softmax, and they come out as "
    "probabilities only afterwards."
)


def begins_with(probability):
    """Whether the softmax of two logits does."""

    def fits(logits):
        e = np.exp(logits - np.max(logits))
        return abs(e[0] / np.sum(e) - probability) < 1e-9

    return fits


@test_case(
    name="Worked example",
    points=0.5,
    failure_message="Write e^a / (e^a + e^b), divide above and below by e^a, and compare with "
    "1 / (1 + e^(−z)).",
)
def worked_example(concepts):
    wrong = {
        PROBABILITIES: [0.75, 0.25],
        MIRRORED: begins_with(0.9),
        SWAPPED: begins_with(0.25),
        EQUAL: begins_with(0.5),
        ONE: begins_with(3 / (3 + np.e)),
    }
    check_answer(concepts.two_logits(np.log(3.0)), begins_with(0.75), wrong, shape=(2,))


@test_case(
    name="Other logits",
    points=0.5,
    hidden=True,
    failure_message="Put your two logits into your own softmax, for several z, and compare with "
    "your sigmoid.",
)
def other_logits(concepts, reference, rng):
    """The rule holds for every z, also for negative ones."""
    sigmoid = reference.softmax.sigmoid
    ranges = ((1, 4), (-4, -1), (-0.9, -0.1), (8, 12), (-12, -8))
    for z in (float(rng.uniform(*ends)) for ends in ranges):
        wrong = {
            PROBABILITIES: [sigmoid(z), sigmoid(-z)],
            MIRRORED: begins_with(sigmoid(2 * z)),
            # Logits in the wrong order are wrong for positive z already.
            SWAPPED if z > 0 else UNSIGNED: begins_with(sigmoid(-z)),
            EQUAL: begins_with(0.5),
            ONE: begins_with(sigmoid(z - 1)),
        }
        check_answer(concepts.two_logits(z), begins_with(sigmoid(z)), wrong, shape=(2,))
