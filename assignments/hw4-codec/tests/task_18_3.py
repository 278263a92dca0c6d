"""Task 18.3: 64,000 bits a second, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_18_3"

RATE, SAMPLES, BITS_PER_SECOND = 14_700, 22_050, 64_000
ENOUGH = 16  # dB


def log_power(sound):
    """In decibels; 40 dB below the mean it ends."""
    starts = np.arange(0, len(sound) - 255, 128)
    window = np.sin(np.pi * (np.arange(256) + 0.5) / 256)
    power = np.abs(np.fft.rfft(sound[starts[:, np.newaxis] + np.arange(256)] * window)) ** 2
    return 10 * np.log10(power + 1e-4 * np.mean(power) + 1e-12)


@test_case(
    name="A clip that you have",
    points=1,
    failure_message="Is the budget used up? Compute what encode still has left, and which band "
    "would gain most by one bit more.",
)
def clip_that_you_have(codec, data):
    with np.load(data / "clips.npz") as clips:
        sound = clips["heard"][RATE : RATE + SAMPLES] / 2**15
    written = codec.encode(sound, BITS_PER_SECOND)
    if not isinstance(written, bytes):
        raise CheckFailed("encode should return bytes.")
    copy = codec.decode(written)
    check_shape(copy, (SAMPLES,), name="what decode returns")
    taken = 8 * len(written) * RATE / SAMPLES
    difference = log_power(np.array(copy, dtype=float)) - log_power(sound)
    distance = np.linalg.norm(difference) / np.sqrt(difference.size)
    if taken > BITS_PER_SECOND or not distance < ENOUGH:
        raise CheckFailed(
            f"At {BITS_PER_SECOND:,} bits a second the clip does not come back well enough.",
            f"It takes {taken:,.0f} bits a second, and its distance is {distance:.1f} dB; below "
            f"{ENOUGH} dB is enough here.",
        )


@test_case(
    name="Hidden clips",
    points=4,
    hidden=True,
    failure_message="Codes that are often 0 can take fewer bits than others, and neighbouring "
    "frames are alike: what can be told from what is known already need not be sent.",
)
def hidden_clips(rating):
    """From 22 dB on a clip earns nothing, at 11 dB it earns 70 % of the points, up to 8.2 dB all of
    them, and in between the points grow evenly."""
    rating.award()
