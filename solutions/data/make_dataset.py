"""Render the chord data sets: `python solutions/data/make_dataset.py`, see README.md here.

With --hidden-seed it renders a course's own hidden parts, from a seed that nobody else knows.
"""

from collections import Counter
from pathlib import Path

import click
import numpy as np
from backgrounds import Band, SamplesMissing
from bands import RATE
from chords import CLASSES
from parts import (
    DEMO_SEED,
    INSTRUMENTS,
    STUDENTS,
    STUDENTS_SEED,
    TRAINING,
    Part,
    deal_hidden,
    deal_students,
)
from render import check_synthesizer, clips, render
from synthesizer import Synthesizer, SynthesizerError

SHORTEST_SEED = 16  # characters, as for a course's secret

_COURSE = Path(__file__).resolve().parents[2]
_STUDENTS_FOLDER = _COURSE / "assignments" / "hw3-generalization" / "data"
_HIDDEN_FOLDER = _COURSE / "solutions" / "data" / "hidden"
_SAMPLES = Path("/usr/share/sonic-pi/samples")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option(
    "--hidden-seed",
    metavar="SECRET",
    envvar="GRADUS_HIDDEN_SEED",
    help=f"Render a course's own hidden parts, and nothing else, from any {SHORTEST_SEED} or more "
    "characters that nobody else knows. Also read from the variable GRADUS_HIDDEN_SEED.",
)
@click.option("--students", type=_FOLDER, default=_STUDENTS_FOLDER, show_default=False)
@click.option("--hidden", type=_FOLDER, default=_HIDDEN_FOLDER, show_default=False)
@click.option("--samples", type=_FOLDER, default=_SAMPLES, help="Sonic Pi's etc/samples.")
def main(hidden_seed: str | None, students: Path, hidden: Path, samples: Path) -> None:
    """Render the data sets of chords with FluidSynth, in about two minutes.

    Without a seed: the students' part and the clips into the folder --students, and the demo's
    hidden parts into the folder --hidden, as they are in the repository.
    """
    if hidden_seed is not None and len(hidden_seed) < SHORTEST_SEED:
        raise click.UsageError(
            f"The hidden seed has {len(hidden_seed)} characters and should have {SHORTEST_SEED} or "
            "more: the recipe is public, so a short one can be found by trying them all."
        )
    try:
        _make(hidden_seed, students, hidden, samples)
    except (SynthesizerError, SamplesMissing, OSError) as error:
        raise click.ClickException(str(error)) from error


def _make(hidden_seed: str | None, students: Path, hidden: Path, samples: Path) -> None:
    band, synthesizer = Band(samples), Synthesizer(INSTRUMENTS)
    try:
        difference = check_synthesizer(synthesizer)
        click.echo(f"A used synthesizer differs from a fresh one by {difference:.1f} dB.")
        if hidden_seed is None:
            _make_students(students, synthesizer, band)
        kind, seed = ("demo", DEMO_SEED) if hidden_seed is None else ("secret", hidden_seed)
        for part, chords in deal_hidden(seed).items():
            arrays = render(part, chords, synthesizer, band, seed)
            kept = {name: arrays[name] for name in ("x", "y")}
            _write(hidden / f"{part.name}.npz", part, {**kept, "seed_kind": np.array(kind)})
    finally:
        synthesizer.close()


def _make_students(folder: Path, synthesizer: Synthesizer, band: Band) -> None:
    import soundfile

    chords, _ = deal_students()
    arrays = render(STUDENTS, chords, synthesizer, band, STUDENTS_SEED)
    names = {
        "class_names": np.array(CLASSES),
        "instrument_names": np.array([INSTRUMENTS[number].name for number in TRAINING]),
    }
    _write(folder / f"{STUDENTS.name}.npz", STUDENTS, {**arrays, **names})
    soundfile.write(folder / "chords.ogg", clips(synthesizer), RATE // 2, format="OGG")
    _tell(folder / "chords.ogg", "each class in turn, on C, by each instrument")


def _write(path: Path, part: Part, arrays: dict[str, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    counts = sorted(set(Counter(arrays["y"].tolist()).values()))
    classes = " or ".join(map(str, counts))
    what = "a band" if part.band else "noise"
    _tell(
        path,
        f"{len(arrays['x']):,} chords, {classes} of each class, on {len(part.instruments)} "
        f"instruments and {len(part.roots)} roots, {what} behind them",
    )


def _tell(path: Path, what: str) -> None:
    click.echo(f"{path}: {what}; {path.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
