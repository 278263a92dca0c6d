"""Task 11.1: chords of the training's kind, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_11_1"

AUGMENTED, SUSPENDED = 3, 4
TRAIN, VALIDATION, REST = 64, 32, 300
ENOUGH = 0.65


@test_case(
    name="Augmented or suspended?",
    points=1,
    failure_message="One of two is luck. A hidden layer, standardized bands, minibatches and a "
    "few dozen epochs are enough for this; Task 10.1 says more.",
)
def augmented_or_suspended(training, data):
    with np.load(data / "chords.npz") as chords:
        asked = np.isin(chords["y"], [AUGMENTED, SUSPENDED])
        x, labels = chords["x"][asked] / 2 - 110, chords["y"][asked].astype(int) - AUGMENTED
    middle, end = TRAIN + VALIDATION, TRAIN + VALIDATION + REST
    model = training.train(x[:TRAIN], labels[:TRAIN], x[TRAIN:middle], labels[TRAIN:middle], 0)
    named = model.predict(x[middle:end])
    if isinstance(named, list | tuple):
        named = np.array(named)
    check_shape(named, (REST,), name="what predict returns")
    accuracy = np.mean(np.array(named) == labels[middle:end])
    if accuracy < ENOUGH:
        raise CheckFailed(
            f"Trained on {TRAIN} chords, augmented and suspended ones, your model names too few "
            f"of {REST} others.",
            f"It names {accuracy:.1%}; {ENOUGH:.0%} is enough here.",
        )


@test_case(
    name="Hidden chords of the same kind",
    points=10,
    hidden=True,
    failure_message="Watch the gap between the training part and your own test part. Where it is "
    "large: L2, dropout, augmentation. Where both are low: a larger network, more epochs.",
)
def hidden_chords(rating):
    """Up to 50 % right it earns nothing, at 75 % it earns 70 % of the points, from 88 % on all of
    them, and in between the points grow evenly."""
    rating.award()
