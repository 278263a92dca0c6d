"""Task 11.2: the target distribution, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_11_2"

AUGMENTED, SUSPENDED = 3, 4
TRAIN, VALIDATION, REST, SEMITONE = 64, 32, 300, 1
ENOUGH = 0.75


@test_case(
    name="A semitone higher",
    points=1,
    failure_message="Your model knows the chords of the white keys. Let augment transpose the "
    "training part, and train on what it returns.",
)
def semitone_higher(training, data):
    with np.load(data / "chords.npz") as chords:
        asked = np.isin(chords["y"], [AUGMENTED, SUSPENDED])
        x, labels = chords["x"][asked] / 2 - 110, chords["y"][asked].astype(int) - AUGMENTED
    middle, end = TRAIN + VALIDATION, TRAIN + VALIDATION + REST
    model = training.train(x[:TRAIN], labels[:TRAIN], x[TRAIN:middle], labels[TRAIN:middle], 0)
    higher = np.hstack([x[middle:end, :SEMITONE], x[middle:end, :-SEMITONE]])
    named = model.predict(higher)
    if isinstance(named, list | tuple):
        named = np.array(named)
    check_shape(named, (REST,), name="what predict returns")
    accuracy = np.mean(np.array(named) == labels[middle:end])
    if accuracy < ENOUGH:
        raise CheckFailed(
            f"Trained on {TRAIN} chords, augmented and suspended ones, your model names too few "
            f"of {REST} others that sound a semitone higher.",
            f"It names {accuracy:.1%}; {ENOUGH:.0%} is enough here.",
        )


@test_case(
    name="Hidden chords of the target",
    points=10,
    hidden=True,
    failure_message="Which of the three is lowest? Transposing brings the black keys, noise in the "
    "training part the band. Do to the training part what the target has.",
)
def hidden_target(rating):
    """Up to 35 % right it earns nothing, at 65 % it earns 70 % of the points, from 82 % on all of
    them, and in between the points grow evenly."""
    rating.award()
