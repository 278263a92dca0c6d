"""Did it learn, or learn by heart? Each question is a function, so that its answer is a rule.

The tests call a function with numbers that you have not seen. An answer that holds for all of them
is a thought; one that holds for a single example may be luck.

Shapes: m models, n samples. Lecture: Deep Learning Fundamentals II, "Training, validation, test",
"Over- and underfitting".
"""

import numpy as np


def best_epoch(train_loss, val_loss):
    """Task 12.1: the epoch, counted from 0, whose network we should keep.

    train_loss, val_loss: one number for each epoch, (epochs,). Returns an integer.
    Lecture: "Early stopping".
    """
    # BEGIN SOLUTION
    return int(np.argmin(val_loss))
    # END SOLUTION


def diagnosis(train_accuracy, val_accuracy, enough):
    """Task 12.1: what is wrong with a network that should name the share `enough` of all samples.

    The accuracies are shares of right answers, from 0 to 1, at the end of the training.
    Returns "underfitting", "overfitting" or "fine". Lecture: "Over- and underfitting".
    """
    # BEGIN SOLUTION
    if train_accuracy < enough:
        return "underfitting"
    return "overfitting" if val_accuracy < enough else "fine"
    # END SOLUTION


def helps(remedy, problem):
    """Task 12.2: is this what to try first against this problem?

    remedy: a name from the list in the hand-out; problem: "overfitting" or "underfitting".
    Returns True or False. Lecture: "Over- and underfitting".
    """
    # BEGIN SOLUTION
    more_freedom = ("a larger network", "more epochs", "less dropout", "a smaller lambda")
    return (remedy in more_freedom) == (problem == "underfitting")
    # END SOLUTION


def standard_error(accuracy, n):
    """Task 12.3: how far an accuracy measured on n samples is off, typically.

    accuracy: the share of right answers, from 0 to 1. Returns a float.
    Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    accuracy, n = float(accuracy), float(n)
    return np.sqrt(accuracy * (1 - accuracy) / n)
    # END SOLUTION


def best_ratios(n, accuracy, most):
    """Task 12.3: of 9:0.5:0.5, 8:1:1 and 6:2:2, the one with the most samples for training.

    The standard error of the accuracy on the test part must be at most `most`; where no ratios are
    good enough, those that come closest. n: all samples. Returns the three numbers.
    Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    n = float(n)
    for ratios in ((9, 0.5, 0.5), (8, 1, 1), (6, 2, 2)):
        in_test = n * ratios[2] / 10
        if standard_error(accuracy, in_test) <= most:
            break
    return ratios
    # END SOLUTION


def leaks(steps):
    """Task 12.4: does something of the test part get into the training?

    steps: a list of names from the hand-out, in the order in which they are done.
    Returns True or False. Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    before = steps[: steps.index("split")]
    return any(step in ("standardize", "augment", "cut into clips") for step in before)
    # END SOLUTION


def choose_and_report(val_accuracy, test_accuracy):
    """Task 12.5: the number of the model to take, counted from 0, and the accuracy to report of it.

    val_accuracy, test_accuracy: of each of the models, (m,). Returns (number, accuracy).
    Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    chosen = np.argmax(val_accuracy)
    return chosen, test_accuracy[chosen]
    # END SOLUTION


def best_of_many(val_guesses, val_labels, hidden_guesses, hidden_labels):
    """Task 12.6: how good the model that is best on the validation part looks, and how good it is.

    The guesses are labels, a row for each model, (m, n); labels: (n,). The n of the two parts
    differ. Returns its two accuracies: (on the validation part, on the hidden part).
    Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    on_validation = np.mean(val_guesses == val_labels, axis=1)
    best = np.argmax(on_validation)
    return on_validation[best], np.mean(hidden_guesses[best] == hidden_labels)
    # END SOLUTION
