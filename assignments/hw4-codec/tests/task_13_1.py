"""Task 13.1: signal-to-noise ratio."""

import numpy as np

from gradus_checks import (
    CheckFailed,
    check_close,
    check_kinds,
    check_raises,
    check_shape,
    check_unchanged,
    test_case,
)

OK_FORMAT = False
name = "task_13_1"


def check_infinite(value, right, what):
    """`value` is the infinity `right`, and not a large number in its place."""
    check_shape(value, (), name="the ratio")
    if float(value) != right:
        raise CheckFailed(
            f"The ratio of {what} should be {'∞, np.inf' if right > 0 else '−∞, -np.inf'}.",
            f"Yours is {float(value)}.",
        )


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="Σ y² is the energy of the original, Σ (ŷ − y)² that of the error. Divide the "
    "first by the second, and take 10 times the logarithm to base 10.",
)
def worked_example(distances):
    ratio = distances.signal_to_noise(np.array([3.0, 3.0]), np.array([3.0, 4.0]))
    check_close(
        ratio,
        10 * np.log10(25),
        name="the ratio",
        wrong={
            "This is the ratio of the energies, without a logarithm.": 25.0,
            "You divide the error by the signal: the other way round.": -10 * np.log10(25),
            "This is the natural logarithm: decibels take np.log10.": 10 * np.log(25),
            "This is in bel: a decibel is a tenth of it, so multiply by 10.": np.log10(25),
            "20 is for amplitudes: these are energies, so it is 10.": 20 * np.log10(25),
            "You took the energy of the copy: the signal is the original.": 10 * np.log10(18),
            "You added up without the squares.": 10 * np.log10(7),
        },
    )


@test_case(
    name="Copies of all kinds",
    points=1,
    failure_message="The error is ŷ − y, number by number. What are they for a copy that is "
    "silent, turned upside down, or half as loud? A negative ratio is fine.",
)
def copies_of_all_kinds(distances):
    original = np.array([[0.5, -0.25, 0.0], [1.0, 0.125, -2.0]])
    for gain, decibels in (
        (0.0, 0.0),
        (2.0, 0.0),
        (-1.0, -6.020599913279624),
        (0.5, 6.020599913279624),
        (1.001, 60.0),
    ):
        with check_unchanged(y_true=original):
            ratio = distances.signal_to_noise(gain * original, original)
        check_close(ratio, decibels, name="the ratio")


@test_case(
    name="Perfect copies, and silence",
    points=1,
    failure_message="Ask for both before you divide: without an error the ratio is np.inf, and "
    "with an error but no signal it is -np.inf.",
)
def perfect_and_silent(distances):
    sound, silence = np.array([0.5, -0.25, 0.0]), np.zeros(3)
    check_infinite(distances.signal_to_noise(sound, sound.copy()), np.inf, "a perfect copy")
    check_infinite(
        distances.signal_to_noise(sound, silence), -np.inf, "a copy of silence that is not silent"
    )


@test_case(
    name="Silence, copied perfectly",
    points=0.5,
    failure_message="Ask for the error first: where there is none, the copy is perfect, also of "
    "silence.",
)
def silence_copied(distances):
    silence = np.zeros((2, 3))
    ratio = distances.signal_to_noise(silence, silence.copy())
    check_infinite(ratio, np.inf, "silence that is copied perfectly")


@test_case(
    name="Random sounds",
    points=1.25,
    hidden=True,
    failure_message="Nothing is added to the energies, so that soft sounds are treated as loud "
    "ones are. Both sums go over all entries, whatever the shape.",
)
def random_sounds(distances, reference, rng):
    """The sums go over all entries of any shape, and sounds may be loud or soft."""
    for shape, size in (((1,), 1.0), ((40,), 1e-9), ((5, 8), 1e6), ((2, 3, 4), 1.0)):
        original = rng.normal(0, size, shape)
        copy = original + rng.normal(0, size / 10, shape)
        right = reference.distances.signal_to_noise(copy, original)
        with check_unchanged(y_pred=copy, y_true=original):
            ratio = distances.signal_to_noise(copy, original)
        check_close(ratio, right, name="the ratio")
    copy, original = rng.integers(-100, 100, (2, 6))
    right = reference.distances.signal_to_noise
    check_kinds(distances.signal_to_noise, right, copy, original, name="the ratio")


@test_case(
    name="Shapes that do not match",
    points=0.75,
    hidden=True,
    failure_message="Begin with y_pred, y_true = checked(y_pred, y_true).",
)
def shapes(distances):
    """Unlike shapes, and sounds without samples, raise a ValueError that names both shapes."""
    for one, other in (((4,), (4, 1)), ((3,), (2,)), ((0,), (0,))):
        check_raises(
            ValueError,
            distances.signal_to_noise,
            np.ones(one),
            np.ones(other),
            mentions=(str(one), str(other)),
        )
