"""Render the clips of hw4, of different pieces: `python solutions/data/make_clips.py`.

With --hidden-seed it renders a course's own hidden clips, from a seed that nobody else knows.
"""

from pathlib import Path

import click
import numpy as np
from backgrounds import BAND_SNR, Band, SamplesMissing, mixed
from bands import RATE
from make_dataset import SHORTEST_SEED
from parts import DEMO_SEED, INSTRUMENTS
from pieces import HIDDEN, STUDENTS, HiddenSet, Piece, composed, generator
from synthesizer import Synthesizer, SynthesizerError

DECIMATION = 3  # 14.7 kHz: enough to hear what a codec does, at a third of the size
SECONDS = 1.5  # of a hidden clip: a few notes, and how they end

_COURSE = Path(__file__).resolve().parents[2]
_STUDENTS_FILE = _COURSE / "assignments" / "hw4-codec" / "data" / "clips.npz"
_HIDDEN_FOLDER = _COURSE / "solutions" / "data" / "hidden-clips"
_SAMPLES = Path("/usr/share/sonic-pi/samples")
_FOLDER = click.Path(file_okay=False, path_type=Path)

_FULL = 32_000  # the peak of a clip that students have, of 32,767
_PEAKS = (8_000, _FULL)  # hidden clips are soft or loud


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option(
    "--hidden-seed",
    metavar="SECRET",
    envvar="GRADUS_HIDDEN_SEED",
    help=f"Render a course's own hidden clips, and nothing else, from any {SHORTEST_SEED} or more "
    "characters that nobody else knows. Also read from the variable GRADUS_HIDDEN_SEED.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=_STUDENTS_FILE,
    show_default=False,
)
@click.option("--hidden", type=_FOLDER, default=_HIDDEN_FOLDER, show_default=False)
@click.option("--samples", type=_FOLDER, default=_SAMPLES, help="Sonic Pi's etc/samples.")
def main(hidden_seed: str | None, output: Path, hidden: Path, samples: Path) -> None:
    """Render clips with FluidSynth, mono, as int16 at a third of 44.1 kHz, in half a minute.

    Without a seed: the students' clips into the file --output, and the demo's hidden ones into the
    folder --hidden, as they are in the repository.
    """
    if hidden_seed is not None and len(hidden_seed) < SHORTEST_SEED:
        raise click.UsageError(
            f"The hidden seed has {len(hidden_seed)} characters and should have {SHORTEST_SEED} or "
            "more: the recipe is public, so a short one can be found by trying them all."
        )
    try:
        _make(hidden_seed, output, hidden, samples)
    except (SynthesizerError, SamplesMissing, OSError) as error:
        raise click.ClickException(str(error)) from error


def _make(hidden_seed: str | None, output: Path, hidden: Path, samples: Path) -> None:
    band, synthesizer = Band(samples), Synthesizer(INSTRUMENTS)
    try:
        if hidden_seed is None:
            clips = {
                name: _sampled(_decimated(_played(synthesizer, piece)), _FULL)
                for name, piece in STUDENTS.items()
            }
            _write(output, clips, sum(map(len, clips.values())))
        kind, seed = ("demo", DEMO_SEED) if hidden_seed is None else ("secret", hidden_seed)
        for each in HIDDEN:
            x = _rendered(each, synthesizer, band, generator(seed, each))
            _write(hidden / f"{each.name}.npz", {"x": x, "seed_kind": np.array(kind)}, x.size)
    finally:
        synthesizer.close()


def _rendered(
    hidden: HiddenSet, synthesizer: Synthesizer, band: Band, rng: np.random.Generator
) -> np.ndarray:
    """The clips of a set, int16 (n, samples)."""
    clips, n = [], round(SECONDS * RATE)
    for piece in composed(hidden, SECONDS, rng):
        sound = _played(synthesizer, piece)[:n]
        if hidden.band:
            sound = mixed(sound, band.play(n, rng), BAND_SNR, rng)
        clips.append(_sampled(_decimated(sound), rng.uniform(*_PEAKS)))
    return np.array(clips)


def _played(synthesizer: Synthesizer, piece: Piece) -> np.ndarray:
    """One beat after the other, at RATE; what is struck on one rings on over the next."""
    step, tail = round(piece.beat * RATE), 3
    sound = np.zeros(step * (len(piece.beats) + tail))
    for number, notes in enumerate(piece.beats):
        struck = synthesizer.play(piece.instrument, notes, 90, 0.0, tail * piece.beat)
        sound[number * step : number * step + len(struck)] += struck
    return sound


def _decimated(sound: np.ndarray) -> np.ndarray:
    return np.mean(sound[: len(sound) // DECIMATION * DECIMATION].reshape(-1, DECIMATION), axis=1)


def _sampled(sound: np.ndarray, peak: float) -> np.ndarray:
    return np.round(sound / np.max(np.abs(sound)) * peak).astype(np.int16)


def _write(path: Path, arrays: dict[str, np.ndarray], samples: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, rate=np.array(RATE // DECIMATION), **arrays)
    seconds = samples * DECIMATION / RATE
    click.echo(f"{path}: {seconds:.1f} s; {path.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
