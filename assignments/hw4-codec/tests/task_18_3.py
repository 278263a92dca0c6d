"""Task 18.3: 64,000 bits a second, rated."""

import numpy as np

from gradus_checks import CheckFailed, check_shape, test_case

OK_FORMAT = False
name = "task_18_3"

RATE, SAMPLES, BITS_PER_SECOND = 14_700, 22_050, 64_000
ENOUGH, ENOUGH_SNR = 16, 6  # dB


def power_of(sound):
    """By frames that overlap by half."""
    starts = np.arange(0, len(sound) - 255, 128)
    window = np.sin(np.pi * (np.arange(256) + 0.5) / 256)
    return np.abs(np.fft.rfft(sound[starts[:, np.newaxis] + np.arange(256)] * window)) ** 2


def distance_and_snr(copy, sound):
    """Both in decibels; 40 dB below the mean of the sound the log spectra end."""
    power = power_of(sound)
    floor = 1e-4 * np.mean(power)
    difference = 10 * np.log10((power_of(copy) + floor) / (power + floor))
    noise = max(np.linalg.norm(copy - sound), 1e-9)
    distance = np.linalg.norm(difference) / np.sqrt(difference.size)
    return distance, 20 * np.log10(np.linalg.norm(sound) / noise)


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
    distance, snr = distance_and_snr(np.array(copy, dtype=float), sound)
    if taken > BITS_PER_SECOND or not distance < ENOUGH or not snr > ENOUGH_SNR:
        raise CheckFailed(
            f"At {BITS_PER_SECOND:,} bits a second the clip does not come back well enough.",
            f"It takes {taken:,.0f} bits a second; its distance is {distance:.1f} dB, and below "
            f"{ENOUGH} dB is enough here; its signal-to-noise ratio is {snr:.1f} dB, and above "
            f"{ENOUGH_SNR} dB is enough.",
        )


@test_case(
    name="Hidden clips",
    points=4,
    hidden=True,
    failure_message="Codes that are often 0 can take fewer bits than others, and neighbouring "
    "frames are alike: what can be told from what is known already need not be sent.",
)
def hidden_clips(rating):
    """By the log-spectral distance: from 22 dB on a clip earns nothing, at 11 dB it earns 70 % of
    the points, up to 8.2 dB all of them. By the signal-to-noise ratio: up to 0 dB a clip earns
    nothing, at 6 dB it earns 70 % of the points, from 9 dB on all of them."""
    rating.award()
