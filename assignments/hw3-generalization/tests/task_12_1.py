"""Task 12.1: read the curves."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_12_1"

BY_TRAINING_LOSS = (
    "This is the epoch with the lowest training loss. That loss falls on while the network learns "
    "its examples by heart: which of the two curves knows about that?"
)
FROM_ONE = "Here the epochs are counted from 1. The first one has the number 0."
FIRST_DIP = (
    "This is the first epoch after which the validation loss rises. It may rise for a moment and "
    "fall lower afterwards: who stops at the first rise stops too early."
)
STOPPED = (
    "This is the lowest epoch before the validation loss rises for a while. Early stopping would "
    "end there, but here you know all epochs, and it falls lower later on."
)
LAST_FALL = (
    "This is the last epoch in which the validation loss fell. A fall need not reach the lowest "
    "point."
)
CLOSEST = (
    "This is the epoch in which the two curves are closest. They are close while little is "
    "learned, too: how good is the network there?"
)
HIGHEST = "This is the epoch with the highest validation loss. A loss is better the lower it is."
UNDER_CALLED_OVER = (
    "Too few of its own training samples are right. Whoever overfits knows them by heart, and this "
    "network has not even learned them."
)
OVER_CALLED_UNDER = (
    "Enough of the training samples are right, so the network has learned something. What it has "
    "learned does not hold for samples it has not seen."
)
FINE_CALLED_OVER = (
    "Enough samples are right on both parts. A small difference between them is always there."
)
FINE_CALLED_UNDER = "Enough samples are right on both parts, so enough has been learned."
WRONG_CALLED_FINE = (
    "Too few samples are right on one of the two parts. Which of the two did you not look at?"
)


def mistaken_epochs(train_loss, val_loss):
    rises = np.flatnonzero(np.diff(val_loss) > 0)
    falls = np.flatnonzero(np.diff(val_loss) < 0)
    right = int(np.argmin(val_loss))
    wrong = {
        BY_TRAINING_LOSS: int(np.argmin(train_loss)),
        FROM_ONE: right + 1,
        FIRST_DIP: int(rises[0]),
        HIGHEST: int(np.argmax(val_loss)),
        LAST_FALL: int(falls[-1]) + 1,
        CLOSEST: int(np.argmin(np.abs(val_loss - train_loss))),
    }
    return {why: epoch for why, epoch in wrong.items() if epoch != right}


def check_diagnosis(answer, right):
    wrong = {
        "fine": {FINE_CALLED_OVER: "overfitting", FINE_CALLED_UNDER: "underfitting"},
        "underfitting": {UNDER_CALLED_OVER: "overfitting", WRONG_CALLED_FINE: "fine"},
        "overfitting": {OVER_CALLED_UNDER: "underfitting", WRONG_CALLED_FINE: "fine"},
    }[right]
    check_answer(answer, right, wrong)


@test_case(
    name="Two curves",
    points=0.75,
    failure_message="Where is the validation loss lowest? np.argmin gives the number of the epoch.",
)
def two_curves(generalization):
    train_loss = np.array([1.8, 1.3, 1.25, 1.2, 0.6, 0.4, 0.2, 0.1])
    val_loss = np.array([2.1, 1.7, 1.8, 1.4, 1.3, 1.5, 1.7, 2.0])
    wrong = {BY_TRAINING_LOSS: 7, FROM_ONE: 5, FIRST_DIP: 1, HIGHEST: 0, CLOSEST: 3}
    check_answer(generalization.best_epoch(train_loss, val_loss), 4, wrong)


@test_case(
    name="Three networks",
    points=0.75,
    failure_message="Look at the training accuracy first: does the network know its own examples? "
    "Only then look at the other one.",
)
def three_networks(generalization):
    for train_accuracy, val_accuracy, right in (
        (0.49, 0.31, "underfitting"),
        (1.0, 0.58, "overfitting"),
        (0.95, 0.91, "fine"),
    ):
        check_diagnosis(generalization.diagnosis(train_accuracy, val_accuracy, 0.9), right)


@test_case(
    name="Other curves",
    points=0.25,
    hidden=True,
    failure_message="Draw curves of your own, with a dip at the beginning, a bump in the middle "
    "and another dip at the end, and find the lowest point of the validation loss. The curves are"
    " arrays or lists. The best epoch may be the first, the last or the only one.",
)
def other_curves(generalization, reference, rng):
    """The rule holds for any two curves, also where the validation loss rises and falls again."""
    for epochs in (9, 14, 30):
        t = np.arange(epochs)
        train_loss = 2 * np.exp(-t / 5) + 0.01 * rng.random(epochs)
        lowest = rng.integers(4, epochs - 2)
        val_loss = 1 + 0.1 * np.abs(t - lowest) + 0.01 * rng.random(epochs)
        val_loss[1] = val_loss[2] - 0.05
        right = reference.generalization.best_epoch(train_loss, val_loss)
        answer = generalization.best_epoch(train_loss.copy(), val_loss.copy())
        check_answer(answer, right, mistaken_epochs(train_loss, val_loss))
        # A valley, a bump of five epochs or more, the lowest point, and a small dip at the end.
        first, bump = rng.integers(3, 6), rng.integers(5, 8)
        lowest, end = first + bump + 4, first + bump + 9
        t = np.arange(end + 1)
        val_loss = np.interp(t, [0, first, first + bump, lowest, end], [2.2, 1.3, 1.8, 1.1, 1.9])
        val_loss[-2] = val_loss[-3] - 0.05
        train_loss = 2.1 * np.exp(-t / 4)
        wrong = {STOPPED: first, **mistaken_epochs(train_loss, val_loss)}
        for curves in ((train_loss, val_loss), (train_loss.tolist(), val_loss.tolist())):
            check_answer(generalization.best_epoch(*curves), lowest, wrong)
    # The best epoch may be the first, the last, or the only one; losses may be large.
    for val_loss, right in (([21.0, 25.0, 31.0], 0), ([31.0, 25.0, 21.0], 2), ([0.5], 0)):
        answer = generalization.best_epoch(np.linspace(30, 20, len(val_loss)), np.array(val_loss))
        check_answer(answer, right, {})


@test_case(
    name="Other networks",
    points=0.25,
    hidden=True,
    failure_message="Compare both accuracies with `enough`, whatever it is: 0.9 is only the "
    "example's.",
)
def other_networks(generalization, reference, rng):
    """It is fine if both accuracies are at least enough, and overfitting if only the first one
    is."""
    for _ in range(4):
        enough = float(rng.uniform(0.6, 0.8))
        low, high = enough - rng.uniform(0.1, 0.3), enough + rng.uniform(0.1, 0.2)
        just = ((enough, low), (enough, enough), (high, enough))
        for pair in ((low, low - 0.1), (low, high), (high, low), (high, high - 0.05), *just):
            right = reference.generalization.diagnosis(*pair, enough)
            check_diagnosis(generalization.diagnosis(*map(float, pair), enough), right)
