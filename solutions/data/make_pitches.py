"""Render the notes of hw1 and track their pitch: `python solutions/data/make_pitches.py`.

240 notes of real instruments, 10 to 25 dB above a coloured noise, and the pitch that a naive
tracker hears: the lag at which the sound is most like itself. Now and then it takes an octave for
the note. These outliers are real; nothing was added by hand.
"""

from pathlib import Path

import click
import numpy as np
from backgrounds import coloured_noise, mixed
from bands import RATE
from parts import INSTRUMENTS, TRAINING
from synthesizer import Synthesizer, SynthesizerError

NOTES = 240  # enough for a picture and for medians that differ
LOWEST, HIGHEST = 40, 76  # E2 to E5: a guitar's lowest string to its highest, at the 12th fret
_FRAME, _START = 2048, 8820
"""Samples: nearly four periods of the lowest note, 0.2 s after it was struck."""

_SNR = (10.0, 25.0)  # dB: noisy enough that some octaves are heard wrong
_SEED = 20_200  # fixed, so that the same notes come out each time
_FILE = Path(__file__).resolve().parents[2] / "assignments" / "hw1-losses" / "data" / "pitches.npz"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=_FILE)
def main(output: Path) -> None:
    """Write what was played and what was heard, in cents above the note E2."""
    try:
        synthesizer = Synthesizer(INSTRUMENTS)
    except SynthesizerError as error:
        raise click.ClickException(str(error)) from error
    rng = np.random.default_rng(_SEED)
    played, heard = np.array([_note(synthesizer, rng) for _ in range(NOTES)]).T
    synthesizer.close()
    output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(output, played=played, heard=heard)
    octaves = np.mean(np.abs(heard - played) > 600)
    click.echo(f"{output}: {NOTES} notes, {octaves:.1%} of them heard in another octave")


def _note(synthesizer: Synthesizer, rng: np.random.Generator) -> tuple[float, float]:
    """The pitch that is played and the one that is heard, in cents above LOWEST."""
    note = int(rng.integers(LOWEST, HIGHEST, endpoint=True))
    cents = float(rng.uniform(-50, 50))
    instrument = int(rng.choice(TRAINING))
    sound = synthesizer.play(instrument, [note], int(rng.integers(45, 115)), cents, 0.4)
    frame = mixed(sound, coloured_noise(len(sound), rng), _SNR, rng)[_START : _START + _FRAME]
    played = 100 * (note - LOWEST) + cents
    frequency = _naive_pitch(frame)
    return round(played, 1), round(1200 * np.log2(frequency / _hertz(LOWEST)), 1)


def _hertz(note: float) -> float:
    return 440.0 * 2 ** ((note - 69) / 12)


def _naive_pitch(frame: np.ndarray) -> float:
    """In hertz: the lag at which the frame is most like itself, anywhere between the two limits.

    A tracker that is any good prefers the shortest of several lags that are nearly as good.
    """
    shortest, longest = (int(RATE / _hertz(note)) for note in (HIGHEST + 1, LOWEST - 1))
    length = len(frame) - longest - 1
    lags = np.arange(shortest - 1, longest + 2)
    likeness = np.array([frame[:length] @ frame[lag : lag + length] for lag in lags])
    best = 1 + int(np.argmax(likeness[1:-1]))
    left, middle, right = likeness[best - 1 : best + 2]
    return RATE / (lags[best] + 0.5 * (left - right) / (left - 2 * middle + right))


if __name__ == "__main__":
    main()
