"""Render the two clips of hw4, of different pieces: `python solutions/data/make_clips.py`."""

from pathlib import Path

import click
import numpy as np
from bands import RATE
from parts import INSTRUMENTS
from synthesizer import Synthesizer, SynthesizerError

DECIMATION = 3  # 14.7 kHz: enough to hear what a codec does, at a third of the size
_FILE = Path(__file__).resolve().parents[2] / "assignments" / "hw4-codec" / "data" / "clips.npz"
_BEAT = 0.36  # seconds

_PIANO, _STEEL_GUITAR = 0, 3  # of parts.INSTRUMENTS
_PIECES = {
    "heard": (
        _PIANO,
        "48 60 64 67, 72, 45 57 60 64, 76, 41 57 60 65, 74, 43 59 62 67, "
        "71, 48 60 64 67, 79, 77, 76, 43 55 62 65, 74, 48 60 64 72",
    ),
    "unheard": (
        _STEEL_GUITAR,
        "40 52 59 64, 67, 71, 45 57 60 64, 69, 72, 38 50 57 62, 66, "
        "69, 43 55 59 62, 67, 71, 47 54 59 63, 66, 40 52 55 64",
    ),
}
"""An instrument, and the notes that it strikes on each beat."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=_FILE)
def main(output: Path) -> None:
    """Write both clips, mono, as int16 at a third of 44.1 kHz."""
    try:
        synthesizer = Synthesizer(INSTRUMENTS)
    except SynthesizerError as error:
        raise click.ClickException(str(error)) from error
    clips = {name: _played(synthesizer, *piece) for name, piece in _PIECES.items()}
    synthesizer.close()
    output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(output, rate=np.array(RATE // DECIMATION), **clips)
    seconds = ", ".join(
        f"{name} {len(clip) * DECIMATION / RATE:.1f} s" for name, clip in clips.items()
    )
    click.echo(f"{output}: {seconds}; {output.stat().st_size / 1000:,.0f} kB")


def _played(synthesizer: Synthesizer, instrument: int, piece: str) -> np.ndarray:
    """One beat after the other; what is struck on one rings on over the next."""
    beats = [[int(note) for note in beat.split()] for beat in piece.split(",")]
    step, tail = round(_BEAT * RATE), 3
    sound = np.zeros(step * (len(beats) + tail))
    for number, notes in enumerate(beats):
        struck = synthesizer.play(instrument, notes, 90, 0.0, tail * _BEAT)
        sound[number * step : number * step + len(struck)] += struck
    whole = sound[: len(sound) // DECIMATION * DECIMATION].reshape(-1, DECIMATION)
    mono = np.mean(whole, axis=1)
    return np.round(mono / np.max(np.abs(mono)) * 32_000).astype(np.int16)


if __name__ == "__main__":
    main()
