"""All that a training gives, for `training.train`: another model or history is another training."""

import numpy as np

QUANTITIES = ("train_loss", "val_loss", "train_accuracy", "val_accuracy")


def _trained(training, rng, n, bands, classes):
    """Train on random decibels whose labels hang on two of the bands; all that comes of it."""
    centres = rng.normal(-60, 20, (classes, bands))
    labels, val_labels = rng.integers(0, classes, n), rng.integers(0, classes, n // 2)
    labels[:classes] = np.arange(classes)
    x, x_val = (rng.normal(centres[each], 15) for each in (labels, val_labels))
    x[:, 0] = x_val[:, 0] = -110
    before = x.copy()
    model = training.train(x, labels, x_val, val_labels, int(rng.integers(1000)))
    yield bool(np.array_equal(x, before))
    yield from (np.array(model.history[quantity]) for quantity in QUANTITIES)
    yield model.predict(x_val)
    yield model.logits(x_val)
    yield np.concatenate([model.predict(each[np.newaxis]) for each in x_val])


def numbers(training, rng):
    """Few bands, so that nothing is augmented."""
    for n, bands, classes in ((40, 4, 2), (64, 11, 3)):
        yield from _trained(training, rng, n, bands, classes)


def spectra(training, rng):
    """An octave of bands, and two."""
    for n, bands, classes in ((36, 12, 2), (40, 24, 4)):
        yield from _trained(training, rng, n, bands, classes)


def labels_the_wrong_way_round(training, rng):
    """The validation loss rises, and the best epoch is not the last."""
    x, x_val = rng.normal(-60, 10, (40, 5)), rng.normal(-60, 10, (40, 5))
    labels = (x[:, 0] > x[:, 1]).astype(int)
    val_labels = 1 - (x_val[:, 0] > x_val[:, 1]).astype(int)
    model = training.train(x, labels, x_val, val_labels, 5)
    yield from (np.array(model.history[quantity]) for quantity in QUANTITIES)
    yield model.predict(x_val)
    yield model.logits(x_val, training=True).shape
