"""Task 11.2: the target distribution, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_11_2"

TRAIN, VALIDATION, REST, SEMITONE = 160, 80, 600, 1
BETTER_THAN_LUCK = 0.25


@test_case(
    name="A semitone higher",
    points=1,
    failure_message="Your model knows the chords of the white keys. Let augment transpose the "
    "training part, and train on what it returns.",
)
def semitone_higher(training, data):
    with np.load(data / "chords.npz") as chords:
        x, labels = chords["x"] / 2 - 110, chords["y"].astype(int)
    middle, end = TRAIN + VALIDATION, TRAIN + VALIDATION + REST
    model = training.train(x[:TRAIN], labels[:TRAIN], x[TRAIN:middle], labels[TRAIN:middle], 0)
    higher = np.hstack([x[middle:end, :SEMITONE], x[middle:end, :-SEMITONE]])
    named = model.predict(higher)
    check_shape(named, (REST,), name="what predict returns")
    accuracy = np.mean(np.array(named) == labels[middle:end])
    if accuracy < BETTER_THAN_LUCK:
        raise CheckFailed(
            f"Trained on {TRAIN} chords, your model names too few of {REST} others that sound a "
            "semitone higher.",
            f"It names {accuracy:.1%}; {BETTER_THAN_LUCK:.0%} is enough here.",
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
