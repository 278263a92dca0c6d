"""From chords to what the data sets hold: played, with something behind them, as 72 levels."""

from collections.abc import Sequence

import numpy as np
from backgrounds import BAND_SNR, NOISE_SNR, Band, coloured_noise, mixed
from bands import RATE, band_levels, to_steps
from chords import QUALITIES, Chord
from parts import INSTRUMENTS, TRAINING, Part, generator
from synthesizer import Synthesizer, SynthesizerError

SECONDS = 0.85  # of a chord: its attack and a steady part
VELOCITY, CENTS = (45, 115), 15.0  # struck softly to hard, and hardly out of tune


def render(
    part: Part, chords: Sequence[Chord], synthesizer: Synthesizer, band: Band, seed: str
) -> dict[str, np.ndarray]:
    """The levels x (n, 72), and label y, root and instrument (n,) of the chords, all uint8."""
    rng = generator(f"sound {seed}", part)
    rows = [to_steps(band_levels(sound(part, chord, synthesizer, band, rng))) for chord in chords]
    numbers = np.array([(chord.label, chord.root, chord.instrument) for chord in chords], np.uint8)
    return {"x": np.array(rows), **dict(zip(("y", "root", "instrument"), numbers.T, strict=True))}


def sound(
    part: Part, chord: Chord, synthesizer: Synthesizer, band: Band | None, rng: np.random.Generator
) -> np.ndarray:
    """One chord with what is behind it, (samples,); `band` is asked where the part has one."""
    velocity = int(rng.integers(*VELOCITY, endpoint=True))
    cents = rng.uniform(-CENTS, CENTS)
    alone = synthesizer.play(chord.instrument, chord.notes, velocity, cents, SECONDS)
    if part.band:
        return mixed(alone, band.play(len(alone), rng), BAND_SNR, rng)
    return mixed(alone, coloured_noise(len(alone), rng), NOISE_SNR, rng)


def check_synthesizer(used: Synthesizer) -> float:
    """How far, in decibels, a chord of a used synthesizer is from that of a fresh one: 0.0.

    Raises SynthesizerError where something of an earlier chord is left: then labels would leak.
    """
    used.play(1, (48, 52, 55), 115, 0.0, SECONDS)
    fresh = Synthesizer(INSTRUMENTS)
    try:
        one, other = (each.play(0, (50, 53, 57), 60, 5.0, SECONDS) for each in (used, fresh))
    finally:
        fresh.close()
    difference = float(np.max(np.abs(band_levels(one) - band_levels(other))))
    if difference > 0.05:
        raise SynthesizerError(
            f"A used synthesizer gives another chord than a fresh one, by {difference:.1f} dB: an "
            "earlier chord still rings. Nothing was written."
        )
    return difference


def clips(synthesizer: Synthesizer) -> np.ndarray:
    """Each class in turn, on C, by each of the training instruments, at half of RATE."""
    gap = np.zeros(RATE // 4)
    sounds = []
    for intervals in QUALITIES.values():
        notes = [60 + interval for interval in intervals]
        sounds += [synthesizer.play(number, notes, 90, 0.0, SECONDS) for number in TRAINING]
        sounds.append(gap)
    sound = np.concatenate(sounds)
    pairs = sound[: len(sound) // 2 * 2].reshape(-1, 2)
    return np.mean(pairs, axis=1) / np.max(np.abs(sound))
