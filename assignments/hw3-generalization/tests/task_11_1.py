"""Task 11.1: chords of the training's kind, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_11_1"

TRAIN, VALIDATION, REST = 320, 100, 600
BETTER_THAN_LUCK = 0.25


@test_case(
    name="A handful of real chords",
    points=1,
    failure_message="One of eight is luck. A hidden layer, standardized bands, minibatches and a "
    "few dozen epochs are enough for this; Task 10.1 says more.",
)
def handful_of_chords(training, data):
    with np.load(data / "chords.npz") as chords:
        x, labels = chords["x"] / 2 - 110, chords["y"].astype(int)
    middle, end = TRAIN + VALIDATION, TRAIN + VALIDATION + REST
    model = training.train(x[:TRAIN], labels[:TRAIN], x[TRAIN:middle], labels[TRAIN:middle], 0)
    named = model.predict(x[middle:end])
    check_shape(named, (REST,), name="what predict returns")
    accuracy = np.mean(np.array(named) == labels[middle:end])
    if accuracy < BETTER_THAN_LUCK:
        raise CheckFailed(
            f"Trained on {TRAIN} chords, your model names too few of {REST} others.",
            f"It names {accuracy:.1%}; {BETTER_THAN_LUCK:.0%} is enough here.",
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
