"""Task 12.6: the best of many."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_12_6"

BEST_TWICE = (
    "The second number is the best of all models on the hidden part. That one was not chosen: how "
    "does the model do there that is best on the validation part?"
)
CHOSEN_ON_HIDDEN = (
    "Here the model was chosen on the hidden part. Choose it on the validation part, and then look "
    "what it does on the hidden one."
)
MEANS = "These are the means over all models. Choose one model first."
MEAN_OF_HIDDEN = (
    "The second number is the mean over all models. What does the chosen one do on the hidden part?"
)
SWAPPED = "These are the right numbers the wrong way round: first validation, then hidden."
COUNTS = "These are numbers of right answers. An accuracy is a share: divide by the samples."


def mistaken(val_guesses, val_labels, hidden_guesses, hidden_labels):
    on_validation = np.mean(val_guesses == val_labels, axis=1)
    on_hidden = np.mean(hidden_guesses == hidden_labels, axis=1)
    best, by_hidden = np.argmax(on_validation), np.argmax(on_hidden)
    claimed, honest = on_validation[best], on_hidden[best]
    return {
        CHOSEN_ON_HIDDEN: (on_validation[by_hidden], on_hidden[by_hidden]),
        BEST_TWICE: (claimed, np.max(on_hidden)),
        MEANS: (np.mean(on_validation), np.mean(on_hidden)),
        MEAN_OF_HIDDEN: (claimed, np.mean(on_hidden)),
        SWAPPED: (honest, claimed),
        COUNTS: (claimed * len(val_labels), honest * len(hidden_labels)),
    }


@test_case(
    name="Three models",
    points=1,
    failure_message="Which share of each row of val_guesses is right? Take the best row, and look "
    "at the row of the same number in hidden_guesses.",
)
def three_models(generalization):
    val_labels, hidden_labels = np.array([0, 1, 1, 0]), np.array([1, 0, 1, 0, 1])
    val_guesses = np.array([[0, 1, 0, 1], [0, 1, 1, 1], [0, 0, 0, 1]])
    hidden_guesses = np.array([[1, 0, 1, 1, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 0]])
    wrong = {
        CHOSEN_ON_HIDDEN: (0.25, 0.8),
        BEST_TWICE: (0.75, 0.8),
        MEANS: (0.5, 0.6),
        MEAN_OF_HIDDEN: (0.75, 0.6),
        SWAPPED: (0.4, 0.75),
        COUNTS: (3.0, 2.0),
    }
    answer = generalization.best_of_many(val_guesses, val_labels, hidden_guesses, hidden_labels)
    check_answer(answer, (0.75, 0.4), wrong)


@test_case(
    name="Two hundred that guess",
    points=0.5,
    hidden=True,
    failure_message="Run the simulation of the hand-out: what is the accuracy of the chosen model "
    "on the hidden part, and what would it be for a coin?",
)
def two_hundred(generalization, reference, rng):
    """The rule holds for any number of models, classes and samples."""
    for m, n, hidden, k in ((200, 40, 150, 8), (5, 11, 17, 3)):
        val_labels, hidden_labels = rng.integers(0, k, n), rng.integers(0, k, hidden)
        val_guesses = rng.integers(0, k, (m, n))
        hidden_guesses = rng.integers(0, k, (m, hidden))
        best, other = rng.permutation(m)[:2]
        val_guesses[best] = np.where(np.arange(n) < n - 1, val_labels, -1)
        hidden_guesses[other] = hidden_labels
        parts = (val_guesses, val_labels, hidden_guesses, hidden_labels)
        right = reference.generalization.best_of_many(*parts)
        copies = (part.copy() for part in parts)
        check_answer(generalization.best_of_many(*copies), right, mistaken(*parts))
