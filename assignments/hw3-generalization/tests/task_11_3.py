"""Task 11.3: instruments never heard, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_11_3"

AUGMENTED, SUSPENDED = 3, 4
TRAIN, VALIDATION, REST = 64, 32, 300
ENOUGH = 0.75


@test_case(
    name="Softer and duller",
    points=1,
    failure_message="Let augment change the loudness and the tone colour of the training part: "
    "some decibels for all bands, and a slope from the lowest to the highest.",
)
def softer_and_duller(training, data):
    with np.load(data / "chords.npz") as chords:
        asked = np.isin(chords["y"], [AUGMENTED, SUSPENDED])
        x, labels = chords["x"][asked] / 2 - 110, chords["y"][asked].astype(int) - AUGMENTED
    middle, end = TRAIN + VALIDATION, TRAIN + VALIDATION + REST
    model = training.train(x[:TRAIN], labels[:TRAIN], x[TRAIN:middle], labels[TRAIN:middle], 0)
    named = model.predict(x[middle:end] - 6 - np.linspace(0, 12, x.shape[1]))
    if isinstance(named, list | tuple):
        named = np.array(named)
    check_shape(named, (REST,), name="what predict returns")
    accuracy = np.mean(np.array(named) == labels[middle:end])
    if accuracy < ENOUGH:
        raise CheckFailed(
            f"Trained on {TRAIN} chords, augmented and suspended ones, your model names too few "
            f"of {REST} softer, duller ones.",
            f"It names {accuracy:.1%}; {ENOUGH:.0%} is enough here.",
        )


@test_case(
    name="Hidden instruments",
    points=4,
    hidden=True,
    failure_message="No remedy is sure here. What differs from instrument to instrument, and what "
    "stays? Change the first in the training part.",
)
def hidden_instruments(rating):
    """Up to 30 % right it earns nothing, at 65 % it earns 70 % of the points, from 78 % on all of
    them, and in between the points grow evenly."""
    rating.award()
