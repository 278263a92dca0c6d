"""Task 17.4: a copy that is louder, softer or upside down."""

import numpy as np

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_17_4"

COPY_AS_NOISE = "This measures the copy. The noise is what is wrong with it: (g − 1) · sound."
SIGN_LOST = "Upside down the error is as large as twice the sound: do not take |g| first."
POWERS = "A gain multiplies amplitudes: energies grow by its square, so it is 20 · log₁₀."
TURNED = "This is the noise by the signal: the other way round."
NATURAL = "This is the natural logarithm: decibels take log₁₀."
HEARS_SIGNS = "The spectrum does not hear the sign: only |g| counts."
NEGATIVE = "A distance is never negative: a softer copy is as far away as a louder one."
BY_THE_ERROR = "This measures the error. The spectra of both sounds are compared, g · sound and it."


@test_case(
    name="Signal to noise",
    points=1.5,
    failure_message="Put ŷ = g y into 10 log₁₀(Σ y² / Σ (ŷ − y)²): Σ y² goes away.",
)
def signal_to_noise(trainable):
    wrong = {SIGN_LOST: np.inf, TURNED: 6.020599913279624, POWERS: -3.010299956639812}
    wrong |= {COPY_AS_NOISE: 0.0, NATURAL: -13.862943611198906}
    check_answer(trainable.copy_snr(-1.0), -6.020599913279624, wrong)
    wrong = {TURNED: -6.020599913279624, POWERS: 3.010299956639812, NATURAL: 13.862943611198906}
    check_answer(trainable.copy_snr(0.5), 6.020599913279624, wrong)
    check_answer(trainable.copy_snr(3.0), -6.020599913279624, {COPY_AS_NOISE: -9.542425094393248})
    check_answer(trainable.copy_snr(0.0), 0.0)


@test_case(
    name="Spectral distance",
    points=1.5,
    failure_message="All powers of the copy are g² times those of the sound: how many decibels is "
    "that?",
)
def spectral_distance(trainable):
    check_answer(trainable.copy_distance(-1.0), 0.0, {BY_THE_ERROR: 6.020599913279624})
    wrong = {NEGATIVE: -6.020599913279624, POWERS: 3.010299956639812}
    wrong |= {NATURAL: 13.862943611198906}
    check_answer(trainable.copy_distance(0.5), 6.020599913279624, wrong)
    wrong = {BY_THE_ERROR: 0.0, POWERS: 3.010299956639812, NATURAL: 13.862943611198906}
    check_answer(trainable.copy_distance(2.0), 6.020599913279624, wrong)


@test_case(
    name="Other gains: signal to noise",
    points=0.5,
    hidden=True,
    failure_message="The error is (g − 1) · sound, for every gain.",
)
def other_ratios(trainable, reference, rng):
    """The first rule holds for every gain but 1."""
    for gain in (*rng.uniform(-3, -0.1, 3).tolist(), *rng.uniform(1.5, 4, 2).tolist(), 0.999):
        right = reference.trainable.copy_snr(gain)
        wrong = {TURNED: -right, POWERS: right / 2, NATURAL: right * np.log(10)}
        wrong |= {COPY_AS_NOISE: -20 * np.log10(abs(gain))}
        wrong |= {SIGN_LOST: -20 * np.log10(abs(abs(gain) - 1))} if gain < 0 else {}
        check_answer(trainable.copy_snr(gain), right, wrong)


@test_case(
    name="Other gains: spectral distance",
    points=0.5,
    hidden=True,
    failure_message="|20 log₁₀|g||, for every gain, positive or negative, large or small.",
)
def other_distances(trainable, reference, rng):
    """The second rule holds for every gain but 0."""
    for gain in (*rng.uniform(-3, -1.5, 2).tolist(), *rng.uniform(0.1, 0.8, 2).tolist(), 5.0):
        right = reference.trainable.copy_distance(gain)
        wrong = {NEGATIVE: -right, POWERS: right / 2, NATURAL: right * np.log(10)}
        wrong |= {BY_THE_ERROR: abs(20 * np.log10(abs(gain - 1)))}
        check_answer(trainable.copy_distance(gain), right, wrong)
