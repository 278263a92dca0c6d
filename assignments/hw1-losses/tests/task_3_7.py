"""Task 3.7: L1, L2 and one wrong octave."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_3_7"

MEAN = (
    "This is the mean: it minimizes the squared error, and one wrong octave pulls it along. Which "
    "middle does an outlier not move?"
)
MEDIAN = (
    "This is the median: it minimizes the absolute error. For the squared error the worst note "
    "pulls hardest: where do all pulls 2 (c − y) add up to 0?"
)
MIDRANGE = (
    "This is halfway between the lowest and the highest. It makes the worst error small, and an "
    "outlier pulls it most of all. Both means here count every note."
)
MIDDLE_IN_TIME = (
    "This is the note in the middle of the list as it was measured. The middle that counts is the "
    "middle in height."
)
NEXT_TO_MIDDLE = (
    "This is a note beside the middle one: there are not as many notes below it as above it."
)
FIRST = "This is the first note of the list, and the order of the notes does not matter."
SUM = "This is the sum of all notes, higher than every one of them. What is missing?"
WITHOUT_EXTREMES = (
    "Here the lowest and the highest note are left out first. That is often wise, but the squared "
    "error asked for counts them too."
)


def between(low, high):
    return lambda c: low - 1e-6 <= c <= high + 1e-6


@test_case(
    name="Absolute error",
    points=0.5,
    failure_message="Take some c, and move it up a little: it gets closer to the notes above and "
    "further from those below. When does neither side win?",
)
def absolute_error(concepts):
    y = np.array([438.0, 442.0, 443.0, 436.0, 883.0, 440.0, 441.0])
    wrong = {MEAN: 503.2857143, MIDRANGE: 659.5, MIDDLE_IN_TIME: 436.0, FIRST: 438.0}
    wrong[NEXT_TO_MIDDLE] = lambda c: c in (440.0, 442.0)
    check_answer(concepts.best_constant_mae(y), 441.0, wrong)
    y = np.array([440.0, 438.0, 883.0, 446.0, 444.0, 439.0])
    wrong = {MEAN: 515.0, MIDRANGE: 660.5, MIDDLE_IN_TIME: lambda c: c in (883.0, 446.0, 664.5)}
    check_answer(concepts.best_constant_mae(y), between(440.0, 444.0), wrong)


@test_case(
    name="Squared error",
    points=0.5,
    failure_message="The slope of the mean squared error for c is the mean of 2 (c − y). For which "
    "c is it 0?",
)
def squared_error(concepts):
    y = np.array([440.0, 438.0, 443.0, 883.0, 441.0])
    wrong = {MEDIAN: 441.0, MIDRANGE: 660.5, SUM: 2645.0, WITHOUT_EXTREMES: 1324 / 3, FIRST: 440.0}
    check_answer(concepts.best_constant_mse(y), 529.0, wrong)


@test_case(
    name="Absolute error of other measurements",
    points=0.5,
    hidden=True,
    failure_message="Try lists of odd and of even length, shuffled, with an outlier above and one"
    " below, and search for the best c by trying many. The same note may come several times, and "
    "counts each time.",
)
def other_absolute_errors(concepts, rng):
    """With an even number of notes, every c from one of the two middle notes to the other counts
    as right."""
    for y in songs(rng):
        low, high = np.sort(y)[[(len(y) - 1) // 2, len(y) // 2]]
        in_time = y[len(y) // 2]
        wrong = {MEAN: y.mean(), MIDRANGE: midrange(y), MIDDLE_IN_TIME: in_time, FIRST: y[0]}
        check_answer(concepts.best_constant_mae(y.copy()), between(low, high), wrong)


@test_case(
    name="Squared error of other measurements",
    points=0.5,
    hidden=True,
    failure_message="Try lists of odd and of even length, and search for the best c by trying "
    "many. The same note may come several times, and counts each time.",
)
def other_squared_errors(concepts, reference, rng):
    """Both functions work for any number of notes, in any order."""
    for y in songs(rng):
        wrong = {
            MEDIAN: np.median(y),
            MIDRANGE: midrange(y),
            SUM: y.sum(),
            WITHOUT_EXTREMES: np.sort(y)[1:-1].mean(),
            FIRST: y[0],
        }
        check_answer(
            concepts.best_constant_mse(y.copy()), reference.concepts.best_constant_mse(y), wrong
        )


def songs(rng):
    """Notes around one pitch, in any order, one of them an octave off."""
    for n, octave in ((7, 2.0), (6, 0.5), (3, 2.0), (10, 0.5)):
        y = rng.normal(rng.uniform(200, 600), 5, n)
        y[0] *= octave
        yield rng.permutation(y)
    # The lowest note comes three times, and so it is the one in the middle of five.
    y = rng.uniform(200, 210) + np.array([0.0, 0.0, 0.0, 40.0, 90.0])
    yield rng.permutation(y)


def midrange(y):
    return (y.min() + y.max()) / 2
