"""Task 13.2: log-spectral distance."""

import numpy as np

from gradus_checks import (
    check_close,
    check_kinds,
    check_raises,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_13_2"


@test_case(
    name="Worked example",
    points=2.5,
    failure_message="Decibels of both power spectra, 10 · np.log10(P + f) with one floor f; their "
    "difference; its square; the mean; the root.",
)
def worked_example(distances):
    distance = distances.log_spectral_distance(np.array([[3.0, -2.0]]), np.array([[6.0, 4.0]]))
    check_close(
        distance,
        15.204861537367407,
        name="the distance",
        wrong={
            "The root is missing.": 231.18781437051476,
            "You took the absolute value: square, then the mean, then the root.": (
                13.965881139214773
            ),
            "This is the natural logarithm: decibels take 10 · np.log10.": 3.5010487516980726,
            "This is in bel: a decibel is a tenth of it, so multiply by 10.": 1.5204861537367407,
            "20 is for amplitudes: power_spectrum gives powers, so it is 10.": 30.409723074734814,
            "You took the root of the powers: they are in decibels with 10 as they are.": (
                7.602430768683703
            ),
            "You added up where the mean is asked.": 21.502921400150015,
        },
    )


@test_case(
    name="Loudness does not decide",
    points=1.5,
    failure_message="The floor is a part of the original's own mean power: if both sounds are a "
    "thousand times louder, so is the floor, and the distance stays as it was.",
)
def loudness_does_not_decide(distances):
    # A frequency of each is silent: there the floor is all that counts.
    original, copy = np.array([[2.0, 2.0], [3.0, 1.0]]), np.array([[2.0, 1.0], [2.0, 2.0]])
    wrong = {
        "The floor is missing: add f to both powers.": 87.01642873283515,
        "One mean over all frames and frequencies, and then the root of it.": 23.703256752830242,
        "The floor is FLOOR times the mean power, not FLOOR itself.": 30.513046886450592,
        "The floor hangs on the mean power of the original, not on that of the copy.": (
            24.78906968731805
        ),
        "The floor hangs on the mean power of the original, not on the largest.": (
            22.039978752968075
        ),
        "The floor hangs on the mean power of the original, not on the sum.": 19.570837328658495,
        "Both powers get the same floor, that of the original.": 24.34089447199227,
        "There is one floor for all frames, not one for each.": 23.786052334829254,
    }
    for gain in (1.0, 1000.0, 0.001):
        distance = distances.log_spectral_distance(gain * copy, gain * original)
        check_close(distance, 23.795342613225937, name="the distance", wrong=wrong)


@test_case(
    name="Upside down, and half as loud",
    points=1,
    failure_message="The spectrum does not hear a sign, so −y has the distance 0. Half the volume "
    "is a quarter of the power: 6 dB less at each frequency that is not silent.",
)
def upside_down(distances):
    original = np.array([[6.0, 4.0], [5.0, 1.0]])
    check_close(distances.log_spectral_distance(-original, original), 0.0, name="the distance")
    copy = original.copy()
    check_close(distances.log_spectral_distance(copy, original), 0.0, name="the distance")
    distance = distances.log_spectral_distance(original / 2, original)
    check_close(distance, 6.016160559394152, name="the distance")


@test_case(
    name="Silence",
    points=1,
    failure_message="Of silence the mean power is 0, and so would be the floor: it is at least "
    "TINY, max(FLOOR * …, TINY).",
)
def silence(distances):
    nothing, copy = np.zeros((2, 2)), np.array([[2.0, 0.0], [0.0, 0.0]])
    distance = distances.log_spectral_distance(nothing, nothing.copy())
    check_close(distance, 0.0, name="the distance")
    distance = distances.log_spectral_distance(copy, nothing)
    check_close(distance, 89.11002076787763, name="the distance")


@test_case(
    name="Random frames",
    points=1.25,
    hidden=True,
    failure_message="There is one floor for all frames, and one mean over all of them and all "
    "frequencies. Whole numbers and soft frames are welcome too.",
)
def random_frames(distances, reference, rng):
    """One floor and one mean go over all frames and frequencies, of any number."""
    for shape, size in (((1, 16), 1.0), ((7, 4), 1e-3), ((5, 64), 1e3)):
        original = rng.normal(0, size, shape) * rng.uniform(0.001, 1, (shape[0], 1))
        copy = original + rng.normal(0, size / 100, shape)
        right = reference.distances.log_spectral_distance(copy, original)
        with check_unchanged(y_pred=copy, y_true=original):
            distance = distances.log_spectral_distance(copy, original)
        check_close(distance, right, name="the distance")
    copy, original = rng.integers(-100, 100, (2, 3, 4))
    right = reference.distances.log_spectral_distance
    check_kinds(distances.log_spectral_distance, right, copy, original, name="the distance")


@test_case(
    name="Shapes that do not match",
    points=0.75,
    hidden=True,
    failure_message="Begin with y_pred, y_true = checked(y_pred, y_true).",
)
def shapes(distances):
    """Unlike shapes, and no frames at all, raise a ValueError that names both shapes."""
    for one, other in (((4, 8), (1, 8)), ((3, 4), (2, 4)), ((0, 4), (0, 4))):
        check_raises(
            ValueError,
            distances.log_spectral_distance,
            np.ones(one),
            np.ones(other),
            mentions=(str(one), str(other)),
        )
