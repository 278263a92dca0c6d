"""The parts of the data: which chords, on which instruments, with what behind them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from chords import BLACK_KEYS, WHITE_KEYS, Chord, Taken, deal
from synthesizer import Instrument

FLUID = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
MUSESCORE = Path("/usr/share/sounds/sf3/MuseScore_General_Full.sf3")

# The last number is the program of General MIDI, counted from 0.
INSTRUMENTS = {
    0: Instrument("grand piano", FLUID, 0),
    1: Instrument("electric piano", FLUID, 4),
    2: Instrument("nylon guitar", FLUID, 24),
    3: Instrument("steel guitar", FLUID, 25),
    4: Instrument("drawbar organ", MUSESCORE, 16),
    5: Instrument("church organ", MUSESCORE, 19),
    6: Instrument("accordion", MUSESCORE, 21),
    7: Instrument("vibraphone", MUSESCORE, 11),
    8: Instrument("choir", MUSESCORE, 52),
    9: Instrument("brass", MUSESCORE, 61),
    10: Instrument("clarinets", MUSESCORE, 71),
    11: Instrument("strings", MUSESCORE, 48),
}
TRAINING, UNSEEN = range(4), range(4, 12)
"""The instruments that students hear, and those that they do not."""

STUDENTS_SEED, DEMO_SEED = "chords", "demo"


@dataclass(frozen=True)
class Part:
    """n chords of `instruments` and `roots`, with noise or with a band behind them."""

    name: str
    n: int
    instruments: range
    roots: tuple[int, ...]
    band: bool = False


# Of each class 375 to learn from. The 2,000 of a hidden part tell an accuracy to two hundredths.
STUDENTS = Part("chords", 3000, TRAINING, WHITE_KEYS)
HIDDEN = (
    Part("id", 2000, TRAINING, WHITE_KEYS),
    Part("key", 2000, TRAINING, BLACK_KEYS),
    Part("inst", 2000, UNSEEN, WHITE_KEYS),
    Part("band", 2000, TRAINING, WHITE_KEYS, band=True),
)


def generator(seed: str, part: Part) -> np.random.Generator:
    """Where all chance of a part comes from: any text is a seed."""
    digest = hashlib.sha256(f"{part.name}: {seed}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest))


def deal_students() -> tuple[list[Chord], Taken]:
    """The chords of the students' part, and the voicings that no hidden part has again."""
    taken: Taken = set()
    chords = _deal(STUDENTS, taken, STUDENTS_SEED)
    return chords, taken


def deal_hidden(seed: str) -> dict[Part, list[Chord]]:
    """The chords of each hidden part, of voicings that are nowhere else."""
    _, taken = deal_students()
    return {part: _deal(part, taken, seed) for part in HIDDEN}


def _deal(part: Part, taken: Taken, seed: str) -> list[Chord]:
    return deal(part.n, part.instruments, part.roots, taken, generator(f"deal {seed}", part))
