"""Task 12.3: how large a test part?"""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_12_3"

VARIANCE = (
    "This is the variance, the square of the standard error. In which of the two is a mean of "
    "deviations counted in the same unit as the accuracy?"
)
ONE_SAMPLE = "This is the spread of a single answer. The mean of n answers is √n times as sure."
WITHOUT_ROOT_OF_N = (
    "Here n itself divides, and not its root: four times as many samples halve the error, they do "
    "not quarter it."
)
ONLY_ONE = "Here √(a / n) or √((1 − a) / n) is taken. Both shares count: a (1 − a)."
TOO_MUCH_TESTED = (
    "The test part of these ratios is large enough, but that of others with more samples for "
    "training is, too."
)
TOO_FEW_TESTED = (
    "On the test part of these ratios the accuracy is less sure than it should be. How many "
    "samples are in that part? Not all n."
)
NOTHING_ENOUGH = (
    "Here the test part of no ratios is large enough. Which of them come closest to `most`?"
)
RATIOS = ((9, 0.5, 0.5), (8, 1, 1), (6, 2, 2))


def mistaken_errors(accuracy, n):
    variance = accuracy * (1 - accuracy)
    return {
        VARIANCE: variance / n,
        ONE_SAMPLE: np.sqrt(variance),
        WITHOUT_ROOT_OF_N: np.sqrt(variance) / n,
        ONLY_ONE: lambda e: min(abs(e - np.sqrt(s / n)) for s in (accuracy, 1 - accuracy)) < 1e-9,
    }


def check_ratios(answer, right, enough=True):
    larger = [ratios for ratios in RATIOS if ratios[2] > right[2]]
    smaller = [ratios for ratios in RATIOS if ratios[2] < right[2]]

    def one_of(several):
        # 80:10:10 and 0.8:0.1:0.1 are 8:1:1.
        return lambda given: any(
            np.allclose(10 * given, np.sum(given) * np.array(ratios)) for ratios in several
        )

    too_few = TOO_FEW_TESTED if enough else NOTHING_ENOUGH
    wrong = {TOO_MUCH_TESTED: one_of(larger), too_few: one_of(smaller)}
    check_answer(answer, one_of([right]), wrong, shape=(3,))


@test_case(
    name="A hundred chords",
    points=1,
    failure_message="√(a (1 − a) / n): the spread of one answer is √(a (1 − a)), and the mean of n "
    "answers is √n times as sure.",
)
def hundred_chords(generalization):
    wrong = {VARIANCE: 0.0016, ONE_SAMPLE: 0.4, WITHOUT_ROOT_OF_N: 0.004, ONLY_ONE: 0.2**0.5 / 10}
    check_answer(generalization.standard_error(0.8, 100), 0.04, wrong)
    wrong = {VARIANCE: 0.01, ONE_SAMPLE: 0.5, WITHOUT_ROOT_OF_N: 0.02, ONLY_ONE: 0.5**0.5 / 5}
    check_answer(generalization.standard_error(0.5, 25), 0.1, wrong)


@test_case(
    name="A small and a large collection",
    points=1,
    failure_message="For each of the three ratios: how many samples are in the test part, and what "
    "is the standard error there? Take the first that is good enough, from 9:0.5:0.5 on.",
)
def small_and_large(generalization):
    check_ratios(generalization.best_ratios(1000, 0.8, 0.03), (6, 2, 2))
    check_ratios(generalization.best_ratios(2000, 0.8, 0.03), (8, 1, 1))
    check_ratios(generalization.best_ratios(100_000, 0.8, 0.03), (9, 0.5, 0.5))


@test_case(
    name="Other accuracies",
    points=0.25,
    hidden=True,
    failure_message="√(a (1 − a) / n), for any share a and any number n of samples.",
)
def other_accuracies(generalization, reference, rng):
    """The first rule holds for any number of samples and any accuracy."""
    for n in (20, 300, 5000):
        accuracy = float(rng.uniform(0.55, 0.9))
        right = reference.generalization.standard_error(accuracy, n)
        check_answer(
            generalization.standard_error(accuracy, n), right, mistaken_errors(accuracy, n)
        )


@test_case(
    name="Other collections",
    points=0.25,
    hidden=True,
    failure_message="Where not even 6:2:2 is good enough, it still comes closest. The number of "
    "samples in the test part need not be whole: do not cut it off.",
)
def other_collections(generalization, reference, rng):
    """The second rule does, too; where nothing is good enough, 6:2:2 comes closest."""
    for most in (0.018, 0.038, 0.052, 0.2):
        n, accuracy = int(rng.integers(900, 1100)), float(rng.uniform(0.72, 0.78))
        right = reference.generalization.best_ratios(n, accuracy, most)
        enough = reference.generalization.standard_error(accuracy, n * right[2] / 10) <= most
        check_ratios(generalization.best_ratios(n, accuracy, most), right, enough)
    # A tenth of 15 is 1.5, for which the error is 0.29 to 0.37; for 1 it is 0.36 to 0.46.
    accuracy = float(rng.uniform(0.79, 0.81))
    check_ratios(generalization.best_ratios(15, accuracy, 0.36), (8, 1, 1))
    # Near enough to the limit to tell a tenth from a ninth, and far enough to allow for rounding.
    for *_, test in RATIOS:
        n, accuracy = int(rng.integers(3000, 5000)), float(rng.uniform(0.6, 0.9))
        error = reference.generalization.standard_error(accuracy, n * test / 10)
        for most in (0.97 * error, 1.03 * error):
            right = reference.generalization.best_ratios(n, accuracy, most)
            check_ratios(generalization.best_ratios(n, accuracy, most), right)
