"""Task 3.2: why not just ŷ − y?"""

import numpy as np

from gradus_checks import check_answer, check_unchanged, test_case

OK_FORMAT = False
name = "task_3_2"

ERRORS = (
    "These are the errors themselves. A prediction is what was sung: the right pitch plus its "
    "error."
)
HIT = (
    "A note is less than one cent off. Every note must be wrong, whatever the song: also in one "
    "where notes repeat, or where one is the mean of the others."
)
ONE_SIDE = (
    "All your notes are sharp, or all are flat, and then nothing cancels. Let some be too high and "
    "others too low."
)
UNBALANCED = (
    "Sharp and flat do not cancel here: the differences ŷ − y must add up to 0. What is left over "
    "when the number of notes is odd? One note may outweigh several others."
)
CLOSER = (
    "A note came closer to its target, or stayed where it was. To lower a sharp note improves it "
    "at first: go on, until it is further off on the flat side than it was on the sharp side."
)
HIGHER = (
    "Every note is further off, but the mean of ŷ − y did not get lower. Which errors pull that "
    "mean down, the sharp ones or the flat ones?"
)


def balanced(y_true):
    def fits(y_pred):
        errors = y_pred - y_true
        return np.all(np.abs(errors) >= 1 - 1e-6) and abs(np.mean(errors)) < 1e-6

    return fits


def kinds_of_imbalance(y_true):
    return {
        ERRORS: lambda y_pred: np.any(y_pred) and abs(np.mean(y_pred)) < 1e-6,
        HIT: lambda y_pred: np.any(np.abs(y_pred - y_true) < 1 - 1e-6),
        ONE_SIDE: lambda y_pred: abs(np.sum(np.sign(y_pred - y_true))) == len(y_true),
        UNBALANCED: lambda y_pred: abs(np.mean(y_pred - y_true)) >= 1e-6,
    }


def check_worse_and_lower(answer, y_pred, y_true):
    def closer(y_new):
        return np.any(np.abs(y_new - y_true) <= np.abs(y_pred - y_true))

    def higher(y_new):
        return np.mean(y_new) >= np.mean(y_pred)

    def right(y_new):
        return not closer(y_new) and not higher(y_new)

    check_answer(answer, right, {CLOSER: closer, HIGHER: higher}, shape=y_true.shape)


@test_case(
    name="Three notes that cancel",
    points=0.5,
    failure_message="Start from the right notes, and add errors that are not 0 but add up to 0.",
)
def three_notes(concepts):
    y_true = np.array([400.0, 500.0, 700.0])
    with check_unchanged(y_true=y_true):
        answer = concepts.cancelling_predictions(y_true)
    check_answer(answer, balanced(y_true), kinds_of_imbalance(y_true), shape=(3,))


@test_case(
    name="Worse, and still lower",
    points=0.5,
    failure_message="How far off is each note now? Put it on the side that lowers the mean of "
    "ŷ − y, and further off than before.",
)
def worse_and_lower(concepts):
    y_pred, y_true = np.array([410.0, 480.0, 730.0]), np.array([400.0, 500.0, 700.0])
    with check_unchanged(y_pred=y_pred, y_true=y_true):
        answer = concepts.lower_still(y_pred, y_true)
    check_worse_and_lower(answer, y_pred, y_true)


@test_case(
    name="Other songs that cancel",
    points=0.5,
    hidden=True,
    failure_message="Choose the errors first, whatever the notes are, and then add them to the "
    "notes. Try songs of 2, 5 and 8 notes.",
)
def other_songs(concepts, rng):
    """This works for every song of two or more notes, in any order, and some may be the same."""
    repeated = np.repeat(rng.uniform(0, 1200, 4), 2)
    centred = rng.uniform(300, 900) + np.array([-200.0, 0.0, 200.0])
    for y_true in (rng.uniform(0, 1200, 2), repeated, rng.uniform(0, 1200, 5), centred):
        answer = concepts.cancelling_predictions(y_true.copy())
        check_answer(answer, balanced(y_true), kinds_of_imbalance(y_true), shape=y_true.shape)


@test_case(
    name="Worse, and still lower, in other songs",
    points=0.5,
    hidden=True,
    failure_message="Try notes that are all sharp, notes that are all flat, one that is right, and "
    "one that is an octave too high.",
)
def other_worse_songs(concepts, rng):
    """This works for every song, whether its notes are sharp, flat or right."""
    for highest, sides in ((1200, (1, 1)), (10, (-1, -1, -1)), (1200, (1, -1, 0, 1, -1, 1))):
        y_true = rng.uniform(1, highest, len(sides))
        y_pred = y_true + np.array(sides) * rng.uniform(20, 90, len(sides))
        y_pred[0] += 1200 * sides[0]
        answer = concepts.lower_still(y_pred.copy(), y_true.copy())
        check_worse_and_lower(answer, y_pred, y_true)
