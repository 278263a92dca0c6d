"""The pieces of hw4's clips: two that are written out, and hidden ones that chance composes."""

import hashlib
from dataclasses import dataclass

import numpy as np
from parts import UNSEEN

_PIANO, _STEEL_GUITAR = 0, 3  # of parts.INSTRUMENTS

BEAT = 0.36  # seconds, in the pieces that are written out


@dataclass(frozen=True)
class Piece:
    """The notes that an instrument strikes on each beat, and how many seconds a beat lasts."""

    instrument: int
    beats: tuple[tuple[int, ...], ...]
    beat: float = BEAT

    @classmethod
    def written(cls, instrument: int, beats: str) -> "Piece":
        """From a text: beats are parted by commas."""
        return cls(instrument, tuple(tuple(map(int, beat.split())) for beat in beats.split(",")))


STUDENTS = {
    "heard": Piece.written(
        _PIANO,
        "48 60 64 67, 72, 45 57 60 64, 76, 41 57 60 65, 74, 43 59 62 67, "
        "71, 48 60 64 67, 79, 77, 76, 43 55 62 65, 74, 48 60 64 72",
    ),
    "unheard": Piece.written(
        _STEEL_GUITAR,
        "40 52 59 64, 67, 71, 45 57 60 64, 69, 72, 38 50 57 62, 66, "
        "69, 43 55 59 62, 67, 71, 47 54 59 63, 66, 40 52 55 64",
    ),
}


@dataclass(frozen=True)
class HiddenSet:
    """So many clips, dealt to these instruments in turn, some with a band behind them."""

    name: str
    n: int
    instruments: tuple[int, ...]
    band: bool = False


# Of the first set one half is for the leaderboard. Together they have some 0.5 MB.
HIDDEN = (
    HiddenSet("same", 6, (_PIANO, _STEEL_GUITAR)),
    HiddenSet("other", 3, tuple(UNSEEN)),
    HiddenSet("band", 3, (_PIANO, _STEEL_GUITAR), band=True),
)

_SCALE = (0, 2, 4, 5, 7, 9, 11)
"""Semitones above the key: a major scale, and below the triads on its first six steps."""
_CHORDS = ((0, 4, 7), (2, 5, 9), (4, 7, 11), (5, 9, 12), (7, 11, 14), (9, 12, 16))
"""Any may follow any: it is music enough for a codec."""
_BEATS = (0.24, 0.48)  # seconds: from 250 to 125 beats a minute


def generator(seed: str, hidden: HiddenSet) -> np.random.Generator:
    """Where all chance of a set comes from: any text is a seed."""
    digest = hashlib.sha256(f"clips {hidden.name}: {seed}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest))


def composed(hidden: HiddenSet, seconds: float, rng: np.random.Generator) -> list[Piece]:
    """The pieces of a set, each for so many seconds: a chord over its bass, then a melody."""
    players = [int(each) for each in rng.permutation(hidden.instruments)]
    return [_composed(players[number % len(players)], seconds, rng) for number in range(hidden.n)]


def _composed(instrument: int, seconds: float, rng: np.random.Generator) -> Piece:
    beat = rng.uniform(*_BEATS)
    key = int(rng.integers(55, 67))
    beats = []
    for number in range(int(np.ceil(seconds / beat))):
        if number % 3 == 0:
            chord = rng.choice(_CHORDS)
            beats.append((key + int(chord[0]) - 12, *(key + int(tone) for tone in chord)))
        else:
            beats.append((key + 12 + int(rng.choice(_SCALE)),))
    return Piece(instrument, tuple(beats), beat)
