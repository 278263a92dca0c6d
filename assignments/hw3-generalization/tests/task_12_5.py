"""Task 12.5: never choose on the test part."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_12_5"

CHOSEN_ON_TEST = (
    "This model was chosen on the test part. That is then a second validation part, and nobody is "
    "left to say how good the model really is."
)
VALIDATION_REPORTED = (
    "The model is the right one, but the accuracy is that on the validation part, by which it was "
    "chosen: the best of several always looks better there than it is."
)
BEST_OF_BOTH = (
    "The model is the right one, but the accuracy is another model's. Report how the chosen one "
    "does on the test part, whatever comes out."
)
FROM_ONE = "Here the models are counted from 1. The first one has the number 0."


def mistaken(val_accuracy, test_accuracy):
    chosen, by_test = np.argmax(val_accuracy), np.argmax(test_accuracy)
    return {
        CHOSEN_ON_TEST: (by_test, np.max(test_accuracy)),
        VALIDATION_REPORTED: (chosen, np.max(val_accuracy)),
        BEST_OF_BOTH: (chosen, np.max(test_accuracy)),
        FROM_ONE: (chosen + 1, test_accuracy[chosen]),
    }


@test_case(
    name="Four models",
    points=0.5,
    failure_message="The validation part chooses the model: np.argmax. The test part says how good "
    "that one is.",
)
def four_models(generalization):
    val_accuracy, test_accuracy = np.array([0.7, 0.9, 0.8, 0.6]), np.array([0.65, 0.78, 0.86, 0.61])
    wrong = {
        CHOSEN_ON_TEST: (2, 0.86),
        VALIDATION_REPORTED: (1, 0.9),
        BEST_OF_BOTH: (1, 0.86),
        FROM_ONE: (2, 0.78),
    }
    check_answer(generalization.choose_and_report(val_accuracy, test_accuracy), (1, 0.78), wrong)


@test_case(
    name="Other models",
    points=0.5,
    hidden=True,
    failure_message="Try lists in which the best model on the one part is not the best on the "
    "other.",
)
def other_models(generalization, reference, rng):
    """The rule holds for any number of models."""
    for m, best in ((3, 0), (5, 4), (20, rng.integers(1, 19))):
        val_accuracy, test_accuracy = rng.uniform(0.5, 0.8, (2, m))
        other = rng.choice(np.delete(np.arange(m), best))
        val_accuracy[best], test_accuracy[other] = 0.9, 0.85
        right = reference.generalization.choose_and_report(val_accuracy, test_accuracy)
        answer = generalization.choose_and_report(val_accuracy.copy(), test_accuracy.copy())
        check_answer(answer, right, mistaken(val_accuracy, test_accuracy))
