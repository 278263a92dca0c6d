"""Task 17.6: six decibels a bit."""

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_17_6"

HALF = "This is 3 dB a bit: half the distance is half the amplitude, and a quarter of the energy."
ALL = "This is what the bits add. The ratio that was there before counts, too."
LESS = "More bits make the noise less, and the ratio larger."
PRODUCT = "Decibels add up: half the error is some decibels more, not twice as many decibels."
TEN = "This is 10 dB a bit: that would be a tenth of the energy."


def mistaken(snr, more):
    bit = 6.020599913279624
    return {
        HALF: snr + more * bit / 2,
        ALL: more * bit,
        LESS: snr - more * bit,
        PRODUCT: snr * 2.0**more,
        TEN: snr + 10 * more,
    }


@test_case(
    name="Two bits more",
    points=1,
    failure_message="Half the distance of the levels is half the error: what is that in decibels?",
)
def two_bits_more(trainable):
    wrong = {HALF: 26.020599913279624, ALL: 12.041199826559248, LESS: 7.958800173440752}
    wrong |= {PRODUCT: 80.0, TEN: 40.0}
    check_answer(trainable.snr_with_more_bits(20.0, 2), 32.04119982655925, wrong)
    check_answer(trainable.snr_with_more_bits(12.5, 0), 12.5)


@test_case(
    name="Other numbers of bits",
    points=0.5,
    hidden=True,
    failure_message="20 log₁₀ 2 for each bit; for bits that are taken away, less.",
)
def other_numbers(trainable, reference, rng):
    """The rule holds for any ratio, and for fewer bits too."""
    for more in (1, 5, -3):
        snr = float(rng.uniform(5, 50))
        right = reference.trainable.snr_with_more_bits(snr, more)
        check_answer(trainable.snr_with_more_bits(snr, more), right, mistaken(snr, more))
