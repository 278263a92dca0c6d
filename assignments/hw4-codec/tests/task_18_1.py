"""Task 18.1: encode and decode."""

import numpy as np

from gradus_checks import CheckFailed, check_raises, check_shape, check_unchanged, test_case

OK_FORMAT = False
name = "task_18_1"

RATE, SAMPLES = 14_700, 7_350
BYTES = "Return bytes: packed(…) gives them, and their method + puts two of them together."


def made(pitch, fading):
    """Half a second of a note with its overtones, and of some hiss, of a size of about 1."""
    time = np.arange(SAMPLES) / RATE
    sound = np.random.default_rng(1).normal(0, 0.01, SAMPLES)
    for number in range(1, 9):
        tone = np.sin(2 * np.pi * number * pitch * time + number**2)
        sound += tone * np.exp(-fading * number * time) / number
    return sound / np.std(sound)


def notes():
    """A low one that fades soon, and a high one."""
    return [made(196.0, 3.0), made(523.25, 1.0)]


def encoded(codec, sound, bits_per_second=48_000):
    """What encode returns, if it is bytes."""
    with check_unchanged(sound=sound):
        data = codec.encode(sound, bits_per_second)
    if data is None:
        raise CheckFailed("encode returns None. Does it end with `return`?")
    if not isinstance(data, bytes):
        raise CheckFailed(f"encode should return bytes, and what it returns is not. {BYTES}")
    return data


def decoded(codec, data, samples):
    """What decode returns, if it is so many finite decimals."""
    sound = codec.decode(data)
    check_shape(sound, (samples,), name="what decode returns")
    sound = np.array(sound)
    if sound.dtype.kind != "f":
        raise CheckFailed("What decode returns should be decimals, on the scale of the sound.")
    if not np.all(np.isfinite(sound)):
        raise CheckFailed("What decode returns has samples that are NaN or infinite.")
    return sound


def power_of(sound):
    """By frames that do not overlap."""
    return np.abs(np.fft.rfft(sound[: len(sound) // 256 * 256].reshape(-1, 256))) ** 2


def distance(copy, sound):
    """Of the log spectra, in decibels; 40 dB below the mean of the sound they end."""
    power = power_of(sound)
    floor = 1e-4 * np.mean(power) + 1e-12
    difference = 10 * np.log10((power_of(copy) + floor) / (power + floor))
    return np.linalg.norm(difference) / np.sqrt(difference.size)


def signal_to_noise(copy, sound):
    """In decibels."""
    return 20 * np.log10(np.linalg.norm(sound) / max(np.linalg.norm(copy - sound), 1e-9))


@test_case(
    name="There and back",
    points=2,
    failure_message="Decode step by step what encode did, in the other order: bytes, numbers, "
    "codes, bands, frames, sound. Print both sides of each step, for one frame.",
)
def there_and_back(codec):
    low, high = notes()
    for sound in (low, 0.25 * high):
        copy = decoded(codec, encoded(codec, sound), len(sound))
        silence = distance(np.zeros(len(sound)), sound)
        if distance(copy, sound) > 0.85 * silence:
            raise CheckFailed(
                "With 48,000 bits a second the copy is hardly nearer than silence, or not at all.",
                f"Its log-spectral distance is {distance(copy, sound):.1f} dB, and that of "
                f"silence {silence:.1f} dB.",
            )
        if signal_to_noise(copy, sound) < 3:
            times = np.std(copy) / np.std(sound)
            if not 0.5 < times < 2:
                raise CheckFailed(
                    "The copy is not as loud as the sound: the bytes have to say how loud that is.",
                    f"It is {times:.1f} times as loud.",
                )
            raise CheckFailed(
                "With 48,000 bits a second the copy has the spectrum of the sound, and its "
                "waveform is another one.",
                f"Its signal-to-noise ratio is {signal_to_noise(copy, sound):.1f} dB, that of "
                "silence 0 dB; 3 dB is enough here.",
            )


@test_case(
    name="Nothing but the bytes",
    points=0.5,
    failure_message="Whoever decodes has the bytes, and nothing else. What encode keeps in a "
    "variable of the module or in a file is not there then: put it into the bytes.",
)
def nothing_but_the_bytes(codec):
    first, second = notes()
    softer = 0.1 * second[: len(second) // 2]
    written = [encoded(codec, sound) for sound in (first, softer)]
    copies = [
        decoded(codec, each, len(sound))
        for each, sound in zip(written, (first, softer), strict=True)
    ]
    if distance(copies[0], first) > distance(copies[0], second):
        raise CheckFailed(
            "Two sounds are encoded, and then the first one is decoded: what comes is nearer to "
            "the second one."
        )


@test_case(
    name="Within the budget",
    points=0.5,
    failure_message="All bytes count: bits · samples / RATE, and what the head takes comes off "
    "that first. Round down.",
)
def within_the_budget(codec):
    for sound in (notes()[0], notes()[1][:1470]):
        for rate in (8_000, 16_000, 48_000):
            taken = 8 * len(encoded(codec, sound, rate)) * RATE / len(sound)
            if taken > rate:
                raise CheckFailed(
                    "What encode returns takes more bits a second than it may.",
                    f"It takes {taken:,.0f}, and may take {rate:,}.",
                )


@test_case(
    name="Silence, one sample, none",
    points=0.25,
    hidden=True,
    failure_message="Where you divide by the loudness of the sound, silence has none. Try "
    "np.zeros(1000), np.ones(1) and np.zeros(0).",
)
def silence(codec, rng):
    """Silence comes back as silence; a sound of one sample comes back as one sample, and a sound of
    none as none."""
    samples = int(rng.integers(800, 1200))
    quiet = decoded(codec, encoded(codec, np.zeros(samples)), samples)
    if np.any(quiet):
        raise CheckFailed("Silence comes back, and is not silent.")
    for short in (rng.normal(0, 1, 1), np.zeros(1), np.zeros(0)):
        decoded(codec, encoded(codec, short), len(short))


@test_case(
    name="Loud, soft, whole numbers",
    points=0.25,
    hidden=True,
    failure_message="How loud the sound is has to be in the bytes, too. Begin with "
    "np.asarray(sound, dtype=float), and divide by the loudness before you quantize.",
)
def loud_and_soft(codec, rng):
    """Sounds may be loud or soft, and of whole numbers such as int16: the copy is on the same
    scale."""
    usual = notes()[0]
    before = distance(decoded(codec, encoded(codec, usual), len(usual)), usual)
    for scale in (5_000.0, 1e-3):
        changed = scale * usual
        changed = np.round(changed).astype(np.int16) if scale > 1 else changed
        after = distance(decoded(codec, encoded(codec, changed), len(usual)), changed.astype(float))
        if after > before + 3:
            raise CheckFailed(
                "A sound that is much louder, or much softer, does not come back as well."
            )
    half = int(rng.integers(40, 60))  # of a period: low enough for a codec to spend its bits on
    loud = (200 * (1 - 2 * (np.arange(2000) // half % 2))).astype(np.int16)
    back = decoded(codec, encoded(codec, loud), len(loud))
    if not 0.25 < np.std(back) / 200 < 4:
        raise CheckFailed(
            "A sound of int16 does not come back as loud as it was: its squares need more than 16 "
            "bits."
        )


@test_case(
    name="Two channels",
    points=0.25,
    hidden=True,
    failure_message="Raise ValueError where sound.ndim is not 1: "
    "raise ValueError(f'… {sound.shape}').",
)
def stereo(codec, rng):
    """A sound of two channels raises ValueError, with its shape in the message."""
    sound = rng.normal(0, 1, (700, 2))
    check_raises(ValueError, codec.encode, sound, 16_000, mentions=("700", "2"))


@test_case(
    name="The same bytes again",
    points=0.25,
    hidden=True,
    failure_message="Where you search by chance, begin from a seed of your own in each call: "
    "rng = np.random.default_rng(0), and no np.random.",
)
def same_bytes(codec, rng):
    """The same sound gives the same bytes, whatever was encoded before."""
    sound, other = rng.normal(0, 1, 1500), rng.normal(0, 1, 900)
    first = encoded(codec, sound, 16_000)
    encoded(codec, other, 16_000)
    if encoded(codec, sound, 16_000) != first:
        raise CheckFailed("The same sound, encoded once more, gives other bytes.")
