"""Task 10.1: a training loop that generalizes."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    StudentException,
    call_each,
    check_finite,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_10_1"

ENOUGH = 0.85
# With one neuron a class, and no hidden layer, nothing tells the labels of `strings` apart: about
# 0.5. Any network with a hidden layer that learns at all comes close to 1.

QUANTITIES = ("train_loss", "val_loss", "train_accuracy", "val_accuracy")


def strings(seed, n, bands=4, spread=4.0):
    """Two strings, each loud or silent, and bands of noise: is it exactly one that sounds?

    Returns decibels (n, bands) and labels (n,).
    """
    rng = np.random.default_rng(seed)
    sounds = rng.integers(0, 2, (n, 2))
    x = rng.normal(-60, 8, (n, bands))
    x[:, :2] = rng.normal(np.where(sounds, -25, -75), spread)
    return x, sounds[:, 0] ^ sounds[:, 1]


def trained(training, *data):
    """The model that train gives for x_train, y_train, x_val, y_val and a seed."""
    model = training.train(*data)
    if model is None:
        raise CheckFailed("Your train gives None. Does it end with `return model`?")
    if isinstance(model, list | tuple):
        raise CheckFailed("Return the model alone: its history goes with it, as model.history.")
    return model


def predictions(model, x):
    """The model's labels for x, if they are whole numbers, one for each sample."""
    return labels_of(model.predict(x), x)


def labels_of(labels, x):
    """What predict has given for x."""
    if isinstance(labels, list | tuple):
        labels = np.array(labels)
    check_shape(labels, (len(x),), name="what predict returns")
    if np.asarray(labels).dtype.kind not in "iu":
        raise CheckFailed("What predict returns should be whole numbers, the classes.")
    return np.array(labels)


def check_learned(model, x, labels, enough=ENOUGH):
    """The model names these samples, which it has never seen."""
    accuracy = float(np.mean(predictions(model, x) == labels))
    if accuracy < enough:
        raise CheckFailed(
            "Your model names too few of the sounds that it has not heard.",
            f"It names {accuracy:.0%} of them; {enough:.0%} is enough.",
        )


def check_same_network(model, x_val, val_labels):
    """predict names the validation part about as well as the best epoch of the history."""
    try:
        best = np.max(history(model)[3])
    except (CheckFailed, StudentException, KeyError, TypeError, ValueError):
        return  # the history is judged in a case of its own
    accuracy = np.mean(predictions(model, x_val) == val_labels)
    if accuracy + 0.3 < best <= 1:
        raise CheckFailed(
            "Your predict says something else than your history. Does it standardize as train does?"
        )


def history(model):
    """The model's history as four arrays with a number for each epoch."""
    told = model.history
    arrays = [np.array(list(told[quantity]), dtype=float) for quantity in QUANTITIES]
    if len({len(array) for array in arrays}) > 1 or len(arrays[0]) == 0:
        raise CheckFailed(
            "The four lists of the history should be of one length: one number for each epoch."
        )
    for quantity, array in zip(QUANTITIES, arrays, strict=True):
        check_finite(array, name=f"history[{quantity!r}]")
    return arrays


@test_case(
    name="Worked example",
    points=2.5,
    failure_message="One layer cannot learn this, however long it trains: put a hidden layer with "
    "a ReLU in between. Then give it minibatches, a larger learning rate or more epochs.",
)
def two_strings(training):
    (x, labels), (x_val, val_labels) = strings(1, 64), strings(2, 32)
    with check_unchanged(x_train=x, y_train=labels, x_val=x_val, y_val=val_labels):
        model = trained(training, x, labels, x_val, val_labels, 0)
    check_same_network(model, x_val, val_labels)
    check_learned(model, *strings(3, 200))


@test_case(
    name="History",
    points=1,
    failure_message="At the end of each epoch, append the loss and the accuracy of both parts, "
    "measured without dropout. An accuracy is the share of right answers, from 0 to 1.",
)
def history_of_the_training(training):
    x_val, val_labels = strings(5, 32)
    model = trained(training, *strings(4, 64), x_val, val_labels, 1)
    train_loss, val_loss, *accuracies = history(model)
    if np.min(accuracies) < 0 or np.max(accuracies) > 1:
        raise CheckFailed("An accuracy in your history is not between 0 and 1.")
    if not np.min(train_loss) < train_loss[0] or not np.min(val_loss) < 0.5:
        raise CheckFailed("The losses in your history hardly fall.")
    if min(np.max(accuracy) for accuracy in accuracies) < ENOUGH:
        raise CheckFailed("The accuracies in your history stay low.")


@test_case(
    name="Loud and soft bands",
    points=1,
    failure_message="Subtract from each band its mean, and divide by its standard deviation, both "
    "of the training part; divide by 1 where a band is always the same. A hidden layer is needed.",
)
def loud_and_soft_bands(training):
    def quiet(seed, n):
        x, labels = strings(seed, n)
        silent, loud = np.full((n, 1), -110.0), 2.0 * x[:, 2:] + 100
        return np.hstack([silent, -95 + x[:, :2] / 100, loud]), labels

    model = trained(training, *quiet(6, 64), *quiet(7, 32), 2)
    check_learned(model, *quiet(8, 200))


@test_case(
    name="It stops in time",
    points=1.25,
    failure_message="After each epoch ask your EarlyStopping with the latest validation loss, and "
    "leave the loop when it says so. With a patience of 10 or 20, leave room for 100 epochs.",
)
def stops_in_time(training):
    # Some of these cannot be named: who stops at 100 % does not stop before the others do.
    (x, labels), (x_val, val_labels) = strings(9, 64), strings(10, 200, spread=10)
    long = len(history(trained(training, x, labels, x_val, val_labels, 3))[1])
    short = len(history(trained(training, x, labels, x_val, 1 - val_labels, 3))[1])
    if short >= long:
        raise CheckFailed(
            "With the validation labels the wrong way round, the validation loss rises from the "
            "first epochs on, and your training should stop earlier than with the right ones.",
            f"It took {short} epochs, and {long} with the right labels.",
        )


@test_case(
    name="The best epoch, not the last",
    points=1.25,
    failure_message="When the training is over, write the best parameters back into the network: "
    "parameter[...] = best. And is val_loss measured on x_val and y_val, after every epoch?",
)
def best_epoch(training):
    x_val, val_labels = strings(12, 200, spread=14)
    val_labels = 1 - val_labels
    model = trained(training, *strings(11, 64, spread=10), x_val, val_labels, 4)
    _, loss, _, accuracy = history(model)
    if loss[-1] < np.min(loss) + 0.04:
        raise CheckFailed(
            "With the validation labels the wrong way round, the validation loss should rise while "
            "the network learns. Yours hardly does: does the network learn too slowly?"
        )
    # Epochs that are nearly as good are fine, and so is one sample more or less.
    best = accuracy[loss <= np.min(loss) + 0.02]
    reached = np.mean(predictions(model, x_val) == val_labels)
    if np.min(np.abs(best - reached)) > 1.5 / len(x_val):
        raise CheckFailed(
            "The model that you return is not the one of the epoch with the lowest validation "
            "loss. Or the history measures another network: with dropout, or not at the end of the "
            "epoch.",
            f"Validation accuracy: {accuracy[np.argmin(loss)]:.1%} in that epoch, "
            f"{accuracy[-1]:.1%} in the last one, {reached:.1%} for the model you return.",
        )


@test_case(
    name="What the validation part is for",
    points=0.5,
    hidden=True,
    failure_message="Compute gradients from x_train and y_train only. The validation part answers "
    "one question: is it time to stop?",
)
def validation_is_not_learned(training):
    """No weight is ever fitted to the validation part, which only says when to stop."""
    (x, labels), (x_val, val_labels) = strings(13, 64, spread=8), strings(14, 200, spread=8)
    model = trained(training, x, labels, x_val, 1 - val_labels, 5)
    if np.mean(predictions(model, x_val) == 1 - val_labels) > 0.8:
        raise CheckFailed("Your model has learned the labels of the validation part.")
    check_learned(trained(training, x, labels, x_val, val_labels, 5), *strings(15, 200))


@test_case(
    name="One sample at a time",
    points=0.5,
    hidden=True,
    failure_message="Keep the mean and the standard deviation of the training part in the model, "
    "and use them in predict too. And no dropout in predict.",
)
def one_sample_at_a_time(training):
    """predict names each sample on its own, whichever others come with it, and how often asked."""
    model = trained(training, *strings(16, 64), *strings(17, 32), 6)
    check_learned(model, *strings(18, 200))
    # Wide spread, so that many a sample lies where any other model says something else.
    x, _ = strings(27, 200, spread=20)
    together = predictions(model, x)
    single = np.split(x[:40], 40)
    alone = np.concatenate(list(map(labels_of, call_each(model.predict, single), single)))
    if not np.array_equal(alone, together[:40]) or not np.array_equal(
        predictions(model, x[100:]), together[100:]
    ):
        raise CheckFailed("Your predict gives a sample another label when it comes with others.")


@test_case(
    name="The same seed",
    points=0.5,
    hidden=True,
    failure_message="Make one rng = np.random.default_rng(seed) at the beginning of train, and "
    "draw everything from it: weights, minibatches, dropout, augmentation.",
)
def same_seed(training):
    """The same seed gives the same model and history, another seed another start."""
    x, labels = strings(21, 200)
    check_learned(trained(training, *strings(25, 64), *strings(26, 32), 7), x, labels)
    # A few samples tell the rest, in a third of the time.
    few = (*strings(25, 24), *strings(26, 12))
    models = [trained(training, *few, seed) for seed in (7, 7, 8)]
    one, same, other = (history(model) for model in models)
    if len(one[1]) != len(same[1]) or not np.allclose(one, same, rtol=1e-6):
        raise CheckFailed("Trained twice with the same seed, your model is not the same.")
    if not np.array_equal(predictions(models[0], x), predictions(models[1], x)):
        raise CheckFailed("Trained twice with the same seed, your model is not the same.")
    if len(one[1]) == len(other[1]) and np.allclose(one, other, rtol=1e-6):
        raise CheckFailed("Trained with another seed, your model is exactly the same.")


@test_case(
    name="Eleven bands, three classes",
    points=0.5,
    hidden=True,
    failure_message="Take the number of bands from x_train.shape[1], and the number of classes "
    "from the labels: there may be two, three or eight.",
)
def other_shapes(training):
    """train works for any number of bands and classes."""

    def registers(seed, n, bands=11):
        """Which third of the bands is loud: the lower, the middle or the upper one?"""
        rng = np.random.default_rng(seed)
        labels = rng.permutation(np.arange(n) % 3)
        loud = np.arange(bands) * 3 // bands == labels[:, np.newaxis]
        return rng.normal(np.where(loud, -50, -65), 8), labels

    model = trained(training, *registers(22, 64), *registers(23, 32), 9)
    check_learned(model, *registers(24, 200))
